import { describe, expect, test } from 'vitest'
import { Element, NS } from '../core/element.ts'
import { onTopOf, watched } from './layers.ts'
import { type Hooks, type Instead, type Link, mishears, type Part, rewrites, withholds } from './lie.ts'

/** A link that remembers what is said on it. */
function linkOf(): { readonly link: Link; readonly said: string[] } {
  const said: string[] = []
  const note =
    (to: string) =>
    (...what: readonly (Element | string)[]) =>
      void said.push(`${to} ${shown(what)}`)
  const link: Link = {
    port: 'c2s',
    domain: 'example.org',
    jid: 'romeo@example.org/orchard',
    secured: true,
    get all() {
      return [link]
    },
    tellClient: note('client'),
    tellServer: note('server'),
    hangUp: note('hangs up'),
    cutOff: note('cuts off'),
  }
  return { link, said }
}

function part(name: string): Part {
  const element = new Element(name, NS.client)
  return { kind: 'element', element, raw: element.toString(NS.client) }
}

function shown(instead: Instead): string | undefined {
  return instead?.map((said) => (typeof said === 'string' ? said : said.toString(NS.client))).join(' ')
}

const renames = (from: string, to: string) => rewrites({ name: from }, () => [new Element(to, NS.client)])()

describe('on top of amends', () => {
  describe('over HTTP', () => {
    const request = { method: 'GET', path: '/', headers: {}, body: Buffer.from('asked') }
    const answer = { status: 200, headers: {}, body: Buffer.from('server') }
    const says = (text: string) => Buffer.from(text)
    const bodyOf = (message: { readonly body: Buffer } | undefined) => message?.body.toString()

    test('a lie hears the answer as amends have made it', () => {
      const amends: Hooks = { httpToClient: (given) => ({ ...given, body: says(`right ${given.body}`) }) }
      const lie: Hooks = { httpToClient: (given) => ({ ...given, body: says(`lie ${given.body}`) }) }
      expect(bodyOf(onTopOf(lie, amends).httpToClient?.(answer, request))).toBe('lie right server')
      expect(bodyOf(onTopOf({}, amends).httpToClient?.(answer, request))).toBe('right server')
    })

    test('amends hear the request as a lie has made it, unless the lie has answered it', () => {
      const amends: Hooks = { httpToServer: (given) => ({ ...given, body: says(`mended ${given.body}`) }) }
      const lie: Hooks = { httpToServer: (given) => ({ ...given, body: says('misheard') }) }
      expect(bodyOf(onTopOf(lie, amends).httpToServer?.(request))).toBe('mended misheard')
      expect(bodyOf(onTopOf({}, amends).httpToServer?.(request))).toBe('mended asked')
      expect(onTopOf({ httpToServer: () => answer }, amends).httpToServer?.(request)).toBe(answer)
    })

    test('what amends answer by themselves, a lie hears as the answer of the server', () => {
      const amends: Hooks = { httpToServer: () => ({ ...answer, status: 415 }) }
      const lie: Hooks = { httpToClient: (given) => ({ ...given, body: says(`lie about ${given.status}`) }) }
      expect(bodyOf(onTopOf(lie, amends).httpToServer?.(request))).toBe('lie about 415')
    })
  })

  test('a lie hears the server as it is with them, and amends hear what the lie makes of a client', () => {
    const { link } = linkOf()
    const amends = { ...renames('wrong', 'right'), ...mishears({ name: 'misheard' }, () => ['<done/>'])() }
    const lie: Hooks = {
      ...renames('right', 'lie'),
      ...mishears({ name: 'sent' }, () => [new Element('misheard', NS.client)])(),
    }
    const both = onTopOf(lie, amends)
    expect(shown(both.toClient?.(part('wrong'), link))).toBe('<lie/>')
    expect(shown(both.toClient?.(part('right'), link))).toBe('<lie/>')
    expect(both.toClient?.(part('other'), link)).toBeUndefined()
    expect(shown(both.toServer?.(part('sent'), link))).toBe('<done/>')
    expect(both.toServer?.(part('other'), link)).toBeUndefined()
  })

  test('what amends withhold, a lie does not hear; what they add, it does', () => {
    const { link, said } = linkOf()
    const adds: Hooks = {
      toClient: (_, own) => {
        own.all[0]?.tellClient(new Element('added', NS.client), '<as-it-is/>')
        return []
      },
    }
    const heard: string[] = []
    const lie: Hooks = {
      toClient: (each) => {
        heard.push(each.raw)
        return each.raw.startsWith('<added') ? [new Element('lie', NS.client)] : undefined
      },
    }
    expect(shown(onTopOf(lie, adds).toClient?.(part('message'), link))).toBe('')
    expect(heard).toHaveLength(1)
    expect(said).toEqual(['client <lie/> <as-it-is/>'])
  })

  test('a lie hears the header that amends say, and amends the one that a lie says', () => {
    const { link } = linkOf()
    const saysFrom = (from: string) => (heard: Part) =>
      heard.kind === 'header'
        ? [`${heard.raw.replace(/ from='[^']*'/, '').slice(0, -1)} from='${from}'>`]
        : undefined
    const header = (from: string) =>
      `<stream:stream xmlns='jabber:client' xmlns:stream='${NS.streams}' from='${from}'>`
    const opening: Part = {
      kind: 'header',
      element: new Element('stream', NS.streams, { from: 'server' }),
      raw: header('server'),
    }
    const heard: (string | undefined)[] = []
    const hears = (each: Part) => {
      if (each.kind === 'header') heard.push(each.element.from)
      return undefined
    }
    expect(
      shown(onTopOf({ toClient: hears }, { toClient: saysFrom('amends') }).toClient?.(opening, link)),
    ).toBe(header('amends'))
    expect(shown(onTopOf({ toServer: saysFrom('lie') }, { toServer: hears }).toServer?.(opening, link))).toBe(
      header('lie'),
    )
    expect(heard).toEqual(['amends', 'lie'])
  })

  test('one alone is left as it is', () => {
    const lie = withholds({ name: 'message' })()
    expect(onTopOf(lie, {}).toClient).toBe(lie.toClient)
    expect(onTopOf({}, {})).toEqual({})
  })
})

