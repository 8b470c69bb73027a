/** JSON over HTTP behind bearer tokens (RFC 8259, RFC 6750 §2.1): how a request is written and an answer read. */
import type { HttpRequest, HttpResponse } from './exchange.ts'

export interface JsonRequest extends Omit<HttpRequest, 'body'> {
  /** Sent as a bearer token when given. */
  readonly token?: string | undefined
  /** Sent as JSON when given. */
  readonly json?: unknown
  /** Sent as it is, in place of `json`: what is no JSON. */
  readonly body?: Uint8Array | undefined
}

/** The request as it goes out. A body is called JSON unless `headers` call it something else. */
export function jsonRequest({ token, json, body, headers, ...request }: JsonRequest): HttpRequest {
  const written = body ?? (json === undefined ? undefined : Buffer.from(JSON.stringify(json)))
  return {
    ...request,
    headers: {
      accept: 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(written === undefined ? {} : { 'content-type': 'application/json' }),
      'content-length': String(written?.length ?? 0),
      ...headers,
    },
    ...(written === undefined ? {} : { body: written }),
  }
}

/** What an answer says in JSON; undefined when it says that it is something else, or is no JSON. */
export function jsonOf({ headers, body }: HttpResponse): unknown {
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(headers['content-type'] ?? '')) return undefined
  try {
    return JSON.parse(body.toString())
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
