import { compareVersions } from '../../event/schema-uri.ts'
import type { CheckFinding } from '../../schema/check/check-finding.ts'
import type { ListedFile } from '../../schema/listing.ts'
import type { TitleReview } from '../../schema/review/reviews.ts'
import type { SchemaRepository } from '../../schema/schema-repository.ts'
import { fieldOrigins } from './field-origins.ts'
import { notFound } from './schema-candidate.ts'

/** All titles by repository, with their versions; counts of findings where a title was reviewed already. */
export function schemaTree(schemas: SchemaRepository): object {
  const { listing } = schemas.workspace()
  return {
    repositories: schemas.folders.map(({ name, folder }) => ({
      name,
      folder,
      titles: byTitle(listing.files.filter(({ repository }) => repository === name)).map(([title, files]) => ({
        title,
        versions: versionsOf(files),
        latest: versionsOf(files).at(-1) ?? null,
        current: files.find(({ version }) => version === 'current')?.file ?? null,
        findings: countsOf(schemas.reviews.known(name, title)),
      })),
    })),
    findings: schemas.findings(),
  }
}

/** A title: its versions, what is wrong with them, what `current` means for the version before it. */
export function titlePage(schemas: SchemaRepository, title: string): object {
  const files = schemas.workspace().listing.files.filter(file => file.title === title)
  const [first] = files
  if (first === undefined) throw notFound(schemas, `/${title}`)
  const own = files.filter(({ repository }) => repository === first.repository)
  const { findings, verdict } = schemas.reviews.review(first.repository, title)
  return {
    title,
    repository: first.repository,
    versions: own
      .filter(({ version }) => version !== 'current')
      .sort((a, b) => compareVersions(a.version, b.version))
      .map(({ version, uri, file }) => ({ version, uri, file })),
    current: own.find(({ version }) => version === 'current')?.file ?? null,
    findings: findings.map(placed),
    verdict: verdict ? { ...verdict, changes: verdict.changes() } : null,
  }
}

/** One version: its text as it is on disk, and the schema with everything in place. */
export function versionPage(schemas: SchemaRepository, file: ListedFile): object {
  const workspace = schemas.workspace()
  const read = workspace.read(file)
  const result = workspace.materialized(file)
  const { uri, title, version, repository } = file
  const { findings } = schemas.reviews.review(repository, title)
  return {
    uri,
    title,
    version,
    repository,
    file: file.file,
    text: schemas.source(version === 'current' ? uri : `${uri}.${file.extension}`)?.text ?? null,
    schema: result.ok ? result.materialized.document : read.ok ? read.source.content : null,
    madeOf: (result.ok ? result.materialized.sources : result.sources).map(source => source.file),
    origins: fieldOrigins(workspace, file),
    problems: result.ok ? [] : result.findings,
    findings: findings.filter(finding => finding.file === file.file).map(placed),
    versions: versionsOf(
      workspace.listing.files.filter(other => other.repository === repository && other.title === title),
    ),
  }
}

function placed({ place, ...finding }: CheckFinding): object {
  return { ...finding, ...place() }
}

function byTitle(files: readonly ListedFile[]): readonly (readonly [string, readonly ListedFile[]])[] {
  const titles = grouped(files)
  return [...titles].sort(([a], [b]) => (a < b ? -1 : 1))
}

function grouped(files: readonly ListedFile[]): ReadonlyMap<string, readonly ListedFile[]> {
  const titles = new Map<string, ListedFile[]>()
  for (const file of files) titles.set(file.title, [...(titles.get(file.title) ?? []), file])
  return titles
}

function versionsOf(files: readonly ListedFile[]): readonly string[] {
  return [...new Set(files.map(({ version }) => version))]
    .filter(version => version !== 'current')
    .sort(compareVersions)
}

function countsOf(review: TitleReview | undefined): object | null {
  if (review === undefined) return null
  const errors = review.findings.filter(({ severity }) => severity === 'error').length
  return { errors, warnings: review.findings.length - errors, breaks: review.verdict?.verdicts.BACKWARD === false }
}
