import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, openSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { residentMiB } from './server-process.ts'

/** A broker that the bench loads, in a process of its own. */
export interface Broker {
  readonly bootstrap: string
  /** Where its HTTP intake is; a real Kafka has none. */
  readonly http: string | null
  residentMiB(): number
  stop(): Promise<void>
}

/** Starts a broker over an empty folder; it listens some time later. */
export type StartBroker = (folder: string) => Promise<Broker>

const sandboxScript = join(import.meta.dirname, '../../dist/server/cli/main.js')

/** The sandbox as built, with its defaults, on disk. */
export async function startSandbox(folder: string): Promise<Broker> {
  const [kafkaPort, port] = [await freePort(), await freePort()]
  const options = ['--json', '--port', `${port}`, '--kafka-port', `${kafkaPort}`, '--storage', folder]
  return broker(spawnLogged(process.execPath, [sandboxScript, ...options], `${folder}.log`), kafkaPort, port)
}

/** A real Kafka of these jars: one node, KRaft, one copy of everything; its folder is formatted before it counts. */
export function realKafka(jars: string): StartBroker {
  return async folder => {
    const [port, controllerPort] = [await freePort(), await freePort()]
    mkdirSync(folder, { recursive: true })
    const file = join(folder, 'server.properties')
    writeFileSync(file, properties(folder, port, controllerPort))
    const classpath = join(jars, '*')
    const format = ['format', '-t', 'AAAAAAAAAAAAAAAAAAAAAQ', '-c', file]
    const { status, stderr } = spawnSync('java', ['-Xmx256m', '-cp', classpath, 'kafka.tools.StorageTool', ...format])
    if (status !== 0) throw new Error(`The folder of the real Kafka cannot be formatted: ${stderr}`)
    return broker(spawnLogged('java', ['-Xmx512m', '-cp', classpath, 'kafka.Kafka', file], `${folder}.log`), port, null)
  }
}

function broker(child: ChildProcess, port: number, httpPort: number | null): Broker {
  return {
    bootstrap: `127.0.0.1:${port}`,
    http: httpPort === null ? null : `http://127.0.0.1:${httpPort}`,
    residentMiB: () => residentMiB(child),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

function spawnLogged(program: string, args: readonly string[], log: string): ChildProcess {
  const output = openSync(log, 'w')
  return spawn(program, args, { stdio: ['ignore', output, output] })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number } // as: it listens on TCP
  await new Promise(resolve => server.close(resolve))
  return port
}

function properties(folder: string, port: number, controllerPort: number): string {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=PLAINTEXT
log.dirs=${join(folder, 'logs')}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
`
}
