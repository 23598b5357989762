import { setMaxListeners } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { messageOf, SandboxError } from '../base/errors.ts'
import { createApis } from './apis.ts'
import { type BrokerParts, openBroker } from './broker.ts'
import { serveConnection } from './connection.ts'
import { type VisibleGroups, visibleGroups } from './groups/group-view.ts'

/** The open Kafka door. */
export interface KafkaServer {
  readonly port: number
  /** The groups with the members they have now. */
  readonly groups: VisibleGroups
  /** The log is another: groups and transactions begin with what it keeps; connections stay. */
  restart(): void
  /** Ends all connections and stops listening. */
  close(): Promise<void>
}

/** Where the door listens, and what it tells clients where that is not what they use: behind a mapped port. */
export interface KafkaAddress {
  readonly port: number
  readonly host: string
  readonly advertised?: { readonly host: string; readonly port?: number } | null
}

/**
 * Opens the Kafka door.
 * @throws SandboxError kafka_port_busy or cannot_listen.
 */
export async function openKafkaServer(parts: BrokerParts, at: KafkaAddress): Promise<KafkaServer> {
  const stopping = new AbortController()
  // Each connection listens.
  setMaxListeners(0, stopping.signal)
  const broker = openBroker(parts)
  const apis = createApis(broker)
  const connections = new Set<Promise<void>>()
  const server = createServer(socket => {
    const served = serve(socket).finally(() => connections.delete(served))
    connections.add(served)
  })

  function serve(socket: Socket): Promise<void> {
    const advertised = at.advertised ? { port: portOf(server), ...at.advertised } : undefined
    const { logger, disturbance } = parts
    return serveConnection(socket, { apis, logger, advertised, stopping: stopping.signal, disturbance })
  }

  await listen(server, at)
  return {
    port: portOf(server),
    groups: visibleGroups(broker.groups),
    restart: () => broker.restart(),
    async close() {
      const closed = new Promise(resolve => server.close(resolve))
      stopping.abort()
      broker.close()
      await Promise.all([closed, ...connections])
    },
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port // as: it listens on TCP
}

async function listen(server: Server, { port, host }: KafkaAddress): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ port, host }, resolve)
    })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw new SandboxError('kafka_port_busy', `Port ${port} is in use.`, { cause })
    throw new SandboxError('cannot_listen', `${host}:${port} cannot be listened on: ${messageOf(cause)}.`, {
      hint: port < 1024 && code === 'EACCES' ? 'Take a port from 1024 on.' : 'Check --host and --kafka-port.',
      cause,
    })
  }
}
