/**
 * One HTTP request to the target and its whole answer, nothing followed, retried or decoded.
 *
 * URLs that the server hands out name an authority that may be reached elsewhere from here (a mapped
 * port, loopback): `TargetInfo.connectTo` says where. The certificate is verified for the URL's own name.
 */
import https from 'node:https'
import { InconclusiveError, SilenceError } from '../core/errors.ts'
import type { TargetInfo } from '../core/target-info.ts'

export interface HttpRequest {
  readonly url: string
  readonly method: string
  /** Sent as given; `host` is the URL's own unless given. */
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
 * @throws InconclusiveError when the URL is none of HTTPS, or the request cannot be made
 */
export async function exchange(target: TargetInfo, request: HttpRequest): Promise<HttpResponse> {
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined
  if (url?.protocol !== 'https:') {
    throw new InconclusiveError(`expected a URL that begins with https://, got "${request.url}"`)
  }
  const authority = `${url.hostname}:${url.port || '443'}`
  const at = target.connectTo[authority] ?? { host: url.hostname, port: Number(url.port || '443') }
  const patience = request.patience ?? 10_000
  return new Promise((resolve, reject) => {
    const outgoing = https.request(
      {
        host: at.host,
        port: at.port,
        servername: url.hostname,
        rejectUnauthorized: true,
        ...(target.trust.caPem === '' ? {} : { ca: target.trust.caPem }),
        method: request.method,
        path: url.pathname + url.search,
        headers: { host: url.host, ...request.headers },
        agent: false,
      },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', fail)
        incoming.on('end', () => {
          clearTimeout(timer)
          const headers = Object.entries(incoming.headers).map(([name, value]) => [
            name,
            Array.isArray(value) ? value.join(', ') : (value ?? ''),
          ])
          resolve({
            status: incoming.statusCode ?? 0,
            headers: Object.fromEntries(headers),
            body: Buffer.concat(chunks),
          })
        })
      },
    )
    const fail = (error: Error) => {
      clearTimeout(timer)
      reject(
        new InconclusiveError(`${request.method} ${request.url} could not be made: ${error.message}`, {
          cause: error,
        }),
      )
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
    outgoing.end(request.body)
  })
}
