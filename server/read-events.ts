import { readFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import { messageOf, SandboxError } from './base/errors.ts'
import { lineOf } from './event/event-text.ts'
import { explainSyntax } from './event/explain-syntax.ts'
import type { Problem } from './event/problem.ts'

/** An event of a file, or why there is none. */
export interface FileEvent {
  readonly event: unknown
  /** What is wrong with the text. */
  readonly fault?: Problem
  /** The line of the file, from 1, where a part of the event stands. */
  line(pointer: string): number | undefined
}

/** Reads the events of a file, or of stdin for `-`: JSON (one or an array), lines of JSON, or YAML by its name. */
export async function readEvents(file: string, cwd = process.cwd()): Promise<readonly FileEvent[]> {
  const text = file === '-' ? await readAll(process.stdin) : readText(isAbsolute(file) ? file : join(cwd, file), file)
  if (text.trim() === '') return []
  if (/\.ya?ml$/i.test(file)) return yamlEvents(text, file)
  const whole = parse(text)
  if (whole !== undefined) return jsonEvents(whole.value, text)
  const lines = text.split(/\r?\n/)
  const isLines = lines.filter(line => line.trim() !== '').length > 1 && parse(lines[0] ?? '') !== undefined
  if (!isLines) return [faulty(text, 1, file)]
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return []
    const parsed = parse(line)
    return [parsed ? { event: parsed.value, line: () => at + 1 } : faulty(line, at + 1, `Line ${at + 1} of ${file}`)]
  })
}

function readText(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new SandboxError('config_invalid', `${file} cannot be read: ${messageOf(cause)}.`, {
      hint: 'Check its name; - is stdin.',
      cause,
    })
  }
}

function jsonEvents(value: unknown, text: string): readonly FileEvent[] {
  if (!Array.isArray(value)) return [{ event: value, line: pointer => lineOf(text, pointer) }]
  return value.map((event, at) => ({ event, line: pointer => lineOf(text, `/${at}${pointer}`) }))
}

async function yamlEvents(text: string, file: string): Promise<readonly FileEvent[]> {
  const { isNode, LineCounter, parseAllDocuments } = await import('yaml')
  const { keysOf } = await import('./event/json-pointer.ts')
  const counter = new LineCounter()
  const documents = parseAllDocuments(text, { lineCounter: counter })
  return (Array.isArray(documents) ? documents : []).flatMap((document): FileEvent[] => {
    const [error] = document.errors
    if (error) {
      const line = error.linePos?.[0].line ?? 1
      const fault = {
        pointer: '',
        keyword: 'syntax',
        message: `${file} is not YAML: ${error.message.split('\n')[0]}`,
        line,
      }
      return [{ event: undefined, fault, line: () => line }]
    }
    const lineAt = (path: readonly string[]) => {
      const node = path.length === 0 ? document.contents : document.getIn(path, true)
      return isNode(node) && node.range ? counter.linePos(node.range[0]).line : undefined
    }
    const value: unknown = document.toJS()
    if (!Array.isArray(value)) return [{ event: value, line: pointer => lineAt(keysOf(pointer)) }]
    return value.map((event, at) => ({ event, line: pointer => lineAt([`${at}`, ...keysOf(pointer)]) }))
  })
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

function faulty(text: string, firstLine: number, what: string): FileEvent {
  const fault = explainSyntax(text, what)
  const line = firstLine - 1 + (fault.line ?? 1)
  return { event: undefined, fault: { ...fault, line }, line: () => line }
}
