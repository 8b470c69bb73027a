import { expect, test } from 'vitest'
import { Element } from '../core/element.ts'
import { conforms } from './pattern.ts'

const item = new Element('item', 'jabber:iq:roster', { jid: 'juliet@example.org', name: 'Juliet' })

test('in a literal, an attribute called name is an attribute', () => {
  expect(conforms(item, new Element('item', 'jabber:iq:roster', { name: 'Juliet' }))).toEqual([])
  expect(conforms(item, new Element('item', 'jabber:iq:roster', { name: 'Nurse' }))).toEqual([
    "name must be 'Nurse', is 'Juliet'",
  ])
})

test('among attributes, name and ns stand for the name and the namespace of the element', () => {
  expect(conforms(item, { name: 'item', ns: 'jabber:iq:roster', jid: /^juliet@/ })).toEqual([])
  expect(conforms(item, { name: 'group', ask: null })).toEqual(["name must be 'group', is 'item'"])
})
