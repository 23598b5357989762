import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type ErrorCode, errorCodes, SandboxError } from '../../server/base/errors.ts'

const documented = readFileSync(join(import.meta.dirname, '../../docs/errors.md'), 'utf8')

describe('docs/errors.md', () => {
  it.each(Object.entries(errorCodes))('lists %s, and what to do', (code, { status }) => {
    const [, says] = new RegExp(`^\\| \`${code}\` \\| ${status} \\| [^|]+ \\| ([^|]+) \\|$`, 'm').exec(documented) ?? []
    const { hint } = new SandboxError(code as ErrorCode, 'It failed.') // as: a key of the table
    expect(says).toContain(hint ?? '')
  })

  it('lists nothing else', () => {
    const listed = [...documented.matchAll(/^\| `(\w+)` \|/gm)].map(match => match[1])
    expect(listed.filter(code => !(code && code in errorCodes))).toEqual([])
  })
})
