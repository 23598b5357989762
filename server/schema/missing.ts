import { nearest } from '../base/nearest.ts'
import type { Correction, Problem } from '../event/problem.ts'
import { type SchemaUri, schemaProblem } from '../event/schema-uri.ts'
import type { Listing } from './listing.ts'
import type { Finding, RepositoryFolder } from './types.ts'

/** Why no folder has the schema that an event names, and which one was probably meant. */
export function missingSchema(
  named: string,
  uri: SchemaUri,
  listing: Listing,
  folders: readonly RepositoryFolder[],
): Problem {
  const { says, meant, hint } = nearestSchema(uri, listing)
  const searched = folders.map(({ folder }) => `\`${folder}\``).join(', ')
  const problem = schemaProblem(`\`$schema\` names \`${named}\`, but ${says}.`, hint ?? `Searched: ${searched}.`)
  if (meant === undefined) return problem
  const fix: Correction = {
    was: named,
    becomes: meant,
    note: 'Nearest schema',
    label: 'Use this schema',
    patch: [{ op: 'replace', path: '/$schema', value: meant }],
  }
  return { ...problem, hint: `${hint ?? `Nearest: \`${meant}\`.`} Searched: ${searched}.`, fix }
}

/** Why a schema that stands in a folder cannot be used. */
export function brokenSchema(named: string, { file, line, column, message, hint }: Finding): Problem {
  const says = `\`$schema\` names \`${named}\`, but that schema cannot be used: ${message}`
  const place = `${file}:${line}:${column}`
  return schemaProblem(says, hint ? `${hint} At \`${place}\`.` : `Correct \`${place}\`.`)
}

interface Nearest {
  readonly says: string
  readonly meant?: string
  readonly hint?: string
}

function nearestSchema({ title, version, extension }: SchemaUri, listing: Listing): Nearest {
  const versions = listing.versionsOf(title)
  const latest = versions.at(-1)
  if (latest !== undefined) {
    if (extension && listing.resolve({ title, version, extension: undefined })) {
      return { says: `there is no \`.${extension}\` file of it`, meant: `/${title}/${version}` }
    }
    const known = nearestVersion(version, versions)
    const current = `Current is \`${latest}\`.`
    const hint = known === latest ? current : `${current} Nearest: \`${known}\`.`
    return { says: `\`${title}\` has no version \`${version}\``, meant: `/${title}/${known}`, hint }
  }
  const whole = title === '' ? version : `${title}/${version}`
  const latestOfWhole = listing.versionsOf(whole).at(-1)
  if (latestOfWhole !== undefined) {
    const meant = `/${whole}/${latestOfWhole}`
    return { says: 'it has no version', meant, hint: `Add the version: \`${meant}\`.` }
  }
  const meantTitle = nearestTitle(title, listing.titles) ?? nearestTitle(whole, listing.titles)
  const latestOfMeant = meantTitle === undefined ? undefined : listing.versionsOf(meantTitle)
  const says = 'no schema has this URI'
  if (meantTitle === undefined || latestOfMeant === undefined || latestOfMeant.length === 0) return { says }
  const meantVersion = latestOfMeant.includes(version) ? version : latestOfMeant.at(-1)
  return { says, meant: `/${meantTitle}/${meantVersion}` }
}

/** `1.0` means the latest `1.0.x`, `1.9.0` the latest of major 1, `v1.0.0` itself; else the latest of all. */
function nearestVersion(version: string, versions: readonly string[]): string | undefined {
  const plain = version.replace(/^v/i, '')
  const [major = ''] = plain.split('.')
  return (
    versions.find(known => known === plain) ??
    versions.findLast(known => known.startsWith(`${plain}.`)) ??
    versions.findLast(known => known.startsWith(`${major}.`)) ??
    versions.at(-1)
  )
}

/** By letters; else by the end of the path: `page/change` means `mediawiki/page/change`. */
function nearestTitle(title: string, titles: ReadonlySet<string>): string | undefined {
  const near = nearest(title, titles)
  if (near !== undefined || title === '') return near
  const ending = [...titles].filter(known => known.endsWith(`/${title}`) || title.endsWith(`/${known}`))
  return ending.length === 1 ? ending[0] : undefined
}
