import { pause } from './base/pause.ts'

/** Connections of one client: those of Node's own fetch are kept for each origin for good, and a sandbox has one of its own. */
export interface OwnConnections {
  /** What a request by them is made with. */
  init(): RequestInit
  /** Ends them, for a sandbox that has stopped: what it answered is still read to its end. */
  close(): Promise<void>
}

/** An undici Agent, as far as it is used. */
interface Agent {
  /** Waits for answers that are under way. */
  close(): Promise<void>
  destroy(): Promise<void>
}

/** An answer that nobody has read by then will not be read any more. */
const longestReadMs = 1000

/** None yet: they are opened by the first request. Where fetch is not Node's own, its connections serve. */
export function createOwnConnections(): OwnConnections {
  let agent: Agent | undefined
  return {
    init() {
      agent ??= newAgent()
      return agent === undefined ? {} : ({ dispatcher: agent } as RequestInit) // as: Node's fetch takes one
    },
    async close() {
      if (agent === undefined) return
      const read = new AbortController()
      await Promise.race([agent.close().finally(() => read.abort()), pause(longestReadMs, read.signal)])
      await agent.destroy()
    },
  }
}

// Node does not export the class, but the agent of everybody is one, once fetch is loaded.
function newAgent(): Agent | undefined {
  void globalThis.Headers
  const everybodys = (globalThis as { [globalDispatcher]?: object })[globalDispatcher]
  const kind = everybodys?.constructor
  // Who has put another in its place, such as a mock, wants all requests to go through it.
  return kind?.name === 'Agent' ? new (kind as new () => Agent)() : undefined
}

const globalDispatcher = Symbol.for('undici.globalDispatcher.1')
