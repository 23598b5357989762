import type { CheckFinding } from '../check/check-finding.ts'
import { checkTitle } from '../check/check-title.ts'
import { openSeenVersions, type SeenVersions } from '../check/seen-versions.ts'
import type { ListedFile, Listing } from '../listing.ts'
import { namesLatest } from '../names-latest.ts'
import { isSameJson } from '../same-json.ts'
import type { ToolsConfig } from '../tools-config.ts'
import type { Workspace } from '../workspace.ts'
import { type CurrentVerdict, verdictOf } from './current-verdict.ts'

/** What lint and comparison say of one title. */
export interface TitleReview {
  readonly title: string
  readonly repository: string
  readonly findings: readonly CheckFinding[]
  /** What `current` means for the version before it; undefined where there is none of both. */
  readonly verdict: CurrentVerdict | undefined
}

/** What was saved, and what it means. */
export interface SaveVerdict {
  /** Counts up; a reader asks for those after the last it has seen. */
  readonly number: number
  readonly title: string
  readonly repository: string
  readonly file: string
  readonly severity: 'error' | 'warning' | 'fine'
  /** One line for a terminal. */
  readonly words: string
}

/** Reviews of titles, each made once and kept until one of its files changes. */
export interface Reviews {
  /** The review of a title; made now where it is not known. */
  review(repository: string, title: string): TitleReview
  /** The review where it is known already. */
  known(repository: string, title: string): TitleReview | undefined
  /** Forgets what is made of these files, and judges each `current` file among them; `before` also has those that went. */
  saved(paths: ReadonlySet<string>, before: Listing): void
  /** Forgets all, where it is not known what changed. */
  forget(): void
  saves(after: number): readonly SaveVerdict[]
}

const savesKept = 100

/** Reviews over a workspace that always gives the files as they are now. */
export function createReviews(workspace: () => Workspace, seen: SeenVersions = openSeenVersions()): Reviews {
  const reviews = new Map<string, Made>()
  let saves: readonly SaveVerdict[] = []
  let number = 0
  const keyOf = (repository: string, title: string) => `${repository}\n${title}`

  function review(repository: string, title: string): TitleReview {
    const known = reviews.get(keyOf(repository, title))
    if (known) return known.review
    const now = workspace()
    const checked = checkTitle(now, repository, title)
    const made: TitleReview = {
      title,
      repository,
      findings: [...checked.findings, ...seen.changed(now, repository, title)],
      verdict: verdictOf(now, checked),
    }
    reviews.set(keyOf(repository, title), madeOf(now, made))
    return made
  }

  return {
    review,
    known: (repository, title) => reviews.get(keyOf(repository, title))?.review,
    saved(paths, before) {
      const now = workspace()
      const { listing } = now
      const changed = [...paths].flatMap(path => listing.at(path) ?? before.at(path) ?? [])
      const names = new Set(changed.map(({ file }) => file))
      const titles = new Set(changed.map(({ repository, title }) => keyOf(repository, title)))
      for (const [key, made] of reviews) {
        const isMeant = titles.has(key) || [...made.texts.keys()].some(({ file }) => names.has(file))
        // What it refers to may be among the new names, or `latest` may be another of them now.
        const isMoved = made.listing !== listing && (!made.isWhole || made.namesLatest)
        if (isMoved || (isMeant && !isStillSo(now, made))) reviews.delete(key)
      }
      const currents = changed.filter(({ version, path }) => version === 'current' && listing.at(path))
      for (const { repository, title, file } of currents) {
        const save = saveOf(review(repository, title), file, number + 1)
        // A watcher may tell of one save twice.
        const before = saves.findLast(other => other.repository === repository && other.title === title)
        if (before?.words === save.words) continue
        number++
        saves = [...saves, save].slice(-savesKept)
      }
    },
    forget: () => reviews.clear(),
    saves: after => saves.filter(save => save.number > after),
  }
}

/** A review with all it is made of. */
interface Made {
  readonly review: TitleReview
  readonly listing: Listing
  readonly config: ToolsConfig
  /** The texts of the title's own files and of those it refers to; undefined where one cannot be parsed. */
  readonly texts: ReadonlyMap<ListedFile, string | undefined>
  /** Whether all it refers to was found. */
  readonly isWhole: boolean
  /** Whether it refers to the latest version of something. */
  readonly namesLatest: boolean
}

function madeOf(now: Workspace, review: TitleReview): Made {
  const { listing, materialized } = now
  const { repository, title } = review
  const own = listing.files.filter(file => file.repository === repository && file.title === title)
  const results = own.filter(({ version }) => version === 'current').map(materialized)
  const names = new Set(
    results.flatMap(result => (result.ok ? result.materialized.sources : result.sources)).map(({ file }) => file),
  )
  const files = new Set([...own, ...listing.files.filter(({ file }) => names.has(file))])
  const texts = new Map([...files].map(file => [file, textOf(now, file)]))
  return {
    review,
    listing,
    config: now.configOf(repository),
    texts,
    namesLatest: [...texts.values()].some(text => text !== undefined && namesLatest(text)),
    isWhole: results.every(({ ok }) => ok),
  }
}

/** A watch may tell of one save twice, and an editor saves what it has not changed. */
function isStillSo(now: Workspace, { review, listing, config, texts }: Made): boolean {
  if (listing !== now.listing || !isSameJson(config, now.configOf(review.repository))) return false
  return [...texts].every(([file, text]) => text !== undefined && textOf(now, file) === text)
}

function textOf({ read }: Workspace, file: ListedFile): string | undefined {
  const parsed = read(file)
  return parsed.ok ? parsed.source.text : undefined
}

function saveOf({ title, repository, findings, verdict }: TitleReview, file: string, number: number): SaveVerdict {
  // That it is not materialized yet is no news to who has just saved it.
  const errors = findings.filter(
    finding => finding.severity === 'error' && finding.file === file && finding.rule !== 'current-materialized',
  )
  const [first] = errors
  const breaks = verdict !== undefined && !(verdict.verdicts.BACKWARD && verdict.verdicts.HIVE)
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  const broken = first ? ` ${file}:${first.place().line} ${first.message}${more}` : ''
  const words = `Schema    ${title}  ${verdict?.words ?? ''}${broken}`.replaceAll('`', '').trimEnd()
  return {
    number,
    title,
    repository,
    file,
    severity: first ? 'error' : breaks ? 'warning' : 'fine',
    words,
  }
}
