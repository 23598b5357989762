import { hash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { compareVersions } from '../../event/schema-uri.ts'
import { isObject } from '../json-object.ts'
import { skippedRules } from '../lint/lint.ts'
import type { ListedFile } from '../listing.ts'
import type { Workspace } from '../workspace.ts'
import { type CheckFinding, inFile } from './check-finding.ts'
import { goneTitle, goneVersion } from './gone.ts'

/** What published versions said when they were first seen: where there is no git to ask, this tells that one changed. */
export interface SeenVersions {
  /** Remembers what a version says, if it was not seen before. */
  note(file: ListedFile, text: string): void
  /**
   * Versions of a title that say something else than when they were seen, or are gone: an error. The newest may still be
   * in the making: it gets a warning, and counts as seen as it now is.
   */
  changed(workspace: Workspace, repository: string, title: string): readonly CheckFinding[]
  /** The titles that were seen and have no file any more. */
  titlesGone(workspace: Workspace, repository: string): readonly string[]
  /** What was learned since it was opened. */
  news(): readonly SeenVersion[]
  /** Takes over what another reader of the same file has learned. */
  learn(news: readonly SeenVersion[]): void
  /** Keeps what was seen for the next start; throws where it cannot be written. */
  save(): void
}

/** A version by its repository and URI, and a fingerprint of what it says; undefined where it is to be forgotten. */
export type SeenVersion = readonly [name: string, fingerprint: string | undefined]

/** The file's name in a storage folder. */
export const seenFileName = 'seen-versions.json'

/** Opens what was seen before; without a file it is forgotten with the process. A file that cannot be read is begun anew. */
export function openSeenVersions(file?: string): SeenVersions {
  const seen = file === undefined ? new Map<string, string>() : readSeen(file)
  const news = new Map<string, string | undefined>()
  const learn = (name: string, fingerprint: string | undefined) => {
    if (fingerprint === undefined) seen.delete(name)
    else seen.set(name, fingerprint)
    news.set(name, fingerprint)
  }
  const kept = file === undefined ? '' : ` What was seen is in ${file}.`

  const edited = (workspace: Workspace, listed: ListedFile): readonly CheckFinding[] => {
    const { listing } = workspace
    const parsed = workspace.read(listed)
    if (!parsed.ok) return []
    const { source } = parsed
    const [name, is] = [nameOf(listed), fingerprintOf(source.text)]
    const was = seen.get(name)
    if (was === is) return []
    const isNewest = listed.version === listing.versionsOf(listed.title).at(-1)
    if (was === undefined || isNewest) learn(name, is)
    if (was === undefined || mayChange(workspace, listed)) return []
    const message = `Version \`${listed.version}\` is not what it was when it was last seen.`
    const hint = isNewest
      ? 'Raise the version if it is published already; events name this one.'
      : `Restore it, and publish the change as a new version.${kept}`
    return [warningIf(isNewest, inFile('old-version-immutable', listed.title, source, '', message, hint))]
  }

  const gone = (workspace: Workspace, repository: string, title: string, left: readonly ListedFile[]) => {
    const before = `${repository}/${title}/`
    const folder = workspace.folders.find(({ name }) => name === repository)?.folder ?? '.'
    const missing = [...seen.keys()]
      .filter(name => name.startsWith(before) && !name.includes('/', before.length))
      .map(name => ({ name, uri: `/${title}/${versionIn(name)}`, version: versionIn(name), repository }))
      .filter(one => left.every(file => file.version !== one.version) && !mayChange(workspace, one))
      .sort((a, b) => compareVersions(a.version, b.version))
    const last = missing.at(-1)
    if (last === undefined) return []
    const fileOf = (name: string) => `${folder}${name.slice(repository.length)}`
    const hint = `Restore it, for events name it.${kept}`
    if (left.length === 0) {
      const versions = [...new Set(missing.map(({ version }) => version))]
      return [goneTitle(title, versions, fileOf(last.name), hint)]
    }
    return missing.map(({ name, version }) => {
      const isNewest = left.every(file => file.version === 'current' || compareVersions(file.version, version) < 0)
      if (isNewest) learn(name, undefined)
      return warningIf(isNewest, goneVersion(title, version, fileOf(name), hint))
    })
  }

  return {
    note(listed, text) {
      const name = nameOf(listed)
      if (listed.version !== 'current' && !seen.has(name)) learn(name, fingerprintOf(text))
    },
    changed(workspace, repository, title) {
      const files = workspace.listing.files.filter(one => one.repository === repository && one.title === title)
      const versions = files.filter(({ version }) => version !== 'current')
      return [...versions.flatMap(listed => edited(workspace, listed)), ...gone(workspace, repository, title, files)]
    },
    titlesGone({ listing }, repository) {
      const left = new Set(listing.files.filter(one => one.repository === repository).map(({ title }) => title))
      const titles = [...seen.keys()]
        .filter(name => name.startsWith(`${repository}/`))
        .map(name => name.slice(repository.length + 1, name.lastIndexOf('/')))
      return [...new Set(titles)].filter(title => !left.has(title))
    },
    news: () => [...news],
    learn(others) {
      for (const [name, fingerprint] of others) learn(name, fingerprint)
    },
    save() {
      if (file === undefined || news.size === 0) return
      mkdirSync(dirname(file), { recursive: true })
      // Renamed into place, so that no half of it is ever read.
      const draft = `${file}.${process.pid}`
      writeFileSync(draft, `${JSON.stringify(Object.fromEntries([...seen].sort()), null, 1)}\n`)
      renameSync(draft, file)
      news.clear()
    },
  }
}

/** Whether the configuration lets published versions of a title go, or say something else. */
function mayChange({ configOf }: Workspace, { repository, uri }: { repository: string; uri: string }): boolean {
  return skippedRules({ $id: uri }, configOf(repository)).has('old-version-immutable')
}

function warningIf(isNewest: boolean, finding: CheckFinding): CheckFinding {
  return isNewest ? { ...finding, severity: 'warning' } : finding
}

function readSeen(file: string): Map<string, string> {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const entries = isObject(content) ? Object.entries(content) : []
    return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  } catch {
    return new Map()
  }
}

function nameOf({ repository, uri, extension }: ListedFile): string {
  return `${repository}${uri}.${extension}`
}

function versionIn(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1, name.lastIndexOf('.'))
}

/** How lines end does not count: git may check a file out with other ends. */
function fingerprintOf(text: string): string {
  return hash('sha256', text.includes('\r') ? text.replaceAll('\r\n', '\n') : text).slice(0, 32)
}
