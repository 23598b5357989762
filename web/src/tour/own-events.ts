import type { StoredEvent } from '../wire.ts'

/** Whether an event is one of those that this page sent: the gate keeps what is sent, and only adds to it. */
export function isOwn({ event, raw }: StoredEvent, sent: readonly string[]): boolean {
  return sent.some(text => text === raw || eventsOf(text).some(each => holds(event, each)))
}

function eventsOf(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : [value]
  } catch {
    return []
  }
}

function holds(event: unknown, sent: unknown): boolean {
  if (typeof sent !== 'object' || sent === null) return event === sent
  if (typeof event !== 'object' || event === null) return false
  return Object.entries(sent).every(([key, value]) => holds((event as Record<string, unknown>)[key], value))
}
