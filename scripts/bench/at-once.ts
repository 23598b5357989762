import { load } from './load.ts'
import type { ServerProcess } from './server-process.ts'

/** What servers cost that were loaded at the same time, by their names. */
export type AtOnce<Name extends string> = Record<Name, CostBeside>

/** Medians over the sets of processes. */
export interface CostBeside {
  readonly requestsPerSecond: number
  /** Of the processor, in microseconds a request; NaN where /proc is not there. */
  readonly cpuMicroseconds: number
  /** Its requests per second as a part of the first server's. */
  readonly ratio: number
  /** The ratio in each set. */
  readonly ratios: readonly number[]
}

interface Spent {
  readonly requestsPerSecond: number
  readonly cpuMicroseconds: number
}

const sets = 3
/** Until V8 has compiled what is called often. */
const warmUpSeconds = 8

/**
 * Loads servers at the same time, each started on the same core, so that their rates compare what they cost: a shared
 * machine may be twice as fast a second later. Three sets of processes, as no two are compiled alike.
 */
export async function loadAtOnce<Name extends string>(
  starts: Readonly<Record<Name, (set: number) => Promise<ServerProcess>>>,
  body: string,
  options: { readonly seconds: number; readonly folder: string },
): Promise<AtOnce<Name>> {
  const names = Object.keys(starts) as Name[] // as: Object.keys forgets them
  const measured: Spent[][] = []
  for (let set = 0; set < sets; set++) {
    const servers = await Promise.all(names.map(name => starts[name](set)))
    try {
      await Promise.all(servers.map(server => spent(server, warmUpSeconds)))
      measured.push(await Promise.all(servers.map(server => spent(server, options.seconds))))
    } finally {
      for (const server of servers) await server[Symbol.asyncDispose]()
    }
  }
  return Object.fromEntries(names.map((name, at) => [name, costOf(at)])) as AtOnce<Name> // as: of the names above

  function costOf(at: number): CostBeside {
    const each = measured.flatMap(set => set[at] ?? [])
    const ratios = measured.map(set => rateOf(set[at]) / rateOf(set[0]))
    return {
      requestsPerSecond: median(each.map(rateOf)),
      cpuMicroseconds: median(each.map(({ cpuMicroseconds }) => cpuMicroseconds)),
      ratio: median(ratios),
      ratios,
    }
  }

  async function spent(server: ServerProcess, seconds: number): Promise<Spent> {
    const before = server.cpuSeconds()
    const { requestsPerSecond } = await load(`${server.url}/v1/events`, body, seconds, options.folder)
    const cpuMicroseconds = (1e6 * (server.cpuSeconds() - before)) / (requestsPerSecond * seconds)
    return { requestsPerSecond, cpuMicroseconds }
  }
}

/** The middle one of some numbers. */
export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN
}

function rateOf(spent: Spent | undefined): number {
  return spent?.requestsPerSecond ?? Number.NaN
}
