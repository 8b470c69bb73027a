import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Element, NS, type XmlNode } from '../core/element.ts'
import { parseElement, xml } from './xml.ts'

const AWKWARD = `<a href="x">&amp;'</a> ]]> \r\n\t Ü 𝄞`

describe('a literal', () => {
  test('is an element of jabber:client unless it says otherwise', () => {
    expect(xml`<presence/>`).toEqual(new Element('presence', NS.client))
    expect(xml`<ping xmlns='urn:xmpp:ping'/>`).toEqual(new Element('ping', NS.ping))
    expect(xml`<stream:features/>`).toEqual(new Element('features', NS.streams))
    expect(xml`<fields xmlns=''/>`).toEqual(new Element('fields', ''))
  })

  test('takes strings as text, in attributes and in content', () => {
    const message = xml`<message to='${AWKWARD}'><body>${AWKWARD}</body></message>`
    expect(message.to).toBe(AWKWARD)
    expect(message.child('body')?.text()).toBe(AWKWARD)
    expect(parseElement(message.toString())).toEqual(message)
  })

  test('takes numbers and empty strings', () => {
    const presence = xml`<presence id='${''}'><priority>${-1}</priority></presence>`
    expect(presence.id).toBe('')
    expect(presence.child('priority')?.text()).toBe('-1')
  })

  test('takes elements and lists of them, each in its own namespace', () => {
    const ping = new Element('ping', NS.ping)
    const none = new Element('none', '', {}, [new Element('body', NS.client)])
    expect(xml`<iq>${ping}${[none, ping]}${[]}</iq>`).toEqual(
      new Element('iq', NS.client, {}, [ping, none, ping]),
    )
    expect(xml`<query xmlns='urn:q'>${[new Element('body', NS.client), none]}</query>`.elements()).toEqual([
      new Element('body', NS.client),
      none,
    ])
  })

  test('leaves layout out and keeps the white space that is written on one line', () => {
    const message = xml`
      <message>
        <subject>  </subject>
        <body> two
          lines </body>
        ${new Element('x', 'urn:x')}
      </message>
    `
    expect(message.elements().map(({ name }) => name)).toEqual(['subject', 'body', 'x'])
    expect(message.text()).toBe('')
    expect(message.child('subject')?.text()).toBe('  ')
    expect(message.child('body')?.text()).toMatch(/^ two\n {2,}lines $/)
  })

  test('has no place for undefined', () => {
    const absent = undefined as unknown as string
    expect(() => xml`<message to='${absent}'/>`).toThrow('undefined has no place in an XML literal')
  })

  test.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['two elements', '<a/><b/>'],
    ['text after the element', '<a/>hello'],
    ['text before the element', 'hello<a/>'],
    ['an element that is not closed', '<a>'],
    ['tags that do not match', '<a></b>'],
    ['an undeclared prefix', '<p:a/>'],
    ['a comment', '<a><!-- x --></a>'],
    ['the end of the stream', '<a/></stream:stream>'],
    ['the end of the stream alone', '</stream:stream>'],
  ])('%s is refused', (_, text) => {
    expect(() => parseElement(text)).toThrow(TypeError)
    expect(() => parseElement(text)).toThrow(/an XML literal must be one well-formed element \(.+\): /)
  })
})

describe('Element.toString', () => {
  const name = fc.stringMatching(/^[a-z_][a-z0-9._-]{0,5}$/)
  const ns = fc.constantFrom('', NS.client, 'urn:a', "urn:b?x='1'&y=<2>")
  /** Every character that XML 1.0 §2.2 allows. */
  const text = fc
    .string({
      unit: fc.oneof(
        fc.constantFrom(...'\t\n\r<>&\'" ]'),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      ),
    })
    .filter(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML excludes
      (value) => !/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(value),
    )
  const attrs = fc.dictionary(
    fc.oneof(
      name.filter((key) => key !== 'xmlns'),
      fc.constantFrom('xml:lang', 'xml:id'),
    ),
    text,
    { maxKeys: 3, noNullPrototype: true },
  )
  const { element } = fc.letrec<{ element: Element; node: XmlNode }>((tie) => ({
    node: fc.oneof({ maxDepth: 5, withCrossShrink: true }, text, tie('element')),
    element: fc
      .tuple(name, ns, attrs, fc.array(tie('node'), { maxLength: 4 }))
      .map(([local, namespace, attributes, children]) => new Element(local, namespace, attributes, children)),
  }))

  /** Text that stands next to text is one text when it is read again, and layout of literals is left out. */
  function normal(original: Element): Element {
    const children: XmlNode[] = []
    for (const child of original.children) {
      const last = children.at(-1)
      if (typeof child !== 'string') children.push(normal(child))
      else if (typeof last === 'string') children.splice(-1, 1, last + child)
      else children.push(child)
    }
    return original.withChildren(
      children.filter((child) => typeof child !== 'string' || (child !== '' && !/^\s*\n\s*$/.test(child))),
    )
  }

  test('writes what reads back as the same element, under any default namespace', () => {
    fc.assert(
      fc.property(element, ns, (original, enclosing) => {
        const place = new Element('place', enclosing).toString(NS.client).replace('/>', '>')
        const [read] = parseElement(`${place}${original.toString(enclosing)}</place>`).elements()
        expect(read).toEqual(normal(original))
      }),
    )
  })

  test('declares a namespace only where it changes', () => {
    const message = new Element('message', NS.client, {}, [
      new Element('body', NS.client, {}, ['hi']),
      new Element('x', 'urn:x', {}, [new Element('y', 'urn:x'), new Element('z', '')]),
    ])
    expect(message.toString(NS.client)).toBe(
      "<message><body>hi</body><x xmlns='urn:x'><y/><z xmlns=''/></x></message>",
    )
    expect(message.toString()).toBe(
      "<message xmlns='jabber:client'><body>hi</body><x xmlns='urn:x'><y/><z xmlns=''/></x></message>",
    )
  })
})
