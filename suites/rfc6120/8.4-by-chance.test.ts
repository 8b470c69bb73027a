import {
  conformance,
  Element,
  expect,
  type Random,
  randomFrom,
  readElement,
  type Session,
} from '#conformance'
import { content, cut } from './by-chance.ts'
import { rfc6120 } from './requirements.ts'
import { inWords, NONE } from './trials.ts'

const verify = conformance(rfc6120)

/** A client that sends more at once than its server reads in a second would wait. */
const AT_ONCE_BYTES = 8_000
/** A component is not held back; each batch has a fence of its own all the same, to bound the wait for it. */
const BATCHES = 40
const NS = 'urn:touchstone:chance'

/** Text that stands side by side is one text, in however many sections it was written. */
function merged(element: Element): Element {
  const children: (Element | string)[] = []
  for (const child of element.children) {
    const last = children.at(-1)
    if (typeof child !== 'string') children.push(merged(child))
    else if (typeof last === 'string') children[children.length - 1] = last + child
    else if (child !== '') children.push(child)
  }
  return new Element(element.name, element.ns, element.attrs, children)
}

/** Messages with content by chance, as many as fit into so many bytes, by id. */
function messages(random: Random, bytes: number, to: string, from?: string): Map<string, string> {
  const written = new Map<string, string>()
  for (let left = bytes; ; ) {
    const id = `chance-${random.below(2 ** 32).toString(36)}`
    const sender = from === undefined ? '' : ` from='${from}'`
    const text = `<message${sender} to='${to}' id='${id}' type='headline'><chance xmlns='${NS}'>${content(random, 3)}</chance></message>`
    left -= Buffer.byteLength(text)
    if (left < 0) return written
    written.set(id, text)
  }
}

/** The shortest message that was not delivered as it was sent, with what was. */
function departure(sent: ReadonlyMap<string, string>, { inbox }: Session): string {
  const delivered = new Map(inbox.map(({ element }) => [element.id, element.child('chance', NS)]))
  const otherwise = [...sent].filter(([id, text]) => {
    const content = delivered.get(id)
    const expected = readElement(text).child('chance', NS)
    return content === undefined || expected === undefined || !sameAs(merged(content), merged(expected))
  })
  const [shortest] = otherwise.sort(([, one], [, other]) => one.length - other.length)
  if (shortest === undefined) return NONE
  const [id, text] = shortest
  return inWords({ sent: text, heard: String(delivered.get(id) ?? 'nothing') })
}

function sameAs(one: Element, other: Element): boolean {
  const attrs = Object.entries(one.attrs)
  return (
    one.is(other.name, other.ns) &&
    attrs.length === Object.keys(other.attrs).length &&
    attrs.every(([name, value]) => other.attrs[name] === value) &&
    one.children.length === other.children.length &&
    one.children.every((child, at) => {
      const twin = other.children[at]
      return typeof child === 'string' || typeof twin === 'string' || twin === undefined
        ? child === twin
        : sameAs(child, twin)
    })
  )
}

verify(
  '8.4/delivers-what-it-does-not-know-unmodified',
  'messages with content by chance, cut anywhere',
  async ({ accounts, fence, seed }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.connect({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    const random = randomFrom(seed)
    const sent = messages(random, AT_ONCE_BYTES, balcony.jid)

    for (const piece of cut(random, [...sent.values()].join(''), 60)) orchard.stream.send(piece)
    await fence.after(orchard, [balcony])

    const found = departure(sent, balcony)
    expect(found, found).toBe(NONE)
  },
)

verify(
  '8.4/delivers-what-others-send-unmodified',
  'hundreds of messages with content by chance, cut anywhere',
  async ({ accounts, components, fence, seed }) => {
    const [juliet] = await accounts.create('juliet')
    const balcony = await juliet.login({ resource: 'balcony' })
    const mercutio = await components.peer('mercutio')
    const random = randomFrom(seed)

    const sent = new Map<string, string>()
    for (let batch = 0; batch < BATCHES; batch++) {
      const some = messages(random, AT_ONCE_BYTES, balcony.jid, mercutio.jid)
      for (const piece of cut(random, [...some.values()].join(''), 60)) mercutio.stream.send(piece)
      for (const [id, text] of some) sent.set(id, text)
      await fence.after(mercutio, [balcony])
    }

    const found = departure(sent, balcony)
    expect(found, found).toBe(NONE)
  },
)
