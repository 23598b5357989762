// `npm run bench:schema`: `schema check` against jsonschema-tools' own mocha suites, cold, over the two real repositories,
// in turns within this one run; and how long the verdict of a save takes with all their versions loaded.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installedTools } from './bench/jsonschema-tools.ts'
import { copyRepositories } from './bench/real-repositories.ts'
import { saveTimes } from './bench/save-times.ts'

const root = join(import.meta.dirname, '..')
const main = join(root, 'dist/server/cli/main.js')
const turns = Number(process.env.TURNS ?? 3)
const folder = mkdtempSync(join(tmpdir(), 'event-sandbox-bench-'))

try {
  const copies = copyRepositories(join(root, '../shared/data'), folder)
  const tools = copies && installedTools(folder)
  if (!existsSync(main)) process.stdout.write('Skipped: npm run build makes what is measured.\n')
  else if (!copies) process.stdout.write('Skipped: the folder ../shared with the real repositories is needed.\n')
  else {
    if (tools) compareChecks(copies, tools)
    else process.stdout.write('Comparison skipped: @wikimedia/jsonschema-tools cannot be installed here.\n')
    const times = await saveTimes(copies)
    process.stdout.write(`Verdict of a save with ${times.versions} versions loaded, in ms:\n`)
    for (const key of ['wall', 'cpu', 'waiting'] as const) {
      process.stdout.write(`  ${key.padEnd(8)} ${times.each.map(each => each[key]).join(', ')}\n`)
    }
  }
} finally {
  rmSync(folder, { recursive: true })
}

/** The best of some turns each: whatever else the machine does only adds to it. */
function compareChecks(copies: readonly string[], mocha: string): void {
  const sums = { mocha: { wall: 0, cpu: 0 }, check: { wall: 0, cpu: 0 } }
  for (const copy of copies) {
    const runs = { mocha: [] as Cost[], check: [] as Cost[] }
    for (let turn = 0; turn < turns; turn++) {
      runs.mocha.push(cost(copy, mocha, 'test/jsonschema'))
      for (let again = 0; again < 3; again++) runs.check.push(cost(copy, main, 'schema', 'check'))
    }
    for (const name of ['mocha', 'check'] as const) {
      const best = {
        wall: Math.min(...runs[name].map(each => each.wall)),
        cpu: Math.min(...runs[name].map(each => each.cpu)),
      }
      sums[name].wall += best.wall
      sums[name].cpu += best.cpu
      process.stdout.write(`${copy.split('/').at(-1)}  ${name.padEnd(6)} ${seconds(best)}  ${runs[name][0]?.says}\n`)
    }
  }
  process.stdout.write(`both, mocha ${seconds(sums.mocha)}; schema check ${seconds(sums.check)}\n`)
  const ratio = (key: 'wall' | 'cpu') => (sums.mocha[key] / sums.check[key]).toFixed(1)
  process.stdout.write(`schema check is ${ratio('wall')} times as fast (processor time: ${ratio('cpu')} times less)\n`)
}

interface Cost {
  readonly wall: number
  readonly cpu: number
  /** What it found. */
  readonly says: string
}

/** What a script takes from its start to its end, in seconds. */
function cost(cwd: string, script: string, ...args: readonly string[]): Cost {
  const [began, cpuBefore] = [performance.now(), childrenCpu()]
  const { stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd, encoding: 'utf8' })
  const says = /\d+ passing.*|\d+ schemas checked.*/.exec(stdout + stderr)?.[0] ?? (stdout + stderr).slice(-200)
  const failing = /\d+ failing/.exec(stdout)?.[0]
  return {
    wall: (performance.now() - began) / 1000,
    cpu: childrenCpu() - cpuBefore,
    says: failing ? `${says}, ${failing}` : says,
  }
}

/** Processor seconds of all children that have ended; NaN where /proc is not there. */
function childrenCpu(): number {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[13]) + Number(fields[14])) / 100
  } catch {
    return Number.NaN
  }
}

function seconds({ wall, cpu }: { wall: number; cpu: number }): string {
  return `${wall.toFixed(2)} s (processor ${cpu.toFixed(2)} s)`
}
