import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../server/base/errors.ts'

const documented = readFileSync(join(import.meta.dirname, '../../docs/errors.md'), 'utf8')

describe('docs/errors.md', () => {
  it.each(Object.entries(errorCodes))('lists %s', (code, { status }) => {
    expect(documented).toMatch(new RegExp(`^\\| \`${code}\` \\| ${status} \\|`, 'm'))
  })

  it('lists nothing else', () => {
    const listed = [...documented.matchAll(/^\| `(\w+)` \|/gm)].map(match => match[1])
    expect(listed.filter(code => !(code && code in errorCodes))).toEqual([])
  })
})
