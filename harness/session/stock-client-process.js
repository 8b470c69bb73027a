// One client by @xmpp/client in a process of its own. The library leaves it to Node whom to trust, and Node
// asks its environment once, when it starts. Plain JavaScript, because Node 20 runs no TypeScript.
import { client } from '@xmpp/client'

process.once('message', ({ host, port, ...options }) => {
  const entity = client({ service: `xmpp://${host}:${port}`, ...options })
  // The library reconnects by itself unless it is told not to: a hidden retry.
  entity.reconnect.stop()
  entity.on('error', (error) => process.send({ error: error.message }))
  entity.on('element', (element) => process.send({ element: element.toString() }))
  entity.on('online', (jid) => process.send({ online: jid.toString() }))
  process.on('message', ({ text }) => {
    entity.write(text).catch((error) => process.send({ error: error.message }))
  })
  entity.start().catch((error) => process.send({ error: error.message }))
})
process.once('disconnect', () => process.exit())
