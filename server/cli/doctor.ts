import { accessSync, constants, existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, resolve } from 'node:path'
import { styleText } from 'node:util'
import { systemClock } from '../base/clock.ts'
import { messageOf, SandboxError } from '../base/errors.ts'
import { silentLogger } from '../base/logger.ts'
import { builtInSchemas } from '../config/built-in.ts'
import { type Configured, configure } from '../config/configure.ts'
import { ownerOf } from '../log/folder-lock.ts'
import { openJudge } from '../sandbox.ts'
import { exitCodes } from './exit-codes.ts'
import { portOwner } from './port-owner.ts'

/** What was looked at: how it is, and what to do where it is not well. */
interface Finding {
  readonly name: string
  readonly isWell: boolean
  readonly says: string
  readonly hint?: string | undefined
}

/** `event-sandbox doctor`: whether a start in this folder would work, and what to do where not. */
export async function doctor(options: { readonly json?: boolean }): Promise<number> {
  const findings: Finding[] = [nodeVersion()]
  const configured = await looked('Configuration', async () =>
    configure({ options: {}, env: process.env, cwd: process.cwd(), builtInSchemas }),
  )
  findings.push(configured.finding)
  if (configured.value) findings.push(...(await findingsOf(configured.value)))
  if (options.json) process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`)
  else for (const finding of findings) process.stdout.write(lineOf(finding))
  return findings.every(({ isWell }) => isWell) ? exitCodes.fine : exitCodes.cannotStart
}

async function findingsOf(configured: Configured): Promise<readonly Finding[]> {
  const { values } = configured
  const surroundings = { cwd: process.cwd(), clock: systemClock, logger: silentLogger }
  const opened = await looked('Schemas and streams', async () => {
    const { close } = await openJudge({ ...values, watch: false }, configured.gates, surroundings)
    await close()
    return values.schemas.join(', ').replace(builtInSchemas, 'built-in examples')
  })
  const ports = values.kafkaPort === null ? [] : [await portFinding('Kafka port', values.kafkaPort, '--kafka-port')]
  return [
    opened.finding,
    storageFinding(values.storage),
    await portFinding('HTTP port', values.port, '--port'),
    ...ports,
  ]
}

async function looked<Value>(name: string, look: () => Promise<Value>): Promise<{ finding: Finding; value?: Value }> {
  try {
    const value = await look()
    return { finding: { name, isWell: true, says: typeof value === 'string' ? value : 'can be read' }, value }
  } catch (failure) {
    const hint = failure instanceof SandboxError ? failure.hint : undefined
    return { finding: { name, isWell: false, says: messageOf(failure), hint } }
  }
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const isWell = major > 20 || (major === 20 && minor >= 19)
  return { name: 'Node', isWell, says: process.version, hint: isWell ? undefined : 'Install Node 20.19 or newer.' }
}

function storageFinding(storage: string): Finding {
  const name = 'Storage'
  if (storage === 'memory') return { name, isWell: true, says: 'memory, gone with the process' }
  const owner = ownerOf(storage)
  if (owner) {
    const says = `${storage} is in use by process ${owner.pid}${owner.url ? `, ${owner.url}` : ''}`
    return { name, isWell: false, says, hint: 'A sandbox runs here already: use it, or take another --storage.' }
  }
  const nearest = existing(resolve(storage))
  try {
    accessSync(nearest, constants.W_OK)
    return { name, isWell: true, says: `${storage} can be written` }
  } catch {
    return { name, isWell: false, says: `${nearest} cannot be written`, hint: 'Name another folder: --storage DIR.' }
  }
}

function existing(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : existing(dirname(path))
}

async function portFinding(name: string, port: number, option: string): Promise<Finding> {
  if (port === 0 || (await isFree(port)))
    return { name, isWell: true, says: port === 0 ? 'any that is free' : `${port} is free` }
  const owner = await portOwner(port)
  const hint = `Stop it, or take another port: ${option} 0 picks a free one.`
  return { name, isWell: false, says: `${port} is in use${owner ? ` by ${owner}` : ''}`, hint }
}

function isFree(port: number): Promise<boolean> {
  return new Promise(settle => {
    const server = createServer()
    server.once('error', () => settle(false))
    server.listen(port, '127.0.0.1', () => server.close(() => settle(true)))
  })
}

function lineOf({ name, isWell, says, hint }: Finding): string {
  const mark = isWell ? styleText('green', 'ok      ') : styleText('red', 'problem ')
  return `${mark} ${name.padEnd(20)} ${says}\n${hint === undefined ? '' : `${' '.repeat(30)}${hint}\n`}`
}
