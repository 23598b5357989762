import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { messageOf, SandboxError } from '../../base/errors.ts'
import { isEvent } from '../../event/event.ts'
import { semverOf } from '../../event/schema-uri.ts'
import { withVersion } from '../../schema/edit/set-version.ts'
import { undoneChange } from '../../schema/edit/undo-change.ts'
import type { ListedFile } from '../../schema/listing.ts'
import type { SchemaRepository } from '../../schema/schema-repository.ts'
import type { SourceFile } from '../../schema/source-file.ts'
import { lineDifference } from './line-difference.ts'
import { listedFileOf, notFound } from './schema-candidate.ts'
import { versionBefore } from './schema-check.ts'

/**
 * An edit of a `current` file: one change to the version before it undone, or another version in its id. Without `basis`
 * it is shown only; with the `basis` of what was shown it is written, unless the file was saved meanwhile.
 */
export async function editCurrent(schemas: SchemaRepository, body: unknown): Promise<object> {
  const asked = isEvent(body) ? body : {}
  const file = currentFile(schemas, asked.schema)
  const source = await sourceNow(schemas, file)
  const basis = basisOf(source.text)
  if (asked.basis !== undefined && asked.basis !== basis) {
    throw new SandboxError('file_changed', `${file.file} was saved since this was shown.`, {
      hint: 'Look at what it says now, and choose again.',
    })
  }
  const edited = editedText(schemas, file, source, asked)
  const shown = { file: file.file, basis, lines: lineDifference(source.text, edited) }
  if (asked.basis === undefined) return { ...shown, written: false }
  write(file, edited)
  await schemas.reread(new Set([file.path]))
  return { ...shown, basis: basisOf(edited), written: true }
}

function currentFile(schemas: SchemaRepository, named: unknown): ListedFile {
  if (typeof named !== 'string') {
    const hint = 'Send {"schema": "/title/current.yaml", "version": "2.0.0"}, or "undo" with class and pointer.'
    throw new SandboxError('bad_request', '`schema` must name a `current` file.', { hint })
  }
  const file = listedFileOf(schemas, named.replace(/^\//, ''))
  if (file === undefined) throw notFound(schemas, named)
  if (file.version === 'current') return file
  throw new SandboxError('edit_refused', `${file.uri} is published; it never changes.`, {
    hint: 'Edit current, and publish another version.',
  })
}

/** The file as it is on disk, where nobody may be watching. */
async function sourceNow(schemas: SchemaRepository, file: ListedFile): Promise<SourceFile> {
  const known = schemas.workspace().read(file)
  if (!known.ok || known.source.text !== schemas.source(file.uri)?.text) await schemas.reread(new Set([file.path]))
  const read = schemas.workspace().read(file)
  if (read.ok) return read.source
  const { line, column, message } = read.finding
  throw new SandboxError('edit_refused', `${file.file}:${line}:${column} ${message}`, {
    hint: 'Correct it by hand first.',
  })
}

function basisOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

function editedText(
  schemas: SchemaRepository,
  file: ListedFile,
  source: SourceFile,
  { version, undo, against }: Readonly<Record<string, unknown>>,
): string {
  const workspace = schemas.workspace()
  if (typeof version === 'string' && semverOf(version)) {
    const edited = withVersion(source, workspace.configOf(file.repository).schemaVersionField, version)
    if (edited !== undefined) return edited
    throw new SandboxError('edit_refused', `${file.file} has no id that can be edited.`, { hint: 'Write it by hand.' })
  }
  if (!isEvent(undo) || typeof undo.class !== 'string' || typeof undo.pointer !== 'string') {
    const hint =
      'Send "version": "2.0.0", or "undo": {"class", "pointer"} of a change that /_sandbox/schemas/check names.'
    throw new SandboxError('bad_request', 'The body does not say what to edit.', { hint })
  }
  const old = versionBefore(schemas, file.uri, against)
  const edited = undoneChange(workspace, file, old, { class: undo.class, pointer: undo.pointer })
  if (edited !== undefined) return edited
  throw new SandboxError('edit_refused', `No edit of ${file.file} alone takes this change back.`, {
    hint: 'It may come from a fragment, or belong together with another change: undo it by hand.',
  })
}

function write({ path, file }: ListedFile, text: string): void {
  try {
    writeFileSync(path, text)
  } catch (cause) {
    throw new SandboxError('edit_refused', `${file} cannot be written: ${messageOf(cause)}.`, {
      cause,
      hint: 'Make the file writable.',
    })
  }
}
