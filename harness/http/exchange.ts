/**
 * One HTTP request to the target and its whole answer, nothing followed, retried or decoded.
 *
 * URLs that the server hands out name an authority that may be reached elsewhere from here (a mapped
 * port, loopback): `TargetInfo.connectTo` says where. The certificate is verified for the URL's own name.
 */
import type http from 'node:http'
import https from 'node:https'
import { InconclusiveError, SilenceError, UnreadableError } from '../core/errors.ts'
import type { TargetInfo } from '../core/target-info.ts'

const PATIENCE_MS = 10_000

export interface HttpRequest {
  readonly url: string
  readonly method: string
  /** Sent as given; `host` is the URL's own unless given. With `expect`, the body waits for the server to say go on. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  /** How long to wait for the whole answer, in milliseconds. */
  readonly patience?: number
}

export interface HttpResponse {
  readonly status: number
  /** By lower-case name; several of a name joined by a comma. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Where the target's own domain is asked over HTTP, without a slash at its end. */
export function originOf({ connectTo, domain }: Pick<TargetInfo, 'connectTo' | 'domain'>): string {
  return `https://${Object.keys(connectTo).find((authority) => authority.startsWith(`${domain}:`)) ?? domain}`
}

/**
 * @throws SilenceError when no whole answer comes within the patience
 * @throws UnreadableError when what comes is not HTTP/1.1
 * @throws InconclusiveError when the URL is none of HTTPS, or the request cannot be made
 */
export async function exchange(target: TargetInfo, request: HttpRequest): Promise<HttpResponse> {
  const options = dial(target, request)
  const patience = request.patience ?? PATIENCE_MS
  return new Promise((resolve, reject) => {
    const outgoing = https.request(options, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', fail)
      incoming.on('end', () => {
        clearTimeout(timer)
        // The body of a request that was answered before it was asked for is never sent.
        if (!outgoing.writableEnded) outgoing.destroy()
        resolve({
          status: incoming.statusCode ?? 0,
          headers: flat(incoming.headers),
          body: Buffer.concat(chunks),
        })
      })
    })
    const fail = (error: Error) => {
      clearTimeout(timer)
      reject(isUnreadable(error) ? unreadable(request, error) : unmade(request, error))
    }
    const timer = setTimeout(() => {
      outgoing.destroy()
      reject(
        new SilenceError(
          `expected  an answer to ${request.method} ${request.url} within ${patience} ms\nheard     nothing`,
        ),
      )
    }, patience)
    outgoing.on('error', fail)
    if (outgoing.hasHeader('expect')) {
      outgoing.once('continue', () => outgoing.end(request.body))
      outgoing.flushHeaders()
    } else outgoing.end(request.body)
  })
}

/**
 * Sends a request as far as so many bytes of its body and ends the connection, as a client that loses
 * its network does. Nothing is waited for but that the bytes are out.
 * @throws InconclusiveError when they cannot be sent within the patience
 */
export async function cutShort(target: TargetInfo, request: HttpRequest, bytes: number): Promise<void> {
  const options = dial(target, request)
  await new Promise<void>((resolve, reject) => {
    const outgoing = https.request(options)
    let sent = false
    const patience = request.patience ?? PATIENCE_MS
    const timer = setTimeout(() => {
      outgoing.destroy(new Error(`not sent within ${patience} ms`))
    }, patience)
    outgoing.on('error', (error: Error) => {
      if (!sent) reject(unmade(request, error))
    })
    outgoing.on('close', () => {
      clearTimeout(timer)
      resolve()
    })
    outgoing.write(request.body?.subarray(0, bytes) ?? '', () => {
      sent = true
      outgoing.destroy()
    })
  })
}

/** Where the request goes to, and how. @throws InconclusiveError when the URL is none of HTTPS */
function dial(target: TargetInfo, request: HttpRequest): https.RequestOptions {
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined
  if (url?.protocol !== 'https:') {
    throw new InconclusiveError(`expected a URL that begins with https://, got "${request.url}"`)
  }
  const authority = `${url.hostname}:${url.port || '443'}`
  const at = target.connectTo[authority] ?? { host: url.hostname, port: Number(url.port || '443') }
  return {
    host: at.host,
    port: at.port,
    servername: url.hostname,
    rejectUnauthorized: true,
    ...(target.trust.caPem === '' ? {} : { ca: target.trust.caPem }),
    method: request.method,
    path: url.pathname + url.search,
    headers: { host: url.host, ...request.headers },
    agent: false,
  }
}

/** What Node's parser says of an answer that departs from RFC 9112; but not of one that ends too early. */
function isUnreadable(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && /^HPE_(?!INVALID_EOF_STATE)/.test(error.code)
}

function unreadable({ method, url }: HttpRequest, cause: Error): UnreadableError {
  return new UnreadableError(
    `expected  an answer to ${method} ${url} that is HTTP/1.1 (RFC 9112)\nheard     ${cause.message}`,
    { cause },
  )
}

function unmade({ method, url }: HttpRequest, cause: Error): InconclusiveError {
  return new InconclusiveError(`${method} ${url} could not be made: ${cause.message}`, { cause })
}

/** Header fields by name, several of a name joined by a comma (RFC 9110 §5.3). */
export function flat(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )
}
