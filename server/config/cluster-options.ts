import { SandboxError } from '../base/errors.ts'
import { nearest } from '../base/nearest.ts'
import { isEvent as isObject } from '../event/event.ts'
import { mainCluster } from '../log/cluster-name.ts'
import type { GateOptions } from './gate-options.ts'

/** A cluster beside `main` as configured. */
export interface ClusterOptions {
  readonly name: string
  /** null: no Kafka door of its own. */
  readonly kafkaPort: number | null
}

/** Reads `clusters: {NAME: {kafkaPort}}`. @throws SandboxError config_invalid. */
export function readClusters(content: unknown, file: string): readonly ClusterOptions[] {
  if (!isObject(content)) throw invalid(`clusters in ${file} must be a map of names to settings.`)
  return Object.entries(content).map(([name, options]) => {
    if (!/^[a-z0-9][\w.-]{0,99}$/i.test(name)) {
      throw invalid(`The cluster ${name} in ${file} needs a name of letters, digits, dots and hyphens.`)
    }
    if (name === mainCluster) {
      throw invalid(
        `The cluster main in ${file} is always there.`,
        'Its Kafka port is kafkaPort at the top of the file.',
      )
    }
    const { kafkaPort = null, ...others } = isObject(options) ? options : {}
    const [unknown] = Object.keys(others)
    if (unknown !== undefined) {
      throw invalid(`The cluster ${name} in ${file} has an unknown key ${unknown}.`, 'It has kafkaPort.')
    }
    const isPort = typeof kafkaPort === 'number' && Number.isInteger(kafkaPort) && kafkaPort >= 0 && kafkaPort <= 65_535
    if (kafkaPort !== null && !isPort) throw invalid(`kafkaPort of the cluster ${name} must be from 0 to 65535.`)
    return { name, kafkaPort }
  })
}

/** Each gate's cluster must be there. @throws SandboxError config_invalid. */
export function checkClusters(gates: readonly GateOptions[], clusters: readonly ClusterOptions[], file: string): void {
  const names = [mainCluster, ...clusters.map(({ name }) => name)]
  for (const { name, cluster = mainCluster } of gates) {
    if (names.includes(cluster)) continue
    const meant = nearest(cluster, names)
    const hint = meant ? `Did you mean ${meant}?` : `Add clusters: { ${cluster}: { kafkaPort: 9093 } }.`
    throw invalid(`The gate ${name} in ${file} writes to ${cluster}, which is no cluster.`, hint)
  }
}

function invalid(message: string, hint?: string): SandboxError {
  return new SandboxError('config_invalid', message, hint === undefined ? {} : { hint })
}
