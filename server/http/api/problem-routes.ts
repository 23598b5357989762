import type { FastifyInstance } from 'fastify'
import type { Clock } from '../../base/clock.ts'
import { SandboxError } from '../../base/errors.ts'
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
  app.get('/_sandbox/problems/:id', request => oneProblem(parts, request.params as { id: string }))
}

async function listProblems(parts: ProblemRouteParts, asked: QueryString): Promise<object> {
  const { problems, clock } = parts
  const limit = numberOf('limit', asked.limit, 0, Number.MAX_SAFE_INTEGER)
  const isSearch = ['q', 'stream', 'since', 'until', 'scope', 'cluster'].some(name => (asked[name] ?? '') !== '')
  const list = await problems.list(isSearch ? queryOf(asked, clock.now(), parts) : undefined)
  return { ...list, items: list.items.slice(0, limit) }
}

async function oneProblem({ problems }: ProblemRouteParts, { id }: { id: string }): Promise<object> {
  const found = await problems.one(id)
  if (found) return found
  throw new SandboxError('problem_not_found', `There is no problem ${id.slice(0, 40)}.`, {
    hint: 'Its refused events may have been let go: GET /_sandbox/problems lists what is kept.',
  })
}
