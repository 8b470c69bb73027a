import { once } from 'node:events'
import net from 'node:net'
import fc from 'fast-check'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { Element, NS } from '../core/element.ts'
import { SilenceError } from '../core/errors.ts'
import type { EndpointName, TargetInfo } from '../core/target-info.ts'
import { Client } from '../session/client.ts'
import { fence } from '../session/fence.ts'
import { PeerServer } from '../session/peer-server.ts'
import { type Admitted, admit } from '../session/scripted-federation.ts'
import {
  DOMAIN,
  FROM_SERVER,
  type InPlace,
  type ScriptedServer,
  scriptedServer,
} from '../session/scripted-server.ts'
import type { Session } from '../session/session.ts'
import { createAuthority, type ServerCertificate } from '../wire/certificates.ts'
import { type PeerConnection, type Script, type ScriptedPeer, scriptedPeer } from '../wire/scripted-peer.ts'
import { type TlsOptions, WireStream } from '../wire/stream.ts'
import { ALERT, listening, recordTypes } from '../wire/tls-records.ts'
import { Transcript } from '../wire/transcript.ts'
import { xml } from '../wire/xml.ts'
import { type Hooks, type Lie, mishears, rewrites, withholds } from './lie.ts'
import { type LyingServer, type ProxyCredentials, startLyingServer } from './lying-server.ts'

const OTHER = `other.${DOMAIN}`

/** Of the proxy, and of the servers that are scripted in a test. */
let certificate: ServerCertificate
let credentials: ProxyCredentials
beforeAll(async () => {
  const authority = await createAuthority()
  certificate = await authority.issue([DOMAIN, OTHER])
  credentials = { ...certificate, ofDomain: await authority.issue([DOMAIN]) }
})

const honest: Lie = () => ({})
/** Listens to everything and never says anything else. */
const attentive: Lie = () => ({ toClient: () => undefined, toServer: () => undefined })

async function lyingBefore(
  target: TargetInfo,
  lie: Lie,
  certificates: readonly ServerCertificate[] = [],
): Promise<LyingServer> {
  const liar = await startLyingServer(target, credentials, lie, { passwordOf: () => 'secret', certificates })
  onTestFinished(() => liar[Symbol.asyncDispose]())
  return liar
}

async function peerFor(script: Script): Promise<ScriptedPeer> {
  const peer = await scriptedPeer(script)
  onTestFinished(() => peer[Symbol.asyncDispose]())
  return peer
}

/** A liar before a server that follows the script on one of its ports. */
async function lyingBeforeScript(
  script: Script,
  lie: Lie,
  port: EndpointName = 'c2s',
  certificates: readonly ServerCertificate[] = [],
): Promise<{ liar: LyingServer; peer: ScriptedPeer }> {
  const peer = await peerFor(script)
  const liar = await lyingBefore(
    {
      provider: 'external',
      domain: DOMAIN,
      hosts: [{ domain: DOMAIN, mechanisms: [] }],
      endpoints: { [port]: peer.endpoint },
      connectTo: {},
      services: {},
      capabilities: [],
      trust: { caPem: certificate.caPem },
      software: { name: 'scripted', version: '1' },
      path: 'loopback',
    },
    lie,
    certificates,
  )
  return { liar, peer }
}

async function connectTo(
  liar: LyingServer,
  port: EndpointName = 'c2s',
  patience = 5000,
): Promise<WireStream> {
  const endpoint = liar.info.endpoints[port]
  if (endpoint === undefined) throw new TypeError(`the target has no port ${port}`)
  const stream = await WireStream.connect({ name: 'romeo', endpoint, transcript: new Transcript(), patience })
  onTestFinished(() => stream.destroy())
  return stream
}

/** Clients of a whole server, lied to. */
async function castBefore(
  lie: Lie,
  inPlace?: InPlace,
  patience = 5000,
): Promise<{ liar: LyingServer; server: ScriptedServer; romeo: Client; juliet: Client }> {
  const server = await scriptedServer(inPlace)
  onTestFinished(() => server[Symbol.asyncDispose]())
  const liar = await lyingBefore(server.target, lie)
  const connection = { target: liar.info, transcript: new Transcript(), patience, track: () => {} }
  const accounts = await server.provisioner.create(['romeo', 'juliet'], DOMAIN)
  const [romeo, juliet] = accounts.map((account) => new Client(account, connection))
  return { liar, server, romeo: romeo as Client, juliet: juliet as Client }
}

