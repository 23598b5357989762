import type { FastifyInstance, FastifyReply } from 'fastify'

/** What a service says of itself under `/_info`. */
export interface ServiceInfo {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly home: string
}

/** What every service of Wikimedia's template has: `/_info`, its parts, and `/robots.txt`, below `prefix`. */
export function infoRoutes(
  app: FastifyInstance,
  info: ServiceInfo,
  answered: (reply: FastifyReply) => FastifyReply,
  prefix = '',
): void {
  const { name, version, description, home } = info
  app.get(`${prefix}/_info`, (_, reply) => answered(reply).send({ name, version, description, home }))
  app.get(`${prefix}/_info/name`, (_, reply) => answered(reply).send({ name }))
  app.get(`${prefix}/_info/version`, (_, reply) => answered(reply).send({ version }))
  app.all(`${prefix}/_info/home`, (_, reply) => answered(reply).redirect(home, 301))
  app.get(`${prefix}/robots.txt`, (_, reply) =>
    answered(reply).type('text/plain; charset=utf-8').send('User-agent: *\nDisallow: /\n'),
  )
  const got = ['/_info', '/_info/name', '/_info/version', '/robots.txt']
  optionsRoutes(
    app,
    got.map(path => `${prefix}${path}`),
    answered,
  )
}

/** The originals' framework answers OPTIONS of every route that can be got. */
export function optionsRoutes(
  app: FastifyInstance,
  paths: readonly string[],
  answered: (reply: FastifyReply) => FastifyReply,
): void {
  for (const path of paths) {
    app.options(path, (_, reply) =>
      answered(reply).header('allow', 'GET,HEAD').type('text/html; charset=utf-8').send('GET,HEAD'),
    )
  }
}
