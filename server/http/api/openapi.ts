import type { JsonSchema, Operation } from './operations/operation.ts'
import { operations, problem } from './operations/operations.ts'
import { addressNames, parameters } from './operations/parameters.ts'

/** A route as it is registered: `GET`, `/_sandbox/events/:cursor`. */
export interface Route {
  readonly method: string
  readonly path: string
}

const ours = /^\/(?:_sandbox|micro|livez|readyz|metrics)\b/
const undescribed: Operation = { summary: '', answer: '' }

/** The OpenAPI 3.1 document of the sandbox's own routes: of those that are there, and no others. */
export function apiDocument(routes: readonly Route[], { version, url }: { version: string; url: string }): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const { method, path } of routes) {
    if (!ours.test(path)) continue
    const operation = shown(path, operations[`${method} ${path}`] ?? undescribed)
    const name = openApiPath(path)
    paths[name] = { ...paths[name], [method.toLowerCase()]: operation }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: "event-sandbox's own API",
      version,
      description: 'The routes of EventGate and EventStreams are described by `/?spec`.',
    },
    servers: [{ url }],
    // Beyond loopback a token is asked for.
    security: [{}, { token: [] }],
    paths,
    components: {
      schemas: { Problem: problem },
      responses: {
        Problem: {
          description: 'What is wrong, and what to do.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  }
}

function shown(
  path: string,
  { summary, query = '', body, answer, status = 200, type, others = {} }: Operation,
): object {
  const content = status === 204 ? {} : { content: { [type ?? 'application/json']: {} } }
  const other = Object.entries(others).map(
    ([code, description]) => [code, { description, ...jsonContent({}) }] as const,
  )
  return {
    summary,
    parameters: [...pathParameters(path), ...query.split(' ').filter(Boolean).map(queryParameter)],
    ...(body === undefined ? {} : { requestBody: jsonContent({ schema: body }) }),
    responses: {
      [status]: { description: answer, ...content },
      ...Object.fromEntries(other),
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

function jsonContent(media: object): object {
  return { content: { 'application/json': media } }
}

// What a star stands for may have slashes; OpenAPI has no word for that.
function openApiPath(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}').replace('*', '{path}')
}

function pathParameters(path: string): readonly object[] {
  return [...openApiPath(path).matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function queryParameter(word: string): object {
  const { description, ...schema } = parameters[word] as JsonSchema // as: a test holds every word to the table
  return { name: addressNames[word] ?? word, in: 'query', ...(description ? { description } : {}), schema }
}