const heard = (session: Session) => session.inbox.map(({ element }) => element.toString(NS.client))

describe.each([
  ['that listens to nothing', honest],
  ['that has nothing to say', attentive],
])('a lie %s', (_, lie) => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc
      .constantFrom(
        FROM_SERVER,
        `<?xml version='1.0'?>${FROM_SERVER}`,
        "<message id='1'><body>ü𝄞</body></message>",
        " <presence/>\n\n<iq type='get'/>",
        '<auth',
        "enticate/> <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AA==</auth>",
        '</stream:stream>',
      )
      .map((text) => new Uint8Array(Buffer.from(text))),
  )
  const chunks = fc.array(bytes, { maxLength: 12 })

  test('passes every byte of a client on, whatever it is', async () => {
    const { liar, peer } = await lyingBeforeScript(async (connection) => {
      await connection.ended()
      connection.socket.end()
    }, lie)
    await fc.assert(
      fc.asyncProperty(chunks, async (said) => {
        const before = peer.connections.length
        const client = net.connect(liar.info.endpoints.c2s?.port ?? 0, '127.0.0.1')
        for (const chunk of said) client.write(chunk)
        client.end().resume()
        await once(client, 'close')
        expect(Buffer.concat(peer.connections[before]?.received ?? [])).toEqual(Buffer.concat(said))
      }),
      { numRuns: 200 },
    )
    expect(liar.told()).toBe(false)
  })

  test('passes every byte of a server on, whatever it is', async () => {
    let says: readonly Uint8Array[] = []
    const { liar } = await lyingBeforeScript((connection) => {
      connection.send(...says)
      connection.socket.end()
    }, lie)
    await fc.assert(
      fc.asyncProperty(chunks, async (said) => {
        says = said
        const client = net.connect({ port: liar.info.endpoints.c2s?.port ?? 0, host: '127.0.0.1' })
        const received: Buffer[] = []
        client.on('data', (chunk) => received.push(chunk))
        await once(client, 'close')
        expect(Buffer.concat(received)).toEqual(Buffer.concat(said))
      }),
      { numRuns: 200 },
    )
  })

  test('lets a client log in by STARTTLS, and talk to another', async () => {
    const { liar, romeo, juliet } = await castBefore(lie)
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    orchard.send(xml`<message to='${balcony.jid}' id='1'><body>ü</body></message>`)
    const { stanzas } = (await fence.after(orchard, [balcony])).by(balcony)
    expect(stanzas.map(({ element }) => element)).toEqual([
      xml`<message to='${balcony.jid}' id='1' from='${orchard.jid}'><body>ü</body></message>`,
    ])
    expect(orchard.stream.tls?.authorized).toBe(true)
    expect(liar.told()).toBe(false)
    await orchard.close()
  })

  test('lets a client in by TLS from the first byte', async () => {
    const { liar, peer } = await lyingBeforeScript(
      async (connection) => {
        await connection.secure(certificate, { ALPNProtocols: ['xmpp-client'] })
        await connection.header()
        connection.send(FROM_SERVER, '<a/>')
      },
      lie,
      'c2sDirectTls',
    )
    const stream = await connectTo(liar, 'c2sDirectTls')
    await stream.secure({ serverName: DOMAIN, caPem: liar.info.trust.caPem, alpn: ['xmpp-client'] })
    stream.send(FROM_SERVER)
    expect((await stream.nextElement()).name).toBe('a')
    expect(stream.tls?.alpnProtocol).toBe('xmpp-client')
    expect(peer.connections[0]?.text).toBe(FROM_SERVER)
  })

  test('passes a part on before it is whole where nobody listens, and loses none of it', async () => {
    const { liar, peer } = await lyingBeforeScript(async (connection) => {
      await connection.bytes(FROM_SERVER.length)
      connection.send(`${FROM_SERVER}<a`)
      await connection.ended()
      connection.send('/>')
      connection.socket.end()
    }, lie)
    const stream = await connectTo(liar)
    stream.send(`${FROM_SERVER}<presence`)
    await stream.nextHeader()
    stream.end()
    expect((await stream.nextElement()).name).toBe('a')
    expect(peer.connections[0]?.text).toBe(`${FROM_SERVER}<presence`)
  })
})

