import { describe, expect, test } from 'vitest'
import { InconclusiveError, SilenceError } from '../core/errors.ts'
import type { PeerConnection } from '../wire/scripted-peer.ts'
import { xml } from '../wire/xml.ts'
import { sessionTo } from './scripted-server.ts'
import { freshId } from './session.ts'

/** Answers every iq with a result, after what is given. */
async function echo(client: PeerConnection, ...before: string[]): Promise<void> {
  for (;;) {
    const iq = await client.element()
    client.send(...before, `<iq type='result' id='${iq.id}'/>`)
  }
}

test('ids are never the same', () => {
  expect(new Set(Array.from({ length: 100 }, freshId)).size).toBe(100)
})

test('a session knows its address', async () => {
  const session = await sessionTo(() => {}, { jid: 'romeo@chat.test/orchard/2' })
  expect([session.jid, session.bareJid, session.resource, session.name]).toEqual([
    'romeo@chat.test/orchard/2',
    'romeo@chat.test',
    'orchard/2',
    'romeo',
  ])
})

describe('send', () => {
  test('gives a stanza an id unless it has one, and says what was sent', async () => {
    let text = ''
    const session = await sessionTo(async (client) => {
      await client.element()
      await client.element()
      text = client.text
      client.send('<done/>')
    })
    const sent = session.send(xml`<message/>`)
    expect(sent.id).toMatch(/^ts-/)
    expect(session.send(xml`<presence id='own'/>`).id).toBe('own')
    await session.next({ name: 'done' })
    expect(text).toMatch(new RegExp(`<message id='${sent.id}'/><presence id='own'/>$`))
  })
})

describe('request', () => {
  test('gives the answer, whatever comes before it', async () => {
    const session = await sessionTo((client) =>
      echo(client, "<message id='1'/>", "<iq type='set' id='push'/>", "<iq type='result' id='other'/>"),
    )
    const answer = await session.request(xml`<iq type='get' id='mine'/>`)
    expect(answer).toEqual(xml`<iq type='result' id='mine'/>`)
    expect(session.inbox.map(({ element }) => element.id)).toEqual(['1', 'push', 'other', 'mine'])
  })

  test('gives an error like any other answer, and no request of the same id', async () => {
    const session = await sessionTo(async (client) => {
      const { id } = await client.element()
      client.send(
        `<iq type='get' id='${id}'/><message type='error' id='${id}'/><iq type='error' id='${id}'/>`,
      )
    })
    expect((await session.request(xml`<iq type='get'/>`)).type).toBe('error')
  })

  test('that is not answered is a silence that names what was expected, the bound and what was heard', async () => {
    const session = await sessionTo((client) => client.send("<message id='1'/>"), { patience: 200 })
    const waiting = session.request(xml`<iq type='get' id='mine'/>`)
    await expect(waiting).rejects.toThrow(SilenceError)
    await expect(waiting).rejects.toThrow(
      /^expected {2}<iq id='mine' type=\/\^\(result\|error\)\$\/> at romeo within 200 ms\nheard {5}.*<message id='1'\/>$/s,
    )
  })

  test('that ends the connection is a silence at once', async () => {
    const session = await sessionTo(async (client) => {
      await client.element()
      client.socket.end()
    })
    await expect(session.request(xml`<iq type='get'/>`)).rejects.toThrow(/connection closed by the server$/)
  })
})

describe('next', () => {
  test('gives the earliest that fits and leaves the others where they are', async () => {
    const session = await sessionTo((client) =>
      client.send("<presence id='1'/><message id='2'/><presence id='3'/>"),
    )
    expect((await session.next({ name: 'message' })).id).toBe('2')
    expect((await session.next({ name: 'presence' })).id).toBe('1')
    expect((await session.next({})).id).toBe('3')
  })

  test('never gives the same element twice', async () => {
    const session = await sessionTo((client) => client.send("<presence id='1'/>"), { patience: 200 })
    await session.next({ id: '1' })
    await expect(session.next({ id: '1' })).rejects.toThrow(SilenceError)
  })

  test('gives each of two that wait for the same an element of its own', async () => {
    const session = await sessionTo(async (client) => {
      await client.element()
      client.send('<presence/>')
      await client.element()
      client.send('<presence/>')
    })
    const both = [session.next({ name: 'presence' }), session.next({ name: 'presence' })]
    session.send(xml`<message/>`)
    await Promise.race(both)
    session.send(xml`<message/>`)
    const [one, other] = await Promise.all(both)
    expect(one).not.toBe(other)
  })

  test('waits no longer than it is told', async () => {
    const session = await sessionTo(() => {})
    await expect(session.next(xml`<message><body/></message>`, 150)).rejects.toThrow(
      /^expected {2}<message><body\/><\/message> at romeo within 150 ms\nheard/,
    )
  })

  test('says of much that was heard the last five', async () => {
    const session = await sessionTo(
      (client) => client.send(...[1, 2, 3, 4, 5, 6].map((id) => `<a id='${id}'/>`)),
      {
        patience: 200,
      },
    )
    const { message } = await session.next({ id: '7' }).then(
      () => new Error('none'),
      (error: Error) => error,
    )
    expect(message.match(/<a id='\d'\/>/g)).toEqual([2, 3, 4, 5, 6].map((id) => `<a id='${id}'/>`))
  })
})

