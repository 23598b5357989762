import type { SchemaTree } from './wire.ts'

/** The end of a path, as much as tells it: `page/change/1.2.0.yaml`. */
export function shortFile(file: string): string {
  return file.split('/').slice(-4).join('/')
}

/** The file's own name: `1.2.0.yaml`. */
export function fileName(file: string): string {
  return file.split('/').at(-1) ?? file
}

/** Title and version of a schema file of one of the repositories; undefined for others. */
export function schemaOf(
  file: string,
  repositories: SchemaTree['repositories'],
): { readonly title: string; readonly version: string } | undefined {
  const folder = repositories.map(each => each.folder.replace(/\/$/, '')).find(each => file.startsWith(`${each}/`))
  const match = folder === undefined ? null : /^(.+)\/([^/]+?)(?:\.yaml|\.json)?$/.exec(file.slice(folder.length + 1))
  return match?.[1] === undefined || match[2] === undefined ? undefined : { title: match[1], version: match[2] }
}
