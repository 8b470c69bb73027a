import { describe, expect, test } from 'vitest'
import { Element, NS } from '../core/element.ts'
import './chai.ts'

const message = (id: string) => new Element('message', NS.client, { id })
const heard = {
  who: 'juliet/balcony',
  stanzas: [
    { at: 12.4, element: message('1') },
    { at: 30.6, element: message('2') },
    { at: 31, element: message('2') },
  ],
}
const nothing = { who: 'juliet/chamber', stanzas: [] }
const condition = (name: string, ns: string) => new Element(name, ns)
const notFound = new Element('iq', NS.client, { type: 'error' }, [
  new Element('error', NS.client, { type: 'cancel' }, [condition('item-not-found', NS.stanzaErrors)]),
])
const conflict = new Element('error', NS.streams, {}, [condition('conflict', NS.streamErrors)])

/** What a failed assertion throws. */
function failureOf(assertion: () => void): Error {
  try {
    assertion()
  } catch (error) {
    return error as Error
  }
  throw new TypeError('the assertion holds')
}

describe('an assertion that holds', () => {
  test.each<[string, () => void]>([
    ['toContainStanza', () => expect(heard).toContainStanza({ id: '2' })],
    ['not.toContainStanza', () => expect(heard).not.toContainStanza({ id: '3' })],
    ['not.toContainStanza of nothing', () => expect(nothing).not.toContainStanza({})],
    ['toContainStanzas', () => expect(heard).toContainStanzas(2, { id: '2' })],
    ['toContainStanzas, none', () => expect(heard).toContainStanzas(0, { id: '3' })],
    ['not.toContainStanzas', () => expect(heard).not.toContainStanzas(1, { id: '2' })],
    ['toFit', () => expect(message('1')).toFit({ id: '1' })],
    ['not.toFit', () => expect(message('1')).not.toFit({ id: '2' })],
    ['not.toFit of what is no element', () => expect(undefined).not.toFit({})],
    ['toBeStanzaError', () => expect(notFound).toBeStanzaError('item-not-found')],
    ['toBeStanzaError of a type', () => expect(notFound).toBeStanzaError('item-not-found', 'cancel')],
    [
      'toBeStanzaError, one of several',
      () => expect(notFound).toBeStanzaError(['gone', 'item-not-found'], ['wait', 'cancel']),
    ],
    ['not.toBeStanzaError', () => expect(notFound).not.toBeStanzaError('forbidden')],
    ['not.toBeStanzaError of a type', () => expect(notFound).not.toBeStanzaError('item-not-found', 'auth')],
    ['toBeStreamError', () => expect(conflict).toBeStreamError('conflict')],
    ['toBeStreamError, one of several', () => expect(conflict).toBeStreamError(['reset', 'conflict'])],
    ['not.toBeStreamError', () => expect(conflict).not.toBeStreamError('reset')],
  ])('%s', (_, assertion) => {
    assertion()
  })
})

describe('an assertion that fails is an AssertionError with both sides in words', () => {
  const all =
    "+12ms  <message id='1'/>\n          +31ms  <message id='2'/>\n          +31ms  <message id='2'/>"
  const error =
    "<iq type='error'><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"

  test.each<[string, () => void, string]>([
    [
      'toContainStanza',
      () => expect(heard).toContainStanza({ name: 'message', id: '3' }),
      `expected  <message id='3'> at juliet/balcony\nheard     ${all}`,
    ],
    [
      'toContainStanza of nothing',
      () => expect(nothing).toContainStanza(message('1')),
      "expected  <message id='1'/> at juliet/chamber\nheard     nothing",
    ],
    [
      'not.toContainStanza',
      () => expect(heard).not.toContainStanza({ id: '1' }),
      `expected  no <any element id='1'> at juliet/balcony\nheard     ${all}`,
    ],
    [
      'toContainStanzas',
      () => expect(heard).toContainStanzas(1, { id: '2' }),
      `expected  1 × <any element id='2'> at juliet/balcony\nheard     2 × among\n          ${all}`,
    ],
    [
      'not.toContainStanzas',
      () => expect(nothing).not.toContainStanzas(0, {}),
      'expected  no 0 × <any element> at juliet/chamber\nheard     0 × among\n          nothing',
    ],
    [
      'toFit',
      () => expect(message('1')).toFit({ id: '2', type: null, to: 'x' }),
      "expected  <any element id='2' (no type) to='x'>\nheard     <message id='1'/>\n          (id must be '2', is '1')\n          (to must be 'x', is absent)",
    ],
    [
      'toFit of what is no element',
      () => expect(undefined).toFit({ name: 'iq' }),
      'expected  <iq>\nheard     undefined\n          (it is no element)',
    ],
    [
      'not.toFit',
      () => expect(message('1')).not.toFit({ id: '1' }),
      "expected  no <any element id='1'>\nheard     <message id='1'/>",
    ],
    [
      'toBeStanzaError',
      () => expect(notFound).toBeStanzaError(['gone', 'forbidden'], 'auth'),
      `expected  a stanza error gone or forbidden of type auth\nheard     ${error}`,
    ],
    [
      'toBeStanzaError of what is none',
      () => expect(message('1')).toBeStanzaError('gone'),
      "expected  a stanza error gone\nheard     <message id='1'/>",
    ],
    [
      'not.toBeStanzaError',
      () => expect(notFound).not.toBeStanzaError('item-not-found'),
      `expected  no stanza error item-not-found\nheard     ${error}`,
    ],
    [
      'toBeStreamError',
      () => expect(message('1')).toBeStreamError('conflict'),
      "expected  a stream error conflict\nheard     <message id='1'/>",
    ],
    [
      'not.toBeStreamError',
      () => expect(conflict).not.toBeStreamError('conflict'),
      "expected  no stream error conflict\nheard     <error xmlns='http://etherx.jabber.org/streams'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></error>",
    ],
  ])('%s', (_, assertion, message) => {
    const failure = failureOf(assertion)
    expect(failure.name).toBe('AssertionError')
    expect(failure.message).toBe(message)
  })
})

test('what is awaited can be asserted, too', async () => {
  await expect(Promise.resolve(message('1'))).resolves.toFit({ id: '1' })
})
