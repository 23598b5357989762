import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { compareVersions } from '../../event/schema-uri.ts'
import { aboutFile, type CheckFinding, inFile } from './check-finding.ts'
import { identityFindings } from './identity.ts'
import type { Parsed, TitleFiles } from './title-files.ts'

/**
 * What is wrong with the names, links and titles of a title's files, by jsonschema-tools' structure tests. `isMissing`:
 * there is no file of the current schema.
 */
export function structureFindings(files: TitleFiles, isMissing: boolean): readonly CheckFinding[] {
  const found = [
    ...(isMissing ? [missingCurrent(files)] : []),
    ...identityFindings(files),
    ...contentTypeFindings(files),
    ...linkFindings(files),
  ]
  return found
}

function missingCurrent({ title, folder, config }: TitleFiles): CheckFinding {
  const message = `\`${config.currentName}\` is missing; versions are made from it.`
  const other = existsSync(folder)
    ? readdirSync(folder).find(name => /^current(?:\.(?:ya?ml|json))?$/i.test(name))
    : undefined
  const hint = other ? `Rename \`${other}\`.` : 'Add it: the newest version with its references.'
  return aboutFile('current-exists', title, `${folder}/${config.currentName}`, message, hint)
}

function contentTypeFindings({ title, folder, versions, config }: TitleFiles): readonly CheckFinding[] {
  return numbersOf(versions).flatMap(version => {
    const files = versions.filter(({ listed }) => listed.version === version)
    const missing = config.contentTypes.filter(type => !files.some(({ listed }) => listed.extension === type))
    const [first, ...others] = files
    const unequal = others.filter(({ source }) => !isDeepStrictEqual(source.content, first?.source.content))
    return [
      ...missing.map(type =>
        aboutFile(
          'content-types-exist',
          title,
          `${folder}/${version}.${type}`,
          'The file is missing.',
          'Materialize the schema again.',
        ),
      ),
      ...unequal.map(({ source }) =>
        inFile(
          'content-types-equal',
          title,
          source,
          '',
          `It says something else than \`${first?.source.file}\`.`,
          'Materialize the schema again.',
        ),
      ),
    ]
  })
}

function linkFindings({ title, folder, current, versions, config }: TitleFiles): readonly CheckFinding[] {
  const [type] = config.contentTypes
  const numbers = numbersOf(versions)
  const latest = numbers.at(-1)
  const on = dirname(current?.listed.path ?? versions[0]?.listed.path ?? '.')
  const wrongLink = (rule: string, name: string, target: string): readonly CheckFinding[] => {
    const is = linkTarget(join(on, name))
    if (is === target || (rule === 'latest-symlink' && leadsTo(join(on, name), join(on, target)))) return []
    const hint = `Let it lead to \`${target}\`: ln -sf ${target} ${name}`
    return [aboutFile(rule, title, `${folder}/${name}`, linkFault(name, is), hint)]
  }
  const { shouldSymlinkLatest, shouldSymlinkExtensionless } = config
  return [
    ...(exists(join(on, 'current'))
      ? [
          aboutFile(
            'no-extensionless-current',
            title,
            `${folder}/current`,
            'There must be no link `current`: it is not published.',
            'Delete it.',
          ),
        ]
      : []),
    ...(shouldSymlinkLatest && latest ? wrongLink('latest-symlink', `latest.${type}`, `${latest}.${type}`) : []),
    ...(shouldSymlinkLatest && shouldSymlinkExtensionless && latest
      ? wrongLink('latest-symlink', 'latest', `${latest}.${type}`)
      : []),
    ...(shouldSymlinkExtensionless
      ? numbers.flatMap(version => wrongLink('extensionless-symlink', version, `${version}.${type}`))
      : []),
  ]
}

function linkFault(name: string, target: string | undefined): string {
  if (target === undefined) return `The link \`${name}\` is missing.`
  if (target === notLink) return `\`${name}\` must be a link, but it is a file of its own.`
  return `The link \`${name}\` leads to \`${target}\`.`
}

function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return textOfLink(path)
  }
}

/** As jsonschema-tools asks of `latest`: it may lead there by way of another link. */
function leadsTo(path: string, target: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink() && realpathSync(path) === realpathSync(target)
  } catch {
    return false
  }
}

/** What stands for the target of a file that is no link; no target has this form. */
const notLink = ''

/** A checkout without links has their targets as text files. */
function textOfLink(path: string): string | undefined {
  try {
    const entry = lstatSync(path)
    return entry.isFile() && entry.size < 100 ? readFileSync(path, 'utf8').trim() : notLink
  } catch {
    return undefined
  }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

/** The versions there are, ascending. */
export function numbersOf(versions: readonly Parsed[]): readonly string[] {
  return [...new Set(versions.map(({ listed }) => listed.version))].sort(compareVersions)
}
