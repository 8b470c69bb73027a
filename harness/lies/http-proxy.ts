/** The HTTP face of the lying server: passes whole requests and answers on, through the hooks of the lie. */
import type http from 'node:http'
import https from 'node:https'
import type net from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Endpoint, TargetInfo } from '../core/target-info.ts'
import { exchange, flat } from '../http/exchange.ts'
import type { Hooks, HttpAnswer, HttpExchange } from './lie.ts'
import type { ProxyCredentials } from './lying-server.ts'

/** Listens with TLS on loopback and forwards to where the requested authority really is. */
export async function startHttpProxy(
  target: TargetInfo,
  credentials: ProxyCredentials,
  hooks: Hooks,
): Promise<{ readonly endpoint: Endpoint } & AsyncDisposable> {
  const listener: http.RequestListener = (incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: Error) => outgoing.destroy(error))
  }
  const server = https.createServer({ cert: credentials.certificatePem, key: credentials.keyPem }, listener)
  // Whole requests are passed on, so that it is the proxy that tells a client to go on with its body.
  server.on('checkContinue', (incoming: http.IncomingMessage, outgoing: http.ServerResponse) => {
    if (hooks.httpKeepsWaiting?.() !== true) outgoing.writeContinue()
    listener(incoming, outgoing)
  })

  const sockets = new Set<net.Socket>()
  server.on('connection', (socket: net.Socket) => sockets.add(socket))

  async function serve(incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
    const { expect: _expectation, ...headers } = flat(incoming.headers)
    const asked: HttpExchange = {
      method: incoming.method ?? 'GET',
      path: incoming.url ?? '/',
      headers,
      body: await buffer(incoming),
    }
    const misheard = hooks.httpToServer?.(asked)
    if (misheard !== undefined && 'status' in misheard) return reply(outgoing, misheard)
    const request = misheard === undefined ? asked : measured(misheard, asked)
    const answer = await exchange(target, {
      url: `https://${request.headers['host']}${request.path}`,
      method: request.method,
      headers: request.headers,
      body: request.body,
    })
    const changed = hooks.httpToClient?.(answer, request)
    reply(outgoing, changed === undefined ? answer : measured(changed, answer))
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('a TCP server has an address and a port')
  return {
    endpoint: { host: '127.0.0.1', port: address.port },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** With the length of its own body where it still has that of the one it replaces. */
function measured<Message extends { headers: Readonly<Record<string, string>>; body: Buffer }>(
  message: Message,
  replaced: Message,
): Message {
  const said = message.headers['content-length']
  if (message.body === replaced.body || said === undefined || said !== replaced.headers['content-length']) {
    return message
  }
  return { ...message, headers: { ...message.headers, 'content-length': String(message.body.length) } }
}

function reply(outgoing: http.ServerResponse, answer: HttpAnswer): void {
  const { 'transfer-encoding': _chunked, ...headers } = answer.headers
  outgoing.writeHead(answer.status, headers)
  outgoing.end(answer.body)
}
