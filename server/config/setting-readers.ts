import { type ClockChange, readClockTime, systemClock } from '../base/clock.ts'
import { parseDuration, parseSize } from '../base/durations.ts'
import { nearest } from '../base/nearest.ts'

/** Where Kafka clients reach the sandbox; without a port it is the one that it listens on. */
export interface KafkaAdvertised {
  readonly host: string
  readonly port?: number
}

/** When records are let go: by age since arrival, by bytes of the whole log. */
export interface Retention {
  readonly ageMs?: number
  readonly bytes?: number
}

// Each gives the value that a text stands for, or throws an Error whose message completes `--port `.

/** A port; 0 picks a free one. */
export function readPort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`takes a port from 0 to 65535, not "${text}".`)
  return port
}

/** A host, and a port where it is not the one that is listened on. */
export function readAdvertised(text: string): KafkaAdvertised {
  const [, bracketed, plain, port] = /^(?:\[([^\]\s]+)\]|([^:\s]+))(?::(\d{1,5}))?$/.exec(text.trim()) ?? []
  const host = bracketed ?? plain
  if (host === undefined) throw new Error(`takes a host and port such as localhost:9092, not "${text}".`)
  return port === undefined ? { host } : { host, port: readPort(port) }
}

/** Milliseconds of a duration from a second on. */
export function readInterval(text: string): number {
  const ms = parseDuration(text)
  if (ms === undefined || ms < 1000) throw new Error(`takes a duration from 1s on, not "${text}".`)
  return ms
}

/** A whole number from 1 on. */
export function readCount(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new Error(`takes a whole number from 1 on, not "${text}".`)
  return Number(text)
}

/** Events a second. */
export function readRate(text: string): number {
  const rate = Number(text)
  if (text.trim() === '' || !(rate > 0) || rate > 100_000) {
    throw new Error(`takes events a second from above 0 to 100000, not "${text}".`)
  }
  return rate
}

/** A whole number that begins a sequence. */
export function readSeed(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`takes a whole number, not "${text}".`)
  return Number(text)
}

/** A time for the clock, or so much from now. */
export function readClock(text: string): ClockChange {
  try {
    return { now: readClockTime(text, systemClock.now()) }
  } catch {
    throw new Error(`takes a time such as 2026-01-31T12:00:00Z or +1h, not "${text}".`)
  }
}

/** Any text but an empty one. */
export function readText(text: string): string {
  if (text.trim() === '') throw new Error('takes a value, but it is empty.')
  return text
}

/** `true` or `false`, also `1` or `0`. */
export function readBoolean(text: string): boolean {
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  throw new Error(`takes true or false, not "${text}".`)
}

/** One of these words. */
export function oneOf<const Values extends readonly string[]>(...values: Values): (text: string) => Values[number] {
  return text => {
    if (values.includes(text)) return text
    const meant = nearest(text, values)
    throw new Error(`takes ${values.join(' or ')}, not "${text}".${meant ? ` Did you mean ${meant}?` : ''}`)
  }
}

/** An age, a size, or both. */
export function readRetention(text: string): Retention {
  let retention: Retention = {}
  for (const part of text.split(',')) {
    const ageMs = parseDuration(part)
    const bytes = parseSize(part)
    if (ageMs !== undefined) retention = { ...retention, ageMs }
    else if (bytes !== undefined) retention = { ...retention, bytes }
    else throw new Error(`takes an age such as 7d or a size such as 2GB, not "${part.trim()}".`)
  }
  return retention
}
