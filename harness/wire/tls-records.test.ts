import { once } from 'node:events'
import net from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { ALERT, listening, recordTypes, tapped } from './tls-records.ts'

const record = (type: number, length: number) =>
  Buffer.from([type, 3, 3, 0, length, ...Array(length).fill(0)])

test('records in a row have each their type', () => {
  expect(recordTypes(Buffer.concat([record(22, 3), record(23, 0), record(ALERT, 2)]))).toEqual([22, 23, 21])
})

test('a record that is not whole has its type, once its header is', () => {
  expect(recordTypes(record(22, 3).subarray(0, 6))).toEqual([22])
  expect(recordTypes(record(22, 3).subarray(0, 4))).toEqual([])
})

async function echo(): Promise<net.Socket> {
  const server = net.createServer((socket) => socket.pipe(socket))
  onTestFinished(() => void server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  return net.connect({ host: '127.0.0.1', port })
}

test('what is listened to passes in both directions, and its end, too', async () => {
  const heard: Buffer[] = []
  const duplex = tapped(
    await echo(),
    listening((bytes) => heard.push(bytes)),
  )

  duplex.end('there and back')

  const came: Buffer[] = []
  for await (const bytes of duplex) came.push(bytes as Buffer)
  expect([Buffer.concat(came).toString(), Buffer.concat(heard).toString()]).toEqual([
    'there and back',
    'there and back',
  ])
})

test('a tap puts other bytes, or none, in place of what passes', async () => {
  const duplex = tapped(await echo(), {
    outgoing: (bytes) => Buffer.from(bytes.toString().toUpperCase()),
    incoming: (bytes) => Buffer.from(bytes.toString().replace('THERE', '')),
  })

  duplex.end('there and back')

  const came: Buffer[] = []
  for await (const bytes of duplex) came.push(bytes as Buffer)
  expect(Buffer.concat(came).toString()).toBe(' AND BACK')
})
