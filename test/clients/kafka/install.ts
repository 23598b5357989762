import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The cases that the clients run. */
export const cases = join(import.meta.dirname, 'cases')
const cache = join(import.meta.dirname, '../../../node_modules/.cache/kafka-clients')

/** A command that runs a client's cases against a broker. */
export interface Command {
  readonly program: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Installs what a client needs, once; rejects where that cannot be had. */
export const clients: Readonly<Record<string, () => Promise<Command>>> = {
  async kafkajs() {
    const folder = await kafkajsFolder()
    copyFileSync(join(cases, 'kafkajs.cjs'), join(folder, 'kafkajs.cjs'))
    return { program: process.execPath, args: [join(folder, 'kafkajs.cjs')] }
  },
  async kcat() {
    await run('kcat', ['-V'])
    return { program: join(cases, 'kcat.sh'), args: [], env: { PYTHON: 'python3', PYTHONPATH: await pythonPackages() } }
  },
  confluent: async () => pythonCommand('confluent_smoke.py'),
  aiokafka: async () => pythonCommand('aiokafka_smoke.py'),
  java39: () => java('3.9.2'),
  java4: () => java('4.1.2'),
}

/** A folder from which kafkajs is found. */
export function kafkajsFolder(): Promise<string> {
  return once('kafkajs-2.2.4', async to => {
    writeFileSync(join(to, 'package.json'), '{"private":true}')
    const packages = ['kafkajs@2.2.4', 'kafkajs-snappy@1.1.0']
    await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], { cwd: to })
  })
}

async function pythonCommand(script: string): Promise<Command> {
  return { program: 'python3', args: [join(cases, script)], env: { PYTHONPATH: await pythonPackages() } }
}

/** The folder of Python's Kafka clients. */
export function pythonPackages(): Promise<string> {
  const packages = ['confluent-kafka==2.16.1', 'aiokafka==0.14.0', 'cramjam', 'zstandard', 'lz4', 'python-snappy']
  return once('python', to => run('python3', ['-m', 'pip', 'install', '-q', '--target', to, ...packages]))
}

async function java(version: string): Promise<Command> {
  const folder = await kafkaClientsJars(version)
  const classpath = `${join(folder, '*')}:${folder}`
  await run('javac', ['-nowarn', '-cp', classpath, '-d', folder, join(cases, 'Smoke.java')])
  return { program: 'java', args: ['-Xmx256m', '-cp', classpath, 'Smoke'] }
}

/** The folder of Java's client. */
export function kafkaClientsJars(version: string): Promise<string> {
  return once(`java-${version}`, to => copyJars('kafka-clients', version, to))
}

/** The folder of a real broker's jars. */
export async function kafkaJars(): Promise<string> {
  await run('java', ['-version'])
  return once('kafka-4.1.2', to => copyJars('kafka_2.13', '4.1.2', to))
}

async function copyJars(artifact: string, version: string, to: string): Promise<void> {
  const settings = [`-Djars.artifact=${artifact}`, `-Djars.version=${version}`, `-DoutputDirectory=${to}`]
  await run('mvn', ['-q', '-f', join(cases, 'pom.xml'), ...settings, 'dependency:copy-dependencies'])
}

const installing = new Map<string, Promise<string>>()

/** A folder of the checkout's own that is installed into once; two clients may need it at the same time. */
export function once(name: string, install: (folder: string) => Promise<unknown>): Promise<string> {
  const folder = join(cache, name)
  const installed = installing.get(name) ?? (existsSync(join(folder, '.ready')) ? Promise.resolve(folder) : anew())
  installing.set(name, installed)
  return installed

  async function anew(): Promise<string> {
    mkdirSync(folder, { recursive: true })
    await install(folder)
    writeFileSync(join(folder, '.ready'), '')
    return folder
  }
}
