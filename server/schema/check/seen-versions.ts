import { hash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { isObject } from '../json-object.ts'
import type { ListedFile } from '../listing.ts'
import type { Workspace } from '../workspace.ts'
import type { CheckFinding } from './check-finding.ts'
import { inFile } from './structure.ts'

/** What published versions said when they were first seen: where there is no git to ask, this tells that one changed. */
export interface SeenVersions {
  /** Remembers what a version says, if it was not seen before. */
  note(file: ListedFile, text: string): void
  /**
   * Versions of a title that say something else than when they were seen, an error. The newest may still be in the
   * making: it gets a warning, and counts as seen as it now is.
   */
  changed(workspace: Workspace, repository: string, title: string): readonly CheckFinding[]
  /** What was learned since it was opened. */
  news(): readonly SeenVersion[]
  /** Takes over what another reader of the same file has learned. */
  learn(news: readonly SeenVersion[]): void
  /** Keeps what was seen for the next start; throws where it cannot be written. */
  save(): void
}

/** A version by its repository and URI, and a fingerprint of what it says. */
export type SeenVersion = readonly [name: string, fingerprint: string]

/** The file's name in a storage folder. */
export const seenFileName = 'seen-versions.json'

/** Opens what was seen before; without a file it is forgotten with the process. A file that cannot be read is begun anew. */
export function openSeenVersions(file?: string): SeenVersions {
  const seen = file === undefined ? new Map<string, string>() : readSeen(file)
  const news = new Map<string, string>()
  const set = (name: string, fingerprint: string) => {
    seen.set(name, fingerprint)
    news.set(name, fingerprint)
  }

  return {
    note(listed, text) {
      const name = nameOf(listed)
      if (listed.version !== 'current' && !seen.has(name)) set(name, fingerprintOf(text))
    },
    changed({ listing, read }, repository, title) {
      const newest = listing.versionsOf(title).at(-1)
      return listing.files
        .filter(one => one.repository === repository && one.title === title && one.version !== 'current')
        .flatMap(listed => {
          const parsed = read(listed)
          if (!parsed.ok) return []
          const { source } = parsed
          const [name, is] = [nameOf(listed), fingerprintOf(source.text)]
          const was = seen.get(name)
          if (was === is) return []
          if (was === undefined || listed.version === newest) set(name, is)
          if (was === undefined) return []
          const message = `Version \`${listed.version}\` is not what it was when it was last seen.`
          const isNewest = listed.version === newest
          const hint = isNewest
            ? 'Raise the version if it is published already; events name this one.'
            : `Restore it, and publish the change as a new version.${file ? ` What was seen is in ${file}.` : ''}`
          const finding = inFile('old-version-immutable', title, source, '', message, hint)
          return [isNewest ? { ...finding, severity: 'warning' as const } : finding]
        })
    },
    news: () => [...news],
    learn(others) {
      for (const [name, fingerprint] of others) set(name, fingerprint)
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

/** How lines end does not count: git may check a file out with other ends. */
function fingerprintOf(text: string): string {
  return hash('sha256', text.includes('\r') ? text.replaceAll('\r\n', '\n') : text).slice(0, 32)
}
