import { describe, expect, test } from 'vitest'
import { Element, NS } from '../core/element.ts'
import { conforms, describePattern, type Pattern } from './pattern.ts'

const element = (name: string, ns: string, attrs = {}, ...children: (Element | string)[]) =>
  new Element(name, ns, attrs, children)

const body = (text: string) => element('body', NS.client, {}, text)
const message = element(
  'message',
  NS.client,
  { id: '1', from: 'romeo@example.org/orchard', type: 'chat' },
  body('Hello'),
  element('x', 'urn:x', { code: '110' }, element('y', 'urn:x')),
  element('x', 'urn:x', { code: '201' }),
)

describe('attributes', () => {
  test.each<[string, Pattern]>([
    ['nothing', {}],
    ['the name', { name: 'message' }],
    ['the namespace', { ns: NS.client }],
    ['a text', { id: '1' }],
    ['a regular expression', { from: /^romeo@/ }],
    ['absence', { to: null }],
    ['all at once', { name: 'message', type: 'chat', id: '1', to: null }],
  ])('%s fits', (_, pattern) => {
    expect(conforms(message, pattern)).toEqual([])
  })

  test.each<[string, Pattern, string[]]>([
    ['another name', { name: 'presence' }, ["name must be 'presence', is 'message'"]],
    ['another namespace', { ns: NS.server }, ["ns must be 'jabber:server', is 'jabber:client'"]],
    ['another text', { id: '2' }, ["id must be '2', is '1'"]],
    ['a part of the text', { type: 'cha' }, ["type must be 'cha', is 'chat'"]],
    ['what is absent', { to: 'juliet' }, ["to must be 'juliet', is absent"]],
    ['an expression for what is absent', { to: /./ }, ['to must be /./, is absent']],
    [
      'an expression that does not match',
      { from: /^juliet/ },
      ["from must be /^juliet/, is 'romeo@example.org/orchard'"],
    ],
    ['what must be absent', { id: null }, ["id must be absent, is '1'"]],
    ['two things', { id: '2', type: null }, ["id must be '2', is '1'", "type must be absent, is 'chat'"]],
  ])('%s does not fit', (_, pattern, departures) => {
    expect(conforms(message, pattern)).toEqual(departures)
  })

  test('an expression with a memory fits as often as it is asked', () => {
    const pattern = { id: /1/g }
    expect([1, 2, 3].map(() => conforms(message, pattern))).toEqual([[], [], []])
  })
})

describe('a literal', () => {
  const literal = (attrs: Record<string, string>, ...children: (Element | string)[]) =>
    element('message', NS.client, attrs, ...children)

  test.each<[string, Element]>([
    ['the bare element', literal({})],
    ['an attribute', literal({ id: '1' })],
    ['a child', literal({}, element('body', NS.client))],
    ['the text of a child', literal({}, body('Hello'))],
    ['one of two children of a name', literal({}, element('x', 'urn:x', { code: '201' }))],
    [
      'both, in any order',
      literal({}, element('x', 'urn:x', { code: '201' }), element('x', 'urn:x', { code: '110' })),
    ],
    ['a grandchild', literal({}, element('x', 'urn:x', {}, element('y', 'urn:x')))],
  ])('with %s fits', (_, pattern) => {
    expect(conforms(message, pattern)).toEqual([])
  })

  test.each<[string, Element, string[]]>([
    [
      'another name',
      element('presence', NS.client),
      ["must be <presence xmlns='jabber:client'>, is <message xmlns='jabber:client'>"],
    ],
    [
      'another namespace',
      element('message', NS.server),
      ["must be <message xmlns='jabber:server'>, is <message xmlns='jabber:client'>"],
    ],
    ['another attribute', literal({ id: '2' }), ["id must be '2', is '1'"]],
    ['another text', literal({}, body('Hell')), ["<body> must hold 'Hell', holds 'Hello'"]],
    [
      'a child that is absent',
      literal({}, element('thread', NS.client)),
      ["<message> must hold <thread xmlns='jabber:client'/>"],
    ],
    [
      'a child in another namespace',
      literal({}, element('body', 'urn:b')),
      ["<message> must hold <body xmlns='urn:b'/>"],
    ],
    [
      'what none of two children has',
      literal({}, element('x', 'urn:x', { code: '307' })),
      ["<message> must hold <x xmlns='urn:x' code='307'/>"],
    ],
    [
      'two things',
      literal({ id: '2' }, body('Bye')),
      ["id must be '2', is '1'", "<body> must hold 'Bye', holds 'Hello'"],
    ],
  ])('with %s does not fit', (_, pattern, departures) => {
    expect(conforms(message, pattern)).toEqual(departures)
  })
})

test.each<[Pattern, string]>([
  [{}, '<any element>'],
  [{ name: 'iq', id: '1', type: /^(result|error)$/ }, "<iq id='1' type=/^(result|error)$/>"],
  [{ name: 'presence', to: null }, '<presence (no to)>'],
  [{ name: /^(iq|message)$/ }, '</^(iq|message)$/>'],
  [element('presence', NS.client, { id: '1' }), "<presence id='1'/>"],
  [element('ping', NS.ping), "<ping xmlns='urn:xmpp:ping'/>"],
])('%o reads %s', (pattern, text) => {
  expect(describePattern(pattern)).toBe(text)
})
