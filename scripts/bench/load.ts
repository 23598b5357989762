import { execFile, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import autocannon from 'autocannon'

/** What a load measured; times in milliseconds. */
export interface LoadResult {
  readonly requestsPerSecond: number
  readonly p50: number
  readonly p99: number
  readonly failed: number
}

/** The load generator at hand: wrk where it is installed, else autocannon (which takes more of the machine itself). */
export const loadTool = spawnSync('wrk', ['--version']).error ? 'autocannon' : 'wrk'

const connections = 32

/** POSTs one body over and over on 32 connections. `folder` takes the body's file. */
export function load(url: string, body: string, seconds: number, folder: string): Promise<LoadResult> {
  return loadTool === 'wrk' ? wrk(url, body, seconds, folder) : cannon(url, body, seconds)
}

async function wrk(url: string, body: string, seconds: number, folder: string): Promise<LoadResult> {
  const file = join(folder, 'body.json')
  writeFileSync(file, body)
  const script = join(import.meta.dirname, 'intake.lua')
  const args = ['-t', '1', '-c', String(connections), '-d', `${seconds}s`, '--latency', '-s', script, url]
  const { stdout } = await promisify(execFile)('wrk', args, { env: { ...process.env, BODY: file } })
  const { requests, p50, p99, failed } = JSON.parse(/^RESULT (.*)$/m.exec(stdout)?.[1] ?? '{}')
  return { requestsPerSecond: requests, p50, p99, failed }
}

async function cannon(url: string, body: string, seconds: number): Promise<LoadResult> {
  const headers = { 'content-type': 'application/json' }
  const result = await autocannon({ url, method: 'POST', headers, body, connections, duration: seconds })
  const failed = result.non2xx + result.errors + result.timeouts
  return { requestsPerSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99, failed }
}