describe('a fence', () => {
  test('gives what came since the fence before it', async () => {
    let round = 0
    const session = await sessionTo(async (client) => {
      for (;;) {
        const iq = await client.element()
        round += 1
        client.send(`<message id='${round}a'/><message id='${round}b'/><iq type='result' id='${iq.id}'/>`)
      }
    })
    const ids = async () => (await session.roundTrip()).map(({ element }) => element.id)
    expect(await ids()).toEqual(['1a', '1b'])
    expect(await ids()).toEqual(['2a', '2b'])
  })

  test('pings the own server, and is passed by an error, too', async () => {
    let asked = ''
    const session = await sessionTo(async (client) => {
      const iq = await client.element()
      asked = iq.withAttrs({ id: '?' }).toString('jabber:client')
      client.send(`<iq type='error' id='${iq.id}'/>`)
    })
    expect(await session.roundTrip()).toEqual([])
    expect(asked).toBe("<iq id='?' type='get' to='chat.test'><ping xmlns='urn:xmpp:ping'/></iq>")
  })

  test('that is lost is inconclusive, in words', async () => {
    const session = await sessionTo((client) => client.send("<message id='1'/>"), { patience: 200 })
    const waiting = session.roundTrip()
    await expect(waiting).rejects.toThrow(InconclusiveError)
    await expect(waiting).rejects.toThrow(
      /^Fence lost: romeo did not receive an answer to a ping \(fence-ts-\w+\) within 200 ms; last heard .*<message id='1'\/>$/s,
    )
  })

  test('that was passed before an earlier one leaves nothing to hear twice', async () => {
    const session = await sessionTo((client) =>
      client.send(['a', 'one', 'b', 'two', 'c', 'three'].map((id) => `<message id='${id}'/>`).join('')),
    )
    const heard = async (id: string) =>
      (await session.awaitFence(id, 'a marker')).map(({ element }) => element.id)
    expect(await heard('two')).toEqual(['a', 'one', 'b'])
    expect(await heard('one')).toEqual([])
    expect(await heard('three')).toEqual(['c'])
  })

  test('two may be awaited at once and passed in any order', async () => {
    const session = await sessionTo(async (client) => {
      const [one, other] = [await client.element(), await client.element()]
      client.send(`<message id='before'/><iq type='result' id='${other.id}'/>`)
      client.send(`<message id='between'/><iq type='result' id='${one.id}'/>`)
    })
    const [one, other] = await Promise.all([session.roundTrip(), session.roundTrip()])
    const ids = (heard: typeof one) => heard.map(({ element }) => element.id)
    expect(ids(other)).toEqual(['before'])
    expect(ids(one)).toEqual(['between'])
  })
})

describe('close', () => {
  test('ends the stream, waits until the server has, and ends the connection', async () => {
    let ending = ''
    const session = await sessionTo(async (client) => {
      expect((await client.event()).kind).toBe('close')
      client.send('</stream:stream>')
      ending = await client.ended()
      client.socket.end()
    })
    await session.close()
    expect(session.stream.events.map(({ kind }) => kind)).toEqual(['header', 'close'])
    await session.stream.closed()
    expect(ending).toBe('FIN')
  })

  test('is content with a server that has hung up', async () => {
    const session = await sessionTo((client) => void client.socket.end())
    await session.stream.closed()
    await session.close()
  })

  test('of a server that does not close its stream is a silence', async () => {
    const session = await sessionTo(() => {}, { patience: 200 })
    const closing = session.close()
    await expect(closing).rejects.toThrow(SilenceError)
    await expect(closing).rejects.toThrow(/^expected {2}the end of the stream at romeo within 200 ms\nheard/)
  })
})
