import type { HttpAnswer, HttpExchange, Lie } from '#lies'

/** Which requests a lie is about: a method and the path after `/admin_api`. */
export interface About {
  readonly method?: string
  readonly path?: RegExp
}

export function concerns({ method, path }: About): (request: HttpExchange) => boolean {
  return (request) =>
    (method === undefined || request.method === method) &&
    (path === undefined || path.test(request.path.replace(/^\/admin_api/, '')))
}

export function saying(status: number, json?: unknown): HttpAnswer {
  if (json === undefined) return { status, headers: { 'content-length': '0' }, body: Buffer.alloc(0) }
  const body = Buffer.from(JSON.stringify(json))
  return {
    status,
    headers: { 'content-type': 'application/json', 'content-length': String(body.length) },
    body,
  }
}

/** Answers in place of the server, which never hears of the request: the effect is lost. */
export function pretends(about: About, status: number, json?: (request: HttpExchange) => unknown): Lie {
  const fits = concerns(about)
  return () => ({
    httpToServer: (request) => (fits(request) ? saying(status, json?.(request)) : undefined),
  })
}

/** Does what was asked and says another status, with the same body. */
export function restates(about: About, status: number): Lie {
  const fits = concerns(about)
  return () => ({
    httpToClient: (answer, request) => (fits(request) ? { ...answer, status } : undefined),
  })
}

/** Changes what a successful answer says. */
export function rewords(about: About, reword: (json: never, request: HttpExchange) => unknown): Lie {
  const fits = concerns(about)
  return () => ({
    httpToClient: (answer, request) => {
      if (!fits(request) || answer.status >= 300) return undefined
      return { ...answer, body: Buffer.from(JSON.stringify(reword(parsed(answer.body) as never, request))) }
    },
  })
}

/** Hears something else than what was said. */
export function mishearsJson(about: About, mishear: (json: never) => unknown): Lie {
  const fits = concerns(about)
  return () => ({
    httpToServer: (request) =>
      fits(request)
        ? { ...request, body: Buffer.from(JSON.stringify(mishear(parsed(request.body) as never))) }
        : undefined,
  })
}

function parsed(body: Buffer): unknown {
  return body.length === 0 ? {} : JSON.parse(body.toString())
}

/** Answers with another status and without a body, whatever was done. */
export function answersWith(about: About, status: number): Lie {
  const fits = concerns(about)
  return () => ({ httpToClient: (_answer, request) => (fits(request) ? saying(status) : undefined) })
}
