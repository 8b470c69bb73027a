import { describe, expect, onTestFinished, test } from 'vitest'
import { createAuthority } from '../wire/certificates.ts'
import { Transcript } from '../wire/transcript.ts'
import { xml } from '../wire/xml.ts'
import { DOMAIN, type InPlace, scriptedServer } from './scripted-server.ts'
import { StockClient } from './stock-client.ts'

const account = { localpart: 'romeo', domain: DOMAIN, bareJid: `romeo@${DOMAIN}`, password: 'secret' }

async function login({
  inPlace,
  caPem,
  patience = 10_000,
}: {
  inPlace?: InPlace
  caPem?: string
  patience?: number
} = {}) {
  const { target, [Symbol.asyncDispose]: close } = await scriptedServer(inPlace)
  onTestFinished(() => close())
  const { c2s: endpoint } = target.endpoints
  if (endpoint === undefined) throw new TypeError('a scripted server has a client port')
  const transcript = new Transcript()
  const client = await StockClient.login({
    account,
    endpoint,
    caPem: caPem ?? target.trust.caPem,
    transcript,
    patience,
  })
  onTestFinished(() => client.stop())
  return { client, transcript }
}

describe('a stock client', () => {
  test('logs in by STARTTLS, sends and receives', async () => {
    const { client, transcript } = await login()
    expect(client.jid).toMatch(`romeo@${DOMAIN}/`)

    client.send(xml`<message to='${client.jid}' id='m1'><body>&lt;Soft!&gt;</body></message>`)

    const heard = await client.next({ name: 'message', id: 'm1' })
    expect(heard.from).toBe(client.jid)
    expect(heard.child('body')?.text()).toBe('<Soft!>')
    expect(transcript.toString()).toContain('&lt;Soft!&gt;')
  })

  test('keeps what comes when nobody waits for it', async () => {
    const { client } = await login()
    for (const id of ['1', '2', '3', '4']) client.send(xml`<message to='${client.jid}' id='${id}'/>`)
    await client.next({ id: '1' })
    await client.next({ id: '4' })
    expect([
      (await client.next({ name: 'message' })).id,
      (await client.next({ name: 'message' })).id,
    ]).toEqual(['2', '3'])
    client.send(xml`<message to='${client.jid}' id='5'/>`)
    client.send(xml`<presence to='${client.jid}' id='6'/>`)
    await client.next({ id: '6' })
    expect((await client.next({ name: 'message' })).id).toBe('5')
  })

  test('trusts no other authority than the one that it is given', async () => {
    const { caPem } = await createAuthority()
    await expect(login({ caPem })).rejects.toThrow(
      /^expected {2}romeo@chat\.test to log in by @xmpp\/client\nheard {5}.*certificate/,
    )
  })

  test('says why it was not let in', async () => {
    const failure = `<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>`
    await expect(login({ inPlace: (said) => (said.is('auth') ? [failure] : undefined) })).rejects.toThrow(
      /not-authorized/,
    )
  })

  test('names what did not come', async () => {
    const { client } = await login({ patience: 2000 })
    await expect(client.next({ name: 'message' })).rejects.toThrow(
      /^expected {2}<message> at romeo@chat\.test\/\S+ within 2000 ms\nheard {5}/,
    )
  })
})
