import { componentDigest, conformance, expect, NS, xml } from '#conformance'
import { xep0114 } from './requirements.ts'

const verify = conformance(xep0114)

const header = (to: string, namespace: string = NS.component) =>
  `<?xml version='1.0'?><stream:stream xmlns='${namespace}' xmlns:stream='${NS.streams}' to='${to}'>`

verify(
  '3/answers-with-a-stream-header',
  'a component opens a stream to its own name',
  async ({ components }) => {
    const { jid } = await components.claim()
    const stream = await components.connect()
    stream.send(header(jid))

    const answer = await stream.nextHeader()
    expect(answer.defaultNs).toBe(NS.component)
    expect(answer.element).toFit({ name: 'stream', ns: NS.streams, from: jid, id: /./ })
  },
)

verify(
  '3/refuses-a-name-it-does-not-serve',
  'a component asks for a name of nobody',
  async ({ components }) => {
    const { jid } = await components.claim()
    const stream = await components.connect()
    stream.send(header(`nobody.${jid}`))

    await stream.nextHeader()
    const refusal = await stream.nextElement('a stream error')
    expect(refusal).toBeStreamError([
      'host-unknown',
      'conflict',
      'host-gone',
      'improper-addressing',
      'not-authorized',
    ])
  },
)

verify(
  '3/refuses-another-namespace',
  'a client stream comes to the component port',
  async ({ components }) => {
    const { jid, secret } = await components.claim()
    const stream = await components.connect()
    stream.send(header(jid, NS.client))
    const { element } = await stream.nextHeader()

    // A server that took the stream after all says so here, at once.
    stream.send(`<handshake>${componentDigest(element.id ?? '', secret)}</handshake>`)
    const refusal = await stream.nextElement('a stream error')
    expect(refusal).toBeStreamError('invalid-namespace')
  },
)

verify(
  '3/opens-and-closes-around-an-error',
  'a component asks for a name of nobody and listens to the end',
  async ({ components }) => {
    const { jid } = await components.claim()
    const stream = await components.connect()
    stream.send(header(`nobody.${jid}`))

    const events = await stream.closed()
    expect(events.map(({ kind }) => kind)).toEqual(['header', 'element', 'close', 'end'])
  },
)

verify(
  '3/ends-on-a-wrong-handshake',
  'a component answers with a digest of another secret',
  async ({ components }) => {
    const { jid, secret } = await components.claim()
    const stream = await components.connect()
    stream.send(header(jid))
    const { element } = await stream.nextHeader()

    stream.send(`<handshake>${componentDigest(element.id ?? '', `not ${secret}`)}</handshake>`)
    const events = await stream.closed()
    expect(events.map(({ kind }) => kind)).toEqual(['element', 'close', 'end'])
    expect(events.some((event) => event.kind === 'element' && event.element.name === 'handshake')).toBe(false)
  },
)

verify(
  '3/acknowledges-a-right-handshake',
  'a component proves that it knows the secret',
  async ({ components }) => {
    const { jid, secret } = await components.claim()
    const stream = await components.connect()
    stream.send(header(jid))
    const { element } = await stream.nextHeader()

    stream.send(`<handshake>${componentDigest(element.id ?? '', secret)}</handshake>`)
    const answer = await stream.nextElement('the answer to the handshake')
    expect(answer).toFit({ name: 'handshake', ns: NS.component })
    expect(answer.children).toEqual([])
  },
)

verify(
  '3/routes-both-ways',
  'a stock component and a user write to each other',
  async ({ components, accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const theatre = await components.start()

    const asked = orchard.send(
      xml`<message to='puck@${theatre.jid}' type='chat'><body>Who goes?</body></message>`,
    )
    expect(await theatre.next({ name: 'message', id: asked.id })).toFit({
      from: orchard.jid,
      to: `puck@${theatre.jid}`,
    })

    theatre.send(
      xml`<message from='puck@${theatre.jid}/wood' to='${orchard.jid}' id='reply' type='chat'><body>A friend</body></message>`,
    )
    expect(await orchard.next({ name: 'message', id: 'reply' })).toFit(
      xml`<message from='puck@${theatre.jid}/wood' to='${orchard.jid}'><body>A friend</body></message>`,
    )
  },
)