describe('a lie to clients', () => {
  const message = { name: 'message' }

  test('withholds, rewrites and adds', async () => {
    const lie: Lie = () => ({
      toClient: (part) => {
        if (part.kind !== 'element') return undefined
        if (part.element.id === 'withheld') return []
        if (part.element.id === 'changed') return [part.element.withAttrs({ id: 'new' })]
        if (part.element.id === 'twice') return [part.element, part.element, "<presence id='raw'/>"]
        return undefined
      },
    })
    const { liar, romeo, juliet } = await castBefore(lie)
    const orchard = await romeo.connect({ resource: 'orchard' })
    const balcony = await juliet.connect({ resource: 'balcony' })
    expect(liar.told()).toBe(false)
    for (const id of ['kept', 'withheld', 'changed', 'twice']) {
      orchard.send(xml`<message to='${balcony.jid}' id='${id}'/>`)
    }
    const { stanzas } = (await fence.after(orchard, [balcony])).by(balcony)
    expect(stanzas.map(({ element }) => element.id)).toEqual(['kept', 'new', 'twice', 'twice', 'raw'])
    expect(liar.told()).toBe(true)
  })

  test('by withholds() and rewrites() fits a pattern and knows whom it speaks to', async () => {
    const told: unknown[] = []
    const lie = rewrites(message, (element, link) => {
      told.push([link.jid, link.secured, link.port, link.all.map(({ jid }) => jid)])
      return [element.withAttrs({ to: 'nobody' })]
    })
    const { romeo } = await castBefore(lie)
    const orchard = await romeo.connect({ resource: 'orchard' })
    orchard.send(xml`<message to='${orchard.jid}' id='1'/>`)
    expect((await orchard.next({ id: '1' })).to).toBe('nobody')
    expect(told).toEqual([[orchard.jid, true, 'c2s', [orchard.jid]]])

    const { romeo: other } = await castBefore(withholds(message), undefined, 300)
    const chamber = await other.connect()
    chamber.send(xml`<message to='${chamber.jid}' id='1'/>`)
    expect(await chamber.roundTrip()).toEqual([])
  })

  test('is told anew for every verification', async () => {
    const lie: Lie = () => {
      let seen = 0
      return rewrites(message, () => (++seen === 1 ? [] : undefined))()
    }
    for (const _ of [1, 2]) {
      const { romeo } = await castBefore(lie)
      const orchard = await romeo.connect()
      orchard.send(xml`<message to='${orchard.jid}' id='1'/>`)
      orchard.send(xml`<message to='${orchard.jid}' id='2'/>`)
      await orchard.next({ id: '2' })
      expect(heard(orchard)).toHaveLength(1)
    }
  })

  test('may speak to a client that did not ask, and to every other', async () => {
    const lie = rewrites(message, (element, link) => {
      for (const other of link.all) if (other !== link) other.tellClient(element.withAttrs({ id: 'copy' }))
      link.tellClient("<presence id='extra'/>")
      return undefined
    })
    const { liar, romeo, juliet } = await castBefore(lie)
    const orchard = await romeo.connect()
    const balcony = await juliet.connect()
    orchard.send(xml`<message to='${orchard.jid}' id='1'/>`)
    await balcony.next({ id: 'copy' })
    await orchard.next({ id: '1' })
    expect(heard(orchard)[0]).toBe("<presence id='extra'/>")
    expect(liar.told()).toBe(true)
  })

  test('hangs up, and what the server says then is said to nobody', async () => {
    const lie = rewrites(message, (_, link) => {
      link.hangUp()
      return undefined
    })
    const { liar, server, romeo } = await castBefore(lie)
    const orchard = await romeo.connect()
    orchard.send(xml`<message to='${orchard.jid}' id='1'/>`)
    orchard.send(xml`<message to='${orchard.jid}' id='2'/>`)
    expect((await orchard.stream.closed()).at(-1)).toMatchObject({
      kind: 'end',
      reason: 'closed by the server',
    })
    expect(orchard.inbox).toEqual([])
    expect(await server.connections[0]?.ended()).toBe('FIN')
    expect(liar.told()).toBe(true)
  })

  test('rewrites the header and the end of the stream', async () => {
    const lie: Lie = () => ({
      toClient: (part) =>
        part.kind === 'header'
          ? [part.raw.replace("id='1'", "id='2'")]
          : part.kind === 'close'
            ? []
            : undefined,
    })
    const { liar } = await lyingBeforeScript(async (connection) => {
      await connection.header()
      connection.send(FROM_SERVER, '</stream:stream>')
      connection.socket.end()
    }, lie)
    const stream = await connectTo(liar)
    stream.send(FROM_SERVER)
    expect((await stream.nextHeader()).element.id).toBe('2')
    expect((await stream.closed()).map(({ kind }) => kind)).toEqual(['end'])
  })

  test('keeps the connection when the server has ended it', async () => {
    const lie: Lie = () => ({ toClient: (part) => (part.kind === 'end' ? [] : undefined) })
    const { liar } = await lyingBeforeScript((connection) => void connection.socket.end(FROM_SERVER), lie)
    const stream = await connectTo(liar, 'c2s', 300)
    await stream.nextHeader()
    await expect(stream.closed()).rejects.toThrow(SilenceError)
    expect(liar.told()).toBe(true)
  })

  test('has no end of the server to lie about when the client has gone first', async () => {
    const lie: Lie = () => ({ toClient: (part) => (part.kind === 'end' ? [] : undefined) })
    const { liar, peer } = await lyingBeforeScript(async (connection) => {
      connection.send(FROM_SERVER)
      await connection.ended()
      connection.socket.end()
    }, lie)
    const stream = await connectTo(liar)
    await stream.nextHeader()
    stream.destroy()
    await once(peer.connections[0]?.socket as net.Socket, 'close')
    // By the time that another has been served, the end of the first has been heard.
    await (await connectTo(liar)).nextHeader()
    expect(liar.told()).toBe(false)
  })

  test('may refuse TLS in the name of the server', async () => {
    const lie = rewrites({ name: 'proceed' }, () => [xml`<failure xmlns='${NS.tls}'/>`, '</stream:stream>'])
    const { liar } = await castBefore(lie)
    const stream = await connectTo(liar)
    stream.send(WireStream.header({ to: DOMAIN }))
    stream.send(xml`<starttls xmlns='${NS.tls}'/>`)
    await stream.nextElement('<failure/>', ({ name }) => name === 'failure')
    expect((await stream.next('the end of the stream')).kind).toBe('close')
  })
})

