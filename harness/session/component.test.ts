import { describe, expect, onTestFinished, test } from 'vitest'
import { NS } from '../core/element.ts'
import { InconclusiveError, SilenceError } from '../core/errors.ts'
import { componentDigest } from '../wire/component-digest.ts'
import { type PeerConnection, type Script, type ScriptedPeer, scriptedPeer } from '../wire/scripted-peer.ts'
import { Transcript } from '../wire/transcript.ts'
import { xml } from '../wire/xml.ts'
import { StockComponent } from './component.ts'
import { FROM_SERVER } from './scripted-server.ts'

async function letIn(connection: PeerConnection): Promise<void> {
  await connection.header()
  connection.send(FROM_SERVER.replace(NS.client, NS.component))
  const handshake = await connection.element()
  expect(handshake.text()).toBe(componentDigest('1', 'shared'))
  connection.send('<handshake/>')
}

async function start(
  script: Script,
  patience = 5000,
): Promise<{ component: StockComponent; peer: ScriptedPeer; transcript: Transcript }> {
  const peer = await scriptedPeer(script)
  onTestFinished(() => peer[Symbol.asyncDispose]())
  const transcript = new Transcript()
  const account = { jid: 'bot.test', secret: 'shared', ...peer.endpoint }
  return { component: await StockComponent.start(account, transcript, patience), peer, transcript }
}

describe('a stock component', () => {
  test('is let in, sends and receives', async () => {
    const { component, peer, transcript } = await start(async (connection) => {
      await letIn(connection)
      const said = await connection.element()
      connection.send(`<message id='other'/><message id='${said.id}' to='bot.test'><body>ü</body></message>`)
      await connection.ended()
      connection.socket.end()
    })
    component.send(xml`<message id='1' from='bot.test' to='romeo@chat.test'/>`)
    const heard = await component.next({ id: '1' })
    expect(heard.child('body')?.text()).toBe('ü')
    expect((await component.next({ name: 'message' })).id).toBe('other')
    expect(peer.connections[0]?.text).toContain("<message id='1' from='bot.test' to='romeo@chat.test'/>")
    expect(transcript.toString()).toMatch(/bot\.test → <message.*bot\.test ← <message/s)
    await component.stop()
  })

  test('names what did not come', async () => {
    const { component } = await start(letIn, 300)
    const waiting = component.next({ name: 'message' })
    await expect(waiting).rejects.toThrow(SilenceError)
    await expect(waiting).rejects.toThrow(/^expected {2}<message> at bot\.test within 300 ms\nheard {5}/)
  })

  test.each<[string, Script, RegExp]>([
    [
      'is refused',
      async (connection) => {
        await connection.header()
        connection.send(FROM_SERVER.replace(NS.client, NS.component))
        await connection.element()
        connection.send(
          `<stream:error><not-authorized xmlns='${NS.streamErrors}'/></stream:error></stream:stream>`,
        )
      },
      /^could not prepare the component bot\.test: .*not-authorized/,
    ],
    [
      'hears nothing',
      () => {},
      /^could not prepare the component bot\.test: expected bot\.test to be let in as a component within 300 ms/,
    ],
  ])('that %s is inconclusive', async (_, script, why) => {
    const attempt = start(script, 300)
    await expect(attempt).rejects.toThrow(InconclusiveError)
    await expect(attempt).rejects.toThrow(why)
  })

  test('stops when the server has seen the end, and may be stopped again', async () => {
    let seen = false
    const { component } = await start(async (connection) => {
      await letIn(connection)
      await connection.ended()
      seen = true
      connection.socket.end()
    })
    await component.stop()
    expect(seen).toBe(true)
    await component.stop()
  })

  test('says so when the server does not end the connection', async () => {
    const { component } = await start(letIn, 300)
    await expect(component.stop()).rejects.toThrow(
      'expected the server to end the connection of bot.test within 300 ms',
    )
  })
})
