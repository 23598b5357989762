import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

const repositoryTest = `require('@wikimedia/jsonschema-tools').tests.all({ logLevel: 'warn' })\n`

/** Copies of the real repositories as their authors have them, with their configuration and mocha suite. */
export function copyRepositories(shared: string, folder: string): readonly string[] | undefined {
  if (!existsSync(shared)) return undefined
  return ['primary', 'secondary'].map(name => {
    const copy = join(folder, name)
    cpSync(join(shared, 'schemas', name, 'jsonschema'), join(copy, 'jsonschema'), { recursive: true })
    const config = readFileSync(join(shared, 'schemas-config', `${name}.jsonschema-tools.yaml`), 'utf8')
    // On this disk for both: jsonschema-tools would ask the web.
    const local = config.replace(/https:\S+\/repositories\/primary\/jsonschema\//, '../primary/jsonschema/')
    writeFileSync(join(copy, '.jsonschema-tools.yaml'), local)
    mkdirSync(join(copy, 'test/jsonschema'), { recursive: true })
    writeFileSync(join(copy, 'test/jsonschema/repository.test.js'), repositoryTest)
    restoreLinks(join(copy, 'jsonschema'))
    return copy
  })
}

/** Data that was exported without links has their targets as text. */
function restoreLinks(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name)
    const entry = lstatSync(path)
    if (!entry.isFile() || entry.size > 40) continue
    const target = readFileSync(path, 'utf8').trim()
    if (!existsSync(join(dirname(path), target))) continue
    rmSync(path)
    symlinkSync(target, path)
  }
}