describe('a lie to the server', () => {
  test('drops, changes, adds, and answers instead', async () => {
    const lie: Lie = () => ({
      toServer: (part, link) => {
        if (part.kind !== 'element') return undefined
        const { id } = part.element
        if (id === 'dropped') return []
        if (id === 'changed') return [part.element.withAttrs({ id: 'new' })]
        if (id === 'answered') {
          link.tellClient(xml`<iq type='result' id='answered' from='liar'/>`)
          return []
        }
        if (id === 'added') link.tellServer("<presence id='extra'/>")
        return undefined
      },
    })
    const { liar, romeo } = await castBefore(lie)
    const orchard = await romeo.connect()
    for (const id of ['kept', 'dropped', 'changed', 'added']) {
      orchard.send(xml`<message to='${orchard.jid}' id='${id}'/>`)
    }
    expect((await orchard.request(xml`<iq type='get' id='answered'/>`)).from).toBe('liar')
    await orchard.roundTrip()
    const ids = orchard.inbox.map(({ element }) => element.id).filter((id) => !id?.startsWith('fence'))
    expect(ids.filter((id) => id !== 'answered')).toEqual(['kept', 'new', 'extra', 'added'])
    expect(liar.told()).toBe(true)
  })

  test('by mishears() fits a pattern', async () => {
    const { romeo } = await castBefore(mishears({ id: '1' }, (element) => [element.withAttrs({ id: '2' })]))
    const orchard = await romeo.connect()
    orchard.send(xml`<message to='${orchard.jid}' id='1'/>`)
    await orchard.next({ id: '2' })
  })

  test('hears whole parts alone, and the server whole parts alone', async () => {
    const hooked: string[] = []
    const hooks: Hooks = {
      toServer: (part) => {
        hooked.push(part.raw)
        return undefined
      },
    }
    const { liar, peer } = await lyingBeforeScript(
      async (connection) => {
        await connection.ended()
        connection.socket.end()
      },
      () => hooks,
    )
    const stream = await connectTo(liar)
    for (const part of [FROM_SERVER, '\n <mess', "age id='ü", "'/>", '<presence/> ', ' <iq'])
      stream.send(part)
    stream.end()
    await stream.closed()
    expect(hooked).toEqual([FROM_SERVER, "<message id='ü'/>", '<presence/>'])
    expect(peer.connections[0]?.text).toBe(`${FROM_SERVER}\n <message id='ü'/><presence/>  <iq`)
  })

  test('ends with what cannot be read: the server gets the very bytes', async () => {
    const { liar, peer } = await lyingBeforeScript(
      async (connection) => {
        await connection.ended()
        connection.socket.end()
      },
      mishears({}, () => []),
    )
    const stream = await connectTo(liar)
    stream.send(`${FROM_SERVER}<lost/><a></b>`)
    stream.send(Buffer.from('<kept/>\xff', 'latin1'))
    stream.end()
    await stream.closed()
    expect(Buffer.concat(peer.connections[0]?.received ?? []).toString('latin1')).toBe(
      `${FROM_SERVER}<a></b><kept/>\xff`,
    )
  })
})

