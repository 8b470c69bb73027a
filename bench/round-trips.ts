/** What this machine takes to carry bytes to another process and back. */
import { once } from 'node:events'
import net from 'node:net'
import { Peer, pause } from './processes.ts'

/**
 * Bare sockets, one message under way at a time.
 * @param every milliseconds between an answer and the next message
 * @returns milliseconds from each write until its answer was read
 */
export async function roundTrips(messages: {
  readonly count: number
  readonly every: number
  readonly bytes: number
}): Promise<readonly number[]> {
  await using echo = Peer.start(new URL('./echo-process.ts', import.meta.url))
  echo.send({ listen: true })
  const socket = net.connect({ host: '127.0.0.1', port: await echo.hear<number>('port'), noDelay: true })
  await once(socket, 'connect')
  const message = Buffer.alloc(messages.bytes, 'x')
  const taken: number[] = []
  while (taken.length < messages.count) {
    await pause(messages.every)
    const began = performance.now()
    socket.write(message)
    await once(socket, 'data')
    taken.push(performance.now() - began)
  }
  socket.destroy()
  return taken
}
