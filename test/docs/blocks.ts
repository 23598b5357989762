import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** A block of text that stands by itself in a document: indented, or between fences. */
export interface Block {
  readonly file: string
  /** The line it begins at. */
  readonly line: number
  readonly text: string
}

/** Every block of README and docs. What stands inside a sentence or a table is no example. */
export function documentBlocks(): readonly Block[] {
  const docs = readdirSync(join(root, 'docs')).filter(file => file.endsWith('.md'))
  return ['README.md', 'CONTRIBUTING.md', 'schemas/README.md', ...docs.map(file => `docs/${file}`)].flatMap(blocksOf)
}

function blocksOf(file: string): readonly Block[] {
  const lines = readFileSync(join(root, file), 'utf8').split('\n')
  const blocks: { line: number; lines: string[] }[] = []
  let isFenced = false
  let open: { line: number; lines: string[] } | undefined
  for (const [at, line] of lines.entries()) {
    const isFence = line.startsWith('```')
    if (isFence) isFenced = !isFenced
    const isIn = !isFence && (isFenced || line.startsWith('    ') || (line === '' && lines[at + 1]?.startsWith('    ')))
    if (!isIn) open = undefined
    else if (open) open.lines.push(isFenced ? line : line.slice(4))
    else if (line !== '') {
      open = { line: at + 1, lines: [isFenced ? line : line.slice(4)] }
      blocks.push(open)
    }
  }
  return blocks.map(block => ({ file, line: block.line, text: block.lines.join('\n').trimEnd() }))
}

/** The commands of a block, a line each, where it is made of them: continued lines joined, comments left out. */
export function commandsIn({ text }: Block): readonly string[] {
  const lines = text
    .replace(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .map(line => line.replace(/\s+#\s.*$/, '').trim())
  return lines.filter(line =>
    /^(?:[A-Z_]+=\S+ )?(?:npx )?(?:event-sandbox|curl|kcat|docker|npm|node|git)(?: |$)/.test(line),
  )
}

/** The words of a command as a shell reads them. */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? '',
  )
}