describe('the ways in which a connection ends', () => {
  const waiting: Script = async (connection) => {
    connection.send(FROM_SERVER)
    await connection.ended()
    connection.socket.end()
  }

  test.each([
    ['end', 'FIN'],
    ['destroy', 'FIN'],
    ['reset', 'ECONNRESET'],
  ] as const)('%s of a client reaches the server as %s', async (how, atServer) => {
    const { liar, peer } = await lyingBeforeScript(waiting, attentive)
    const stream = await connectTo(liar)
    await stream.nextHeader()
    stream[how]()
    expect(await peer.connections[0]?.ended()).toBe(atServer)
  })

  test('a reset under TLS reaches the server, too', async () => {
    const { liar, peer } = await lyingBeforeScript(
      async (connection) => {
        await connection.secure(certificate)
        await waiting(connection)
      },
      attentive,
      'c2sDirectTls',
    )
    const stream = await connectTo(liar, 'c2sDirectTls')
    await stream.secure({ serverName: DOMAIN, caPem: liar.info.trust.caPem })
    await stream.nextHeader()
    stream.reset()
    expect(await peer.connections[0]?.ended()).toBe('ECONNRESET')
  })

  test('a reset of the server reaches the client', async () => {
    const { liar } = await lyingBeforeScript(async (connection) => {
      await connection.header()
      connection.socket.resetAndDestroy()
    }, attentive)
    const stream = await connectTo(liar)
    stream.send(FROM_SERVER)
    expect(await stream.closed()).toMatchObject([{ kind: 'end', reason: 'read ECONNRESET' }])
  })

  test('a server that is not there ends the connection', async () => {
    const { liar, peer } = await lyingBeforeScript(() => {}, honest)
    await peer[Symbol.asyncDispose]()
    const stream = await connectTo(liar)
    await stream.closed()
  })

  test('a server whose certificate is not trusted ends the connection', async () => {
    const other = await (await createAuthority()).issue([DOMAIN])
    const { liar } = await lyingBeforeScript(
      async (connection) => {
        await connection.secure(other)
      },
      honest,
      'c2sDirectTls',
    )
    const stream = await connectTo(liar, 'c2sDirectTls')
    await stream.secure({ serverName: DOMAIN, caPem: liar.info.trust.caPem }).catch(() => undefined)
    await stream.closed()
  })

  test('a client that speaks no TLS where it must is cut off', async () => {
    const { liar } = await lyingBeforeScript(
      async (connection) => {
        await connection.secure(certificate)
      },
      honest,
      'c2sDirectTls',
    )
    const stream = await connectTo(liar, 'c2sDirectTls')
    stream.send(FROM_SERVER)
    await stream.closed()
  })
})

test('components have a port of their own', async () => {
  const lie: Lie = () => ({
    toClient: (part, link) =>
      part.kind === 'element' && link.port === 'component' && part.element.is('handshake', NS.component)
        ? [part.element.withAttrs({ id: 'lied' })]
        : undefined,
  })
  const { liar } = await lyingBeforeScript(
    async (connection) => {
      await connection.header()
      connection.send(FROM_SERVER.replace(NS.client, NS.component), '<handshake/>')
    },
    lie,
    'component',
  )
  const stream = await connectTo(liar, 'component')
  stream.send(WireStream.header({ xmlns: NS.component, to: 'bot.chat.test' }))
  const handshake = await stream.nextElement()
  expect(handshake).toEqual(new Element('handshake', NS.component, { id: 'lied' }))
  expect(stream.events.at(-1)?.raw).toBe("<handshake id='lied'/>")
})

