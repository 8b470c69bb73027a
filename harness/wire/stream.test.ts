import { spawn } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import net from 'node:net'
import type tls from 'node:tls'
import { afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { InconclusiveError, SilenceError } from '../core/errors.ts'
import type { Endpoint } from '../core/target-info.ts'
import { createAuthority, type ServerCertificate } from './certificates.ts'
import { type PeerConnection, type Script, type ScriptedPeer, scriptedPeer } from './scripted-peer.ts'
import { WireStream } from './stream.ts'
import { Transcript } from './transcript.ts'
import { xml } from './xml.ts'

const FROM_SERVER =
  "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' id='1'>"
const PROCEED = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"

let certificate: ServerCertificate
let untrusted: ServerCertificate
beforeAll(async () => {
  certificate = await (await createAuthority()).issue(['chat.test'])
  untrusted = await (await createAuthority()).issue(['chat.test'])
})
const trusting = () => ({ serverName: 'chat.test', caPem: certificate.caPem })

async function peer(script: Script): Promise<ScriptedPeer> {
  const started = await scriptedPeer(script)
  onTestFinished(() => started[Symbol.asyncDispose]())
  return started
}

async function connect(endpoint: Endpoint, patience = 5000): Promise<WireStream> {
  const stream = await WireStream.connect({ name: 'romeo', endpoint, transcript: new Transcript(), patience })
  onTestFinished(() => stream.destroy())
  return stream
}

/** A stream to a server that follows the script, and its side of the connection. */
async function streamTo(
  script: Script,
  patience?: number,
): Promise<{ stream: WireStream; connection: () => PeerConnection }> {
  const server = await peer(script)
  const stream = await connect(server.endpoint, patience)
  return { stream, connection: () => server.connections[0] as PeerConnection }
}

const idle: Script = () => {}

describe('connecting', () => {
  test('to a port where nobody listens says who refused', async () => {
    const gone = await scriptedPeer(idle)
    const { port } = gone.endpoint
    await gone[Symbol.asyncDispose]()
    const attempt = connect(gone.endpoint)
    await expect(attempt).rejects.toThrow(InconclusiveError)
    await expect(attempt).rejects.toThrow(
      `expected a TCP connection to 127.0.0.1:${port}, got: connect ECONNREFUSED 127.0.0.1:${port}`,
    )
  })

  test('to a server that accepts nobody names the bound', async () => {
    const port = await fullListener()
    const attempt = connect({ host: '127.0.0.1', port }, 300)
    await expect(attempt).rejects.toThrow(InconclusiveError)
    await expect(attempt).rejects.toThrow(
      `expected a TCP connection to 127.0.0.1:${port} within 300 ms, got nothing`,
    )
  })

  test('to a name that does not resolve says so', async () => {
    await expect(connect({ host: 'chat.invalid', port: 5222 })).rejects.toThrow(
      /^expected a TCP connection to chat\.invalid:5222, got: getaddrinfo/,
    )
  })
})

/** The port of a process that listens and is stopped, its queue of connections full. */
async function fullListener(): Promise<number> {
  const program = `
    const server = require('node:net').createServer()
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port))`
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
  const [line] = await once(child.stdout, 'data')
  const port = Number(String(line))
  child.kill('SIGSTOP')
  // The kernel completes one connection more than the queue is long.
  for (const _ of [1, 2]) {
    const filler = net.connect(port, '127.0.0.1')
    onTestFinished(() => void filler.destroy())
    await once(filler, 'connect')
  }
  return port
}

describe('waiting', () => {
  test('gives events in order and passes over those that are not awaited', async () => {
    const { stream } = await streamTo((client) =>
      client.send(FROM_SERVER, "<a id='1'/><b/><a id='2'/>", '</stream:stream>'),
    )
    expect((await stream.nextHeader()).element.id).toBe('1')
    expect((await stream.nextElement('b', ({ name }) => name === 'b')).name).toBe('b')
    expect((await stream.nextElement()).id).toBe('2')
    expect((await stream.next('the end of the stream')).kind).toBe('close')
    expect(stream.events.map(({ kind }) => kind)).toEqual([
      'header',
      'element',
      'element',
      'element',
      'close',
    ])
  })

  test('what came after the last awaited event is unread', async () => {
    const { stream } = await streamTo((client) => client.send(`${FROM_SERVER}<a/><b/><c/>`))
    await stream.nextElement()
    expect(stream.unread.map(({ raw }) => raw)).toEqual(['<b/>', '<c/>'])
    await stream.nextElement('c', ({ name }) => name === 'c')
    expect(stream.unread).toEqual([])
  })

  test('events carry the milliseconds since the transcript began', async () => {
    const { stream } = await streamTo((client) => client.send(FROM_SERVER))
    const { at } = await stream.nextHeader()
    expect(at).toBeGreaterThan(0)
    expect(at).toBeLessThanOrEqual(stream.transcript.now())
  })

  test('for what does not come ends with the bound, what was expected and what was heard', async () => {
    const { stream } = await streamTo((client) => client.send(`${FROM_SERVER}<a/><b/>`), 300)
    await stream.nextHeader()
    const waiting = stream.nextElement('stream features', ({ name }) => name === 'features')
    await expect(waiting).rejects.toThrow(SilenceError)
    await expect(waiting).rejects.toThrow(
      /^expected {2}stream features at romeo within 300 ms\nheard {5}\+\d+ms {2}<a\/>\n {10}\+\d+ms {2}<b\/>$/,
    )
  })

  test('for a server that stalls says that nothing was heard', async () => {
    const { stream } = await streamTo(idle, 200)
    await expect(stream.nextHeader()).rejects.toThrow(
      'expected  a stream header at romeo within 200 ms\nheard     nothing',
    )
  })

  test('ends at once when the server has closed the connection', async () => {
    const { stream } = await streamTo((client) => void client.socket.end())
    await expect(stream.nextHeader()).rejects.toThrow(
      /^expected {2}a stream header at romeo within 5000 ms\nheard {5}\+\d+ms {2}connection closed by the server$/,
    )
    await expect(stream.nextElement()).rejects.toThrow(/heard {5}nothing$/)
  })

  test('for a server that sends garbage shows the garbage', async () => {
    const { stream } = await streamTo((client) => {
      client.send('SSH-2.0-OpenSSH_9.2\r\n')
      client.socket.end()
    })
    await expect(stream.nextHeader()).rejects.toThrow(
      /heard {5}\+\d+ms {2}SSH-2\.0-OpenSSH_9\.2\r\n +\[not well-formed: .+\]\n {10}\+\d+ms {2}connection closed/,
    )
  })

  test('for a condition ends as soon as it holds', async () => {
    const { stream } = await streamTo(async (client) => {
      client.send(`${FROM_SERVER}<a/>`)
      await client.header()
      client.send('<b/>')
    })
    const names = () => stream.events.flatMap((event) => (event.kind === 'element' ? event.element.name : []))
    expect(await stream.until(() => names().includes('a') || undefined)).toBe(true)
    stream.send(FROM_SERVER)
    expect(await stream.until(() => (names().includes('b') ? names().length : undefined))).toBe(2)
    expect(await stream.until(() => undefined, 50)).toBeUndefined()
  })

  test('two may wait for different things at the same time', async () => {
    const { stream } = await streamTo((client) => client.send(`${FROM_SERVER}<a/>`))
    const seen = (name: string) => () =>
      stream.events.find((event) => event.kind === 'element' && event.element.name === name)
    const [a, b] = await Promise.all([stream.until(seen('a')), stream.until(seen('b'), 200)])
    expect([a?.raw, b]).toEqual(['<a/>', undefined])
  })

  test('listeners hear every event until they are told to stop', async () => {
    const { stream } = await streamTo(async (client) => {
      await client.header()
      client.send(`${FROM_SERVER}<a/>`)
      await client.element()
      client.send('<b/>')
    })
    const heard: string[] = []
    const stop = stream.onEvent(({ raw }) => heard.push(raw))
    stream.send(FROM_SERVER)
    await stream.nextElement()
    stop()
    stream.send('<c/>')
    await stream.nextElement()
    expect(heard).toEqual([FROM_SERVER, '<a/>'])
  })
})

describe('the end', () => {
  test('comes with what was heard before it', async () => {
    const { stream } = await streamTo((client) => {
      client.send(`${FROM_SERVER}<a/></stream:stream>`)
      client.socket.end()
    })
    await stream.nextHeader()
    expect((await stream.closed()).map(({ kind }) => kind)).toEqual(['element', 'close', 'end'])
  })

  test('is awaited no longer than the bound', async () => {
    const { stream } = await streamTo((client) => client.send(`${FROM_SERVER}</stream:stream>`), 200)
    await expect(stream.closed()).rejects.toThrow(
      /^expected {2}the end of the connection at romeo within 200 ms\nheard {5}.*<\/stream:stream>$/s,
    )
  })

  test('of a connection that the server resets names the error', async () => {
    const { stream } = await streamTo(async (client) => {
      await client.header()
      client.socket.resetAndDestroy()
    })
    stream.send(FROM_SERVER)
    expect(await stream.closed()).toMatchObject([{ kind: 'end', reason: 'read ECONNRESET' }])
  })

  test.each([
    ['end', 'FIN', 'closed by the server'],
    ['destroy', 'FIN', 'dropped by the client'],
    ['reset', 'ECONNRESET', 'reset by the client'],
  ] as const)('by %s reaches the server as %s', async (how, atServer, reason) => {
    const { stream, connection } = await streamTo(async (client) => {
      await client.header()
      client.send(FROM_SERVER)
      await client.ended()
      client.socket.end()
    })
    stream.send(FROM_SERVER)
    await stream.nextHeader()
    stream[how]()
    expect(await connection().ended()).toBe(atServer)
    expect(await stream.closed()).toMatchObject([{ kind: 'end', reason }])
  })

  test.each(['end', 'destroy', 'reset'] as const)(
    'by %s twice, and sending after it, does no harm',
    async (how) => {
      const { stream } = await streamTo((client) => void client.socket.end())
      await stream.closed()
      stream[how]()
      stream[how]()
      stream.send('<presence/>')
      await expect(stream.next('anything')).rejects.toThrow(SilenceError)
    },
  )
})

describe('sending', () => {
  test('writes text, bytes and elements as they are', async () => {
    const { stream, connection } = await streamTo(idle)
    stream.send('<a>ü</a>')
    stream.send(Uint8Array.of(0xff, 0x00))
    stream.send(xml`<message><x xmlns='urn:x'/></message>`)
    const expected = Buffer.concat([
      Buffer.from('<a>ü</a>'),
      Uint8Array.of(0xff, 0x00),
      Buffer.from("<message><x xmlns='urn:x'/></message>"),
    ])
    expect(await connection().bytes(expected.length)).toEqual(expected)
    expect(stream.transcript.toString()).toMatch(/→ <a>ü<\/a>\n.*→ ÿ\0\n.*→ <message>/)
  })

  test('counts the iqs of each id, however they are written', async () => {
    const { stream } = await streamTo(idle)
    stream.send(xml`<iq id='a&amp;b' type='get'/>`)
    stream.send(
      `<iq\n type="get" id="2"/><iq id='2'/><c:iq id='3'/><iqs id='no'/><message id='no'/><iq type='get'/>`,
    )
    stream.send(Buffer.from("<iq type='result' i"))
    stream.send("d='4")
    stream.send("'/><presence/>")
    expect([...stream.asked]).toEqual([
      ['a&b', 1],
      ['2', 2],
      ['3', 1],
      ['', 1],
      ['4', 1],
    ])
  })

  test.each([
    [
      { to: 'chat.test' },
      "version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='chat.test'",
    ],
    [
      { version: undefined, xmlns: 'jabber:server' },
      "xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams'",
    ],
  ])('a header has the attributes of a client, those given in place of them: %o', (attrs, written) => {
    expect(WireStream.header(attrs)).toBe(`<?xml version='1.0'?><stream:stream ${written}>`)
  })
})

describe('a new stream on the same connection', () => {
  test('is read as a new document', async () => {
    const { stream } = await streamTo(async (client) => {
      await client.header()
      client.send(`${FROM_SERVER}<success/>`)
      client.restart()
      await client.header()
      client.send(`<?xml version='1.0'?>${FROM_SERVER.replace("'1'", "'2'")}`)
    })
    stream.send(FROM_SERVER)
    await stream.nextElement()
    stream.restart()
    stream.send(FROM_SERVER)
    expect((await stream.nextHeader()).element.id).toBe('2')
  })
})

describe('TLS', () => {
  const underTls: Script = async (client) => {
    await client.secure(certificate)
    await client.header()
    client.send(`${FROM_SERVER}<a/>`)
  }

  test('from the first byte', async () => {
    const { stream } = await streamTo(underTls)
    expect(stream.tls).toBeUndefined()
    await stream.secure(trusting())
    stream.send(FROM_SERVER)
    await stream.nextHeader()
    expect(stream.tls?.authorized).toBe(true)
    expect(stream.tls?.getProtocol()).toBe('TLSv1.3')
    expect(stream.transcript.toString()).toContain('TLSv1.3 with chat.test')
  })

  test('after STARTTLS reads the stream anew', async () => {
    const { stream } = await streamTo(async (client) => {
      await client.header()
      client.send(FROM_SERVER)
      await client.element()
      client.send(PROCEED)
      await underTls(client)
    })
    stream.send(FROM_SERVER)
    await stream.nextHeader()
    stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
    await stream.nextElement()
    await stream.secure(trusting())
    stream.send(FROM_SERVER)
    await stream.nextHeader()
    expect((await stream.nextElement()).name).toBe('a')
  })

  test('keeps what comes together with the last flight of the handshake, and all after it', async () => {
    const { stream } = await streamTo(async (client) => {
      const secured = await client.secure(certificate, {})
      secured.write(FROM_SERVER)
      for (let id = 0; id < 200; id++) secured.write(`<a id='${id}'/>`)
    })
    await stream.secure({ ...trusting(), maxVersion: 'TLSv1.2' })
    await stream.nextHeader()
    for (let id = 0; id < 200; id++) expect((await stream.nextElement()).id).toBe(String(id))
  })

  test('what the server says in the clear after it agreed belongs to the old stream', async () => {
    const { stream } = await streamTo(async (client) => {
      client.send(`${FROM_SERVER}${PROCEED}<injected/><unfinished>`)
      await underTls(client)
    })
    await stream.nextElement('<proceed/>')
    await stream.secure(trusting())
    stream.send(FROM_SERVER)
    await stream.nextHeader()
    expect((await stream.nextElement()).name).toBe('a')
    expect(stream.transcript.toString()).toContain('← <injected/>')
  })

  test('is broken by what is sent beneath it', async () => {
    const { stream } = await streamTo(underTls)
    await stream.secure(trusting())
    stream.send(FROM_SERVER)
    await stream.nextElement()
    stream.sendInClear('<presence/>')
    const [end] = await stream.closed()
    expect(end).toMatchObject({ kind: 'end', reason: expect.stringContaining('alert') })
    expect(stream.transcript.toString()).toContain('→ <presence/>')
  })

  test('offers application protocols', async () => {
    const { stream } = await streamTo(async (client) => {
      await client.secure(certificate, { ALPNProtocols: ['xmpp-client'] })
    })
    await stream.secure({ ...trusting(), alpn: ['xmpp-server', 'xmpp-client'] })
    expect(stream.tls?.alpnProtocol).toBe('xmpp-client')
  })

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('of %s binds both sides to the same data', async (version) => {
    const { stream, connection } = await streamTo(underTls)
    await stream.secure({ ...trusting(), minVersion: version, maxVersion: version })
    stream.send(FROM_SERVER)
    await stream.nextHeader()
    const atServer = connection().socket as tls.TLSSocket
    expect(stream.channelBinding('tls-exporter')).toEqual(
      atServer.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0)),
    )
    expect(stream.channelBinding('tls-server-end-point')).toEqual(
      createHash('sha256').update(new X509Certificate(certificate.certificatePem).raw).digest(),
    )
  })

  test('of TLS 1.2 has a channel that is unique', async () => {
    const { stream, connection } = await streamTo(underTls)
    await stream.secure({ ...trusting(), maxVersion: 'TLSv1.2' })
    stream.send(FROM_SERVER)
    await stream.nextHeader()
    const atServer = connection().socket as tls.TLSSocket
    expect(stream.channelBinding('tls-unique')).toHaveLength(12)
    expect(stream.channelBinding('tls-unique')).toEqual(atServer.getPeerFinished())
  })

  test('is what channel binding needs', async () => {
    const { stream } = await streamTo(idle)
    expect(() => stream.channelBinding('tls-exporter')).toThrow('tls-exporter needs TLS; romeo has none')
  })

  test('can be reset as a network does', async () => {
    const { stream, connection } = await streamTo(async (client) => {
      await client.secure(certificate)
      await client.header()
    })
    await stream.secure(trusting())
    stream.reset()
    expect(await connection().ended()).toBe('ECONNRESET')
    expect(await stream.closed()).toMatchObject([{ kind: 'end', reason: 'reset by the client' }])
  })

  describe('is refused', () => {
    afterEach(() => vi.unstubAllEnvs())

    test.each([
      [
        'when the authority is not trusted',
        () => untrusted,
        'chat.test',
        /unable to verify|self-signed certificate/,
      ],
      ['when the certificate is for another name', () => certificate, 'other.test', /other\.test.*altnames/],
    ] as const)('%s', async (_, served, serverName, why) => {
      const { stream } = await streamTo(async (client) => {
        await client.secure(served())
      })
      const attempt = stream.secure({ serverName, caPem: certificate.caPem })
      await expect(attempt).rejects.toThrow(InconclusiveError)
      await expect(attempt).rejects.toThrow(`expected a TLS handshake for ${serverName}, got: `)
      await expect(attempt).rejects.toThrow(why)
      await expect(stream.nextHeader()).rejects.toThrow(SilenceError)
      stream.destroy()
      stream.reset()
    })

    test('even if the environment says otherwise', async () => {
      vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
      const { stream } = await streamTo(async (client) => {
        await client.secure(untrusted)
      })
      await expect(stream.secure(trusting())).rejects.toThrow(
        /^expected a TLS handshake for chat\.test, got: /,
      )
    })

    test('when the server closes instead', async () => {
      const { stream } = await streamTo((client) => void client.socket.end())
      await expect(stream.secure(trusting())).rejects.toThrow(/^expected a TLS handshake for chat\.test, /)
    })

    test('when the server has closed before', async () => {
      const { stream } = await streamTo((client) => void client.socket.end())
      await stream.closed()
      await expect(stream.secure(trusting())).rejects.toThrow(
        'expected a TLS handshake for chat.test, but the connection was closed by the server',
      )
    })

    test('when the server speaks something else', async () => {
      const { stream } = await streamTo((client) => client.send(FROM_SERVER))
      await stream.nextHeader()
      const { stream: other } = await streamTo(async (client) => {
        await client.bytes(1)
        client.send('HTTP/1.1 400 Bad Request\r\n\r\n')
      })
      await expect(other.secure(trusting())).rejects.toThrow(
        /^expected a TLS handshake for chat\.test, got: .*SSL/,
      )
    })

    test('when the server stalls, after the bound', async () => {
      const { stream } = await streamTo(idle, 200)
      await expect(stream.secure(trusting())).rejects.toThrow(
        'expected a TLS handshake for chat.test within 200 ms, got nothing',
      )
    })
  })
})
