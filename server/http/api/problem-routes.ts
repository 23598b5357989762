import type { FastifyInstance } from 'fastify'
import type { Clock } from '../../base/clock.ts'
import { SandboxError } from '../../base/errors.ts'
import type { EventQuery } from '../../query/event-query.ts'
import type { Problems } from '../../query/problems/problems.ts'
import type { ClusterParts } from '../scopes/asked-cluster.ts'
import { numberOf, type QueryString, queryOf } from './query-string.ts'

interface ProblemRouteParts extends ClusterParts {
  readonly problems: Problems
  readonly clock: Clock
}

/** Refusals by their causes. */
export function problemRoutes(app: FastifyInstance, parts: ProblemRouteParts): void {
  app.get('/_sandbox/problems', request => listProblems(parts, request.query as QueryString))
  app.get('/_sandbox/problems/:id', request =>
    oneProblem(parts, request.params as { id: string }, request.query as QueryString),
  )
}

async function listProblems(parts: ProblemRouteParts, asked: QueryString): Promise<object> {
  const limit = numberOf('limit', asked.limit, 0, Number.MAX_SAFE_INTEGER)
  const list = await parts.problems.list(searchOf(parts, asked))
  return { ...list, items: list.items.slice(0, limit) }
}

async function oneProblem(parts: ProblemRouteParts, { id }: { id: string }, asked: QueryString): Promise<object> {
  const found = await parts.problems.one(id, searchOf(parts, asked))
  if (found) return found
  throw new SandboxError('problem_not_found', `There is no problem ${id.slice(0, 40)}.`, {
    hint: 'Its refused events may have been let go: GET /_sandbox/problems lists what is kept.',
  })
}

/** The search that is asked for; undefined where everything kept is. */
function searchOf(parts: ProblemRouteParts, asked: QueryString): EventQuery | undefined {
  const isSearch = ['q', 'stream', 'since', 'until', 'scope', 'cluster'].some(name => (asked[name] ?? '') !== '')
  return isSearch ? queryOf(asked, parts.clock.now(), parts) : undefined
}
