// The second thread of `schema check` (check-thread.ts): it is told tasks, and answers each with what it found.
import { readFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { openSeenVersions } from '../schema/check/seen-versions.ts'
import { createListing } from '../schema/listing.ts'
import { createWorkspace } from '../schema/workspace.ts'
import { type CheckHelp, type CheckTask, claimed } from './check-thread.ts'
import { createTitleChecks } from './title-checks.ts'

parentPort?.on('message', (task: CheckTask) => parentPort?.postMessage(help(task)))

function help(task: CheckTask): CheckHelp {
  const { folders, files, leadingOut, repository, config, seenFile, titles, claims } = task
  const listing = createListing(files, leadingOut, folders)
  const readText = ({ path }: { path: string }) => readFileSync(path, 'utf8')
  const workspace = createWorkspace(folders, listing, readText, new Map([[repository, config]]))
  const seen = seenFile === undefined ? undefined : openSeenVersions(seenFile)
  const checks = createTitleChecks(workspace, repository, task, seen)
  const checked = []
  for (const title of claimed(titles.toReversed(), claims)) checked.push(checks.tell(checks.check(title)))
  return { checked, seen: seen?.news() ?? [] }
}
