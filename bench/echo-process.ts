/** Writes back what it reads, and nothing else: the least that any server does. */
import net, { type AddressInfo } from 'node:net'
import { messagesTo, tell } from './child.ts'

const server = net.createServer({ noDelay: true }, (socket) => socket.pipe(socket))

messagesTo<{ listen: true }>(async () => {
  server.listen(0, '127.0.0.1', () => tell({ port: (server.address() as AddressInfo).port }))
})
