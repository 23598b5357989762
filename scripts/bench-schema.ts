// `npm run bench:schema`: `schema check` against jsonschema-tools' own mocha suites, cold, over the two real repositories,
// in turns within this one run; and how long the verdict of a save takes with all their versions loaded.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
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

/**
 * The best of some turns each: whatever else the machine does only adds to it. The suites run once a repository;
 * `schema check` also takes both at once.
 */
function compareChecks(copies: readonly string[], mocha: string): void {
  const suites = copies.map(copy => ({ copy, mocha: [] as Cost[], check: [] as Cost[] }))
  const atOnce: Cost[] = []
  for (let turn = 0; turn < turns; turn++) {
    for (const { copy, mocha: suite, check } of suites) {
      suite.push(cost(copy, mocha, 'test/jsonschema'))
      for (let again = 0; again < 3; again++) check.push(cost(copy, main, 'schema', 'check'))
    }
    for (let again = 0; again < 3; again++) atOnce.push(cost(folder, main, 'schema', 'check', ...copies))
  }
  for (const { copy, mocha: suite, check } of suites) {
    for (const [name, runs] of Object.entries({ mocha: suite, check }))
      process.stdout.write(`${basename(copy)}  ${name.padEnd(6)} ${seconds(best(runs))}  ${runs[0]?.says}\n`)
  }
  process.stdout.write(`both at once  ${seconds(best(atOnce))}  ${atOnce[0]?.says}\n`)
  const mochaBoth = sum(suites.map(({ mocha: runs }) => best(runs)))
  const ways = { 'at once': best(atOnce), 'one by one': sum(suites.map(({ check }) => best(check))) }
  for (const [way, check] of Object.entries(ways)) {
    const [wall, cpu] = [mochaBoth.wall / check.wall, mochaBoth.cpu / check.cpu].map(ratio => ratio.toFixed(1))
    process.stdout.write(
      `mocha ${seconds(mochaBoth)}, schema check ${way} ${seconds(check)}: ${wall} times as fast (processor time: ${cpu})\n`,
    )
  }
}

function best(runs: readonly Cost[]): Seconds {
  return { wall: Math.min(...runs.map(({ wall }) => wall)), cpu: Math.min(...runs.map(({ cpu }) => cpu)) }
}

function sum(all: readonly Seconds[]): Seconds {
  return all.reduce((one, other) => ({ wall: one.wall + other.wall, cpu: one.cpu + other.cpu }))
}

interface Seconds {
  readonly wall: number
  readonly cpu: number
}

interface Cost extends Seconds {
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

function seconds({ wall, cpu }: Seconds): string {
  return `${wall.toFixed(2)} s (processor ${cpu.toFixed(2)} s)`
}