describe('a lie that is watched', () => {
  test('is told when it says something else, and not when it listens', () => {
    let told = 0
    const { link } = linkOf()
    const hooks = watched(renames('wrong', 'right'), () => {
      told += 1
    })
    hooks.toClient?.(part('other'), link)
    expect(told).toBe(0)
    hooks.toClient?.(part('wrong'), link)
    expect(told).toBe(1)
  })

  test('is told when it speaks up by itself, on the same link each time', () => {
    let told = 0
    const { link, said } = linkOf()
    const links = new Set<Link>()
    const hooks = watched(
      {
        toServer: (_, own) => {
          for (const each of [own, ...own.all]) links.add(each)
          own.tellClient('<a/>')
          own.tellServer('<b/>')
          own.hangUp()
          own.cutOff()
          return undefined
        },
      },
      () => {
        told += 1
      },
    )
    hooks.toServer?.(part('message'), link)
    expect(told).toBe(4)
    expect(links.size).toBe(1)
    expect([...links][0]).toMatchObject({ port: 'c2s', jid: 'romeo@example.org/orchard', secured: true })
    expect(said).toEqual(['client <a/>', 'server <b/>', 'hangs up ', 'cuts off '])
  })

  test('keeps a client waiting where it did', () => {
    let told = 0
    const hooks = watched({ httpKeepsWaiting: () => true, httpToServer: () => undefined }, () => {
      told += 1
    })
    expect(hooks.httpKeepsWaiting?.()).toBe(true)
    expect(
      hooks.httpToServer?.({ method: 'GET', path: '/', headers: {}, body: Buffer.alloc(0) }),
    ).toBeUndefined()
    expect(told).toBe(1)
    expect(hooks.toClient).toBeUndefined()
  })
})
