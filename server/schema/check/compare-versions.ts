import { semverOf } from '../../event/schema-uri.ts'
import { type Comparison, type CompatibilityMode, compareSchemas, type SchemaChange } from '../compare/compare.ts'
import { type ToolVersion, toolVerdict } from '../compare/tool-verdict.ts'
import { type CheckFinding, inFile } from './check-finding.ts'
import { type CheckedTitle, type CheckedVersion, ownPlace } from './check-title.ts'
import type { CompatMode } from './compat-modes.ts'

/** Holds each version of a title to the one before it in its major, or to all before. */
export function compatibilityFindings(
  title: CheckedTitle,
  mode: CompatMode,
  isCompared: (next: CheckedVersion) => boolean = () => true,
): readonly CheckFinding[] {
  if (mode === 'NONE') return []
  return title.versions.flatMap((next, index) => {
    const before = title.versions.slice(0, index).filter(old => majorOf(old) === majorOf(next))
    if (!isCompared(next)) return []
    const held = mode.endsWith('_TRANSITIVE') ? before : before.slice(-1)
    return held.flatMap(old => breaksBetween(title, old, next, mode))
  })
}

/** What a mode has against one version after another. */
export function breaksBetween(
  { title, invalid }: CheckedTitle,
  old: CheckedVersion,
  next: CheckedVersion,
  mode: CompatMode,
): readonly CheckFinding[] {
  if (mode === 'NONE' || invalid.has(next)) return []
  if (!mode.startsWith('jsonschema-tools')) {
    const comparison = compareSchemas(old.document, next.document)
    const wanted = modesOf(mode)
    const breaking = comparison.changes.filter(({ breaks }) => breaks.some(one => wanted.includes(one)))
    return together(breaking).map(changes => changeFinding(title, old, next, changes, comparison))
  }
  const tool: ToolVersion = mode === 'jsonschema-tools' ? '1.3.0' : '1.2.0'
  const verdict = toolVerdict(old.document, next.document, tool)
  if (verdict.compatible) return []
  const comparison = compareSchemas(old.document, next.document, { tool })
  const [change] = comparison.changes.filter(({ breaks }) => breaks.length > 0)
  if (change) return [changeFinding(title, old, next, [change], comparison, verdict.message)]
  const message = `${next.version} is not compatible with ${old.version} for jsonschema-tools: ${verdict.message}. Nothing breaks by it.`
  return [finding(title, next, pointerOf(verdict.message), message, `Undo it, or skip ${rule} for it.`)]
}

function modesOf(mode: CompatMode): readonly CompatibilityMode[] {
  const [plain] = mode.split('_')
  return plain === 'FULL' ? ['BACKWARD', 'FORWARD'] : [plain as CompatibilityMode] // as: the others are left above
}

/** One change that breaks both directions is one mistake. */
function together(changes: readonly SchemaChange[]): readonly (readonly [SchemaChange, ...SchemaChange[]])[] {
  const byPlace = new Map<string, [SchemaChange, ...SchemaChange[]]>()
  for (const change of changes) {
    const key = `${change.pointer}\n${change.message}`
    const same = byPlace.get(key)
    if (same) same.push(change)
    else byPlace.set(key, [change])
  }
  return [...byPlace.values()]
}

function changeFinding(
  title: string,
  old: CheckedVersion,
  next: CheckedVersion,
  changes: readonly [SchemaChange, ...SchemaChange[]],
  comparison: Comparison,
  tool?: string,
): CheckFinding {
  const [change] = changes
  const was = old.origin(change.oldPointer)
  const { line } = was.source.place(was.pointer)
  const shows = changes.map(({ witness }) => {
    if (witness === undefined) return ''
    const accepts = witness.validUnder === 'old' ? old.version : next.version
    return ` ${accepts} accepts, the other refuses: \`${short(witness.document)}\`.`
  })
  const says = tool === undefined ? '' : ` jsonschema-tools: ${tool}.`
  const message = `${change.message}${says} In ${old.version} at \`${was.source.file}:${line}\`.${shows.join('')}`
  const major = `publish it as ${(majorOf(old) ?? 0) + 1}.0.0`
  const isFine = tool !== undefined && comparison.verdicts.BACKWARD && comparison.verdicts.HIVE
  const hint = isFine
    ? `No old event breaks by it. Undo it, ${major}, or skip ${rule} for it.`
    : `Undo it, or ${major}.`
  return finding(title, next, change.pointer, message, hint)
}

const rule = 'schema-version-compatibility'

/** In the version's own file, also where the change comes by a reference: that is what was changed. */
function finding(title: string, next: CheckedVersion, pointer: string, message: string, hint: string): CheckFinding {
  const origin = next.origin(pointer)
  if (origin.source === next.source) return inFile(rule, title, origin.source, origin.pointer, message, hint)
  const own = ownPlace(next, pointer)
  const from = `${origin.source.file}:${origin.source.place(origin.pointer).line}`
  return inFile(rule, title, own.source, own.pointer, `${message} It comes from \`${from}\`.`, hint)
}

/** The tool writes `.properties.a.type`. */
function pointerOf(message: string): string {
  const path = /: (\.\S*)$/.exec(message)?.[1] ?? ''
  return path.replaceAll('.', '/')
}

function short(document: unknown): string {
  const text = JSON.stringify(document)
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

function majorOf({ version }: CheckedVersion): number | undefined {
  return semverOf(version)?.numbers[0]
}
