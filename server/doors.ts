import type { Cleanup } from './base/cleanup.ts'
import type { Settings } from './config/settings.ts'
import type { BuiltGate } from './gates.ts'
import type { HttpParts } from './http/http-parts.ts'
import { openEventStreamsServer, openGateServer, openHttpServer } from './http/http-server.ts'
import { shownHost } from './http/shown-host.ts'
import { pathOfGate } from './intake/gate-settings.ts'

/** Where the doors are; filled in as they open. */
export interface OpenedDoors {
  /** The common origin. */
  url: string
  /** `host:port` of the Kafka door of `main`. */
  kafka: string | null
  /** The origin of EventStreams on a port of its own. */
  eventstreams: string | null
  /** Every intake, that of the gate at the root first. */
  readonly gates: { readonly name: string; readonly intake: string }[]
}

/**
 * Opens the common origin, then the ports of gates and of EventStreams that have one of their own.
 * @throws SandboxError port_busy, gate_port_busy, eventstreams_port_busy or cannot_listen.
 */
export async function openDoors(
  from: {
    readonly parts: HttpParts
    readonly furtherGates: readonly BuiltGate[]
    readonly settings: Settings
    readonly opened: OpenedDoors
  },
  cleanup: Cleanup,
): Promise<void> {
  const { parts, furtherGates, settings, opened } = from
  const host = shownHost(settings.host)
  const http = await openHttpServer(parts, settings)
  cleanup.add(() => http.close())
  opened.url = `http://${host}:${http.port}`
  opened.gates.push({ name: parts.gates[0].settings.name, intake: `${opened.url}/v1/events` })
  for (const { gate, port } of furtherGates) {
    const { name } = gate.settings
    opened.gates.push({ name, intake: `${opened.url}${pathOfGate(gate.settings)}/v1/events` })
    if (port === undefined) continue
    const own = await openGateServer(gate, parts, { port, host: settings.host })
    cleanup.add(() => own.close())
    opened.gates.push({ name, intake: `http://${host}:${own.port}/v1/events` })
  }
  if (settings.eventstreamsPort === null) return
  const own = await openEventStreamsServer(parts, { port: settings.eventstreamsPort, host: settings.host })
  cleanup.add(() => own.close())
  opened.eventstreams = `http://${host}:${own.port}`
}