test('many links at once keep apart', async () => {
  const { liar } = await lyingBeforeScript(async (connection) => {
    const header = await connection.header()
    connection.send(FROM_SERVER.replace("id='1'", `id='${header.id}'`))
  }, attentive)
  const ids = await Promise.all(
    Array.from({ length: 20 }, async (_, id) => {
      const stream = await connectTo(liar)
      stream.send(WireStream.header({ id: String(id) }))
      return (await stream.nextHeader()).element.id
    }),
  )
  expect(ids).toEqual(Array.from({ length: 20 }, (_, id) => String(id)))
})

test('a lie about what the server uses is told to whoever looks', async () => {
  const sample = { at: 1, server: { cpuSeconds: 2, rssBytes: 3 } }
  const { liar: truthful } = await lyingBeforeScript(async () => {}, honest)
  expect([truthful.seen(sample), truthful.told()]).toEqual([sample, false])
  const lie: Lie = () => ({ uses: (seen) => ({ ...seen, server: { ...seen.server, rssBytes: 9 } }) })
  const { liar } = await lyingBeforeScript(async () => {}, lie)
  expect([liar.seen(sample).server.rssBytes, liar.told()]).toEqual([9, true])
})

test('disposing it leaves nothing open, in whatever state its links are', async () => {
  const ended: Promise<string>[] = []
  const script = async (connection: PeerConnection) => {
    connection.send(FROM_SERVER)
    ended.push(connection.ended())
    await connection.ended()
  }
  const [peer, secured] = [await peerFor(script), await peerFor(script)]
  const target = {
    ...(await lyingBeforeScript(script, honest)).liar.info,
    endpoints: { c2s: peer.endpoint, component: peer.endpoint, c2sDirectTls: secured.endpoint },
  }
  const liar = await startLyingServer(target, credentials, attentive, {
    passwordOf: () => undefined,
    certificates: [],
  })
  const open = await Promise.all([connectTo(liar), connectTo(liar, 'component')])
  await Promise.all(open.map((stream) => stream.nextHeader()))
  // This one never shakes hands.
  open.push(await connectTo(liar, 'c2sDirectTls'))
  await liar[Symbol.asyncDispose]()
  await Promise.all(open.map((stream) => stream.closed()))
  await Promise.all(ended)
  for (const { endpoints } of [liar.info]) {
    for (const endpoint of Object.values(endpoints)) {
      await expect(
        connectTo({ ...liar, info: { ...liar.info, endpoints: { c2s: endpoint } } }),
      ).rejects.toThrow(/ECONNREFUSED/)
    }
  }
})

