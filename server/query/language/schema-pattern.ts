import { globTest } from './value.ts'

/**
 * Which schemas are meant by `/test/event@1.0.0`, `/test/event/1.0.0`, `test/event` (every version), `event@1` (1.x.y of
 * any title that ends so) or `/mediawiki/*`.
 */
export function schemaTest(text: string): (uri: string) => boolean {
  const asked = partsOf(text.replace('@', '/'), text.includes('@'))
  const isRooted = text.startsWith('/')
  const fitsTitle = globTest(asked.title)
  const fitsEnd = isRooted ? fitsTitle : globTest(`*/${asked.title}`)
  const version = asked.version
  const fitsVersion = version === undefined ? () => true : versionTest(version)
  return uri => {
    const { title, version: has = '' } = partsOf(uri, true)
    return fitsVersion(has) && (fitsTitle(title) || fitsEnd(title))
  }
}

/** A title without slashes around it, and what stands behind its last slash where that is a version. */
function partsOf(uri: string, hasVersion: boolean): { title: string; version: string | undefined } {
  const path = uri
    .replace(/#$/, '')
    .replace(/\.(yaml|json)$/, '')
    .replace(/^\//, '')
  const cut = path.lastIndexOf('/')
  const last = path.slice(cut + 1)
  if (cut === -1 || !(hasVersion || /^(\d+\.\d+\.\d+.*|latest|current)$/.test(last))) {
    return { title: path.replace(/\/$/, ''), version: undefined }
  }
  return { title: path.slice(0, cut), version: last }
}

/** `1` and `1.2` mean every version that begins so. */
function versionTest(version: string): (has: string) => boolean {
  const exact = globTest(version)
  if (!/^\d+(\.\d+)?$/.test(version)) return exact
  return has => has === version || has.startsWith(`${version}.`)
}
