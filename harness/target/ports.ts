import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'

/**
 * Ports of 127.0.0.1 that nothing listens on.
 *
 * They lie below the range that kernels draw the ports of outgoing connections from, so that no client
 * of a load test can sit on one while the server restarts. They are taken from one place on: two servers that
 * look for theirs at the same moment meet seldom, where ports drawn one by one would meet now and then.
 */
export async function freePorts(count: number): Promise<number[]> {
  const held: Server[] = []
  const ports: number[] = []
  for (let port = randomInt(10_000, 32_000); ports.length < count; port += 1) {
    const server = await hold(port)
    if (server === undefined) continue
    held.push(server)
    ports.push(port)
  }
  await Promise.all(held.map((server) => once(server.close(), 'close')))
  return ports
}

/** Undefined when the port is taken. */
async function hold(port: number): Promise<Server | undefined> {
  const server = createServer()
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
    return server
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return undefined
    throw error
  }
}