describe('a lie in TLS itself', () => {
  /** A handshake on the port for direct TLS, before a server that does no more than that. */
  const shakeHands = async (lie: Lie, options: Omit<TlsOptions, 'caPem'>) => {
    const { liar } = await lyingBeforeScript(
      async (connection) => {
        await connection.secure(certificate)
        connection.send(FROM_SERVER)
        await connection.ended()
      },
      lie,
      'c2sDirectTls',
    )
    const stream = await connectTo(liar, 'c2sDirectTls')
    await stream.secure({ ...options, caPem: liar.info.trust.caPem })
    return stream
  }

  test.each(['TLSv1', 'TLSv1.1'] as const)('takes %s, which others do not', async (version) => {
    const old = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' }
    const options = { serverName: DOMAIN, ...old }
    await expect(shakeHands(honest, options)).rejects.toThrow(/protocol version/)
    const stream = await shakeHands(() => ({ tls: { minVersion: 'TLSv1' } }), options)
    expect(stream.tls?.getProtocol()).toBe(version)
  })

  test('chooses another protocol by ALPN', async () => {
    const options = { serverName: DOMAIN, alpn: ['xmpp-client', 'http/1.1'] }
    const lie: Lie = () => ({ tls: { chooses: ['http/1.1'] } })
    expect((await shakeHands(honest, options)).tls?.alpnProtocol).toBe('xmpp-client')
    expect((await shakeHands(lie, options)).tls?.alpnProtocol).toBe('http/1.1')
  })

  test('takes other suites', async () => {
    const lie: Lie = () => ({ tls: { ciphers: 'ECDHE-ECDSA-AES128-SHA' } })
    const { tls } = await shakeHands(lie, { serverName: DOMAIN, maxVersion: 'TLSv1.2' })
    expect(tls?.getCipher().name).toBe('ECDHE-ECDSA-AES128-SHA')
  })

  test('certifies the domain alone', async () => {
    const lie: Lie = () => ({ tls: { certifiesDomainAlone: true } })
    await shakeHands(lie, { serverName: DOMAIN })
    await shakeHands(honest, { serverName: OTHER })
    await expect(shakeHands(lie, { serverName: OTHER })).rejects.toThrow(/altnames/)
  })

  test('refuses to renegotiate and goes on', async () => {
    const options = { serverName: DOMAIN, maxVersion: 'TLSv1.2' } as const
    const renegotiated = async (lie: Lie) => {
      const { tls } = await shakeHands(lie, options)
      return new Promise((resolve) => {
        tls?.once('error', resolve)
        tls?.renegotiate({}, resolve)
      })
    }
    expect(await renegotiated(honest)).toBeNull()
    expect(await renegotiated(() => ({ tls: { refusesRenegotiation: true } }))).toMatchObject({
      message: expect.stringContaining('no renegotiation'),
    })
  })

  test('says something past TLS to what comes past TLS', async () => {
    const heard: Buffer[] = []
    const lie: Lie = () => ({
      tls: {
        tap: (_, say) => ({
          incoming: (bytes) => {
            if (bytes.toString() !== '<presence/>') return bytes
            say(Buffer.from('<message/>'))
            return Buffer.alloc(0)
          },
        }),
      },
    })
    const stream = await shakeHands(lie, {
      serverName: DOMAIN,
      tap: listening((bytes) => heard.push(bytes)),
    })
    await stream.nextHeader()
    stream.sendInClear('<presence/>')
    await stream.closed()
    expect(heard.at(-1)?.toString()).toBe('<message/>')
  })

  test.each([
    ['ends TLS where it closes', false, true],
    ['cuts the connection', true, false],
  ])('%s', async (_, cuts, ends) => {
    const heard: Buffer[] = []
    const stream = await shakeHands(
      () => ({
        toClient: (part, link) => {
          if (part.kind !== 'header') return undefined
          if (cuts) link.cutOff()
          else link.hangUp()
          return []
        },
      }),
      { serverName: DOMAIN, maxVersion: 'TLSv1.2', tap: listening((bytes) => heard.push(bytes)) },
    )
    await stream.closed()
    expect(recordTypes(Buffer.concat(heard)).at(-1) === ALERT).toBe(ends)
  })
})

describe('between servers', () => {
  const presented = async (known: boolean) => {
    const authority = await createAuthority()
    const far = await authority.issue(['far.test'])
    const seen: Admitted[] = []
    const { liar } = await lyingBeforeScript(
      async (connection) => {
        seen.push(await admit(connection, certificate, authority))
        connection.send("<message to='nurse@far.test' id='1'/>")
      },
      rewrites({ name: 'message' }, (message) => [message.withAttrs({ id: '2' })]),
      's2s',
      known ? [await authority.issue(['other.test']), far] : [],
    )
    const peer = await PeerServer.join(await connectTo(liar, 's2s'), {
      domain: 'far.test',
      server: DOMAIN,
      caPem: liar.info.trust.caPem,
      certificate: far,
      patience: 5000,
    })
    await peer.user('nurse').next({ id: '2' })
    return seen
  }

  test('the real server gets the certificate that the peer has presented', async () => {
    expect(await presented(true)).toMatchObject([{ subject: 'CN=far.test', trusted: true }])
  })

  test('and none where its key is not known', async () => {
    expect(await presented(false)).toMatchObject([{ subject: undefined, trusted: false }])
  })
})

describe('the target as its clients see it', () => {
  test('trusts the authority of the proxy besides its own', async () => {
    const { liar } = await lyingBeforeScript(() => {}, honest)
    expect(liar.info.trust.caPem.match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
  })

  test("trusts the system's authorities where it names none", async () => {
    const { liar } = await lyingBeforeScript(() => {}, honest)
    const other = await lyingBefore({ ...liar.info, trust: { caPem: '' } }, honest)
    expect(other.info.trust.caPem.match(/BEGIN CERTIFICATE/g)?.length).toBeGreaterThan(50)
  })

  test('has the ports that the server has', async () => {
    const { liar, peer } = await lyingBeforeScript(() => {}, honest)
    expect(Object.keys(liar.info.endpoints)).toEqual(['c2s'])
    expect(liar.info.endpoints.c2s?.port).not.toBe(peer.endpoint.port)
  })
})
