import { describe, expect, test } from 'vitest'
import { Element, NS } from '../core/element.ts'
import {
  saslErrorConditions,
  stanzaErrorConditions,
  streamErrorConditions,
} from '../core/error-conditions.ts'
import { stanzaError, stanzaErrorTypes, streamErrorCondition } from './stanza-error.ts'

const condition = (name: string) => new Element(name, NS.stanzaErrors)
const errorStanza = (...children: Element[]) =>
  new Element('iq', NS.client, { type: 'error', id: '1' }, [
    new Element('query', 'urn:q'),
    new Element('error', NS.client, { type: 'cancel' }, children),
  ])

describe('a stanza error', () => {
  test('has a type, a condition and perhaps a text', () => {
    expect(stanzaError(errorStanza(condition('forbidden')))).toEqual({
      type: 'cancel',
      condition: 'forbidden',
      text: undefined,
    })
    const text = new Element('text', NS.stanzaErrors, {}, ['No entry.'])
    expect(stanzaError(errorStanza(text, new Element('x', 'urn:x'), condition('conflict')))).toEqual({
      type: 'cancel',
      condition: 'conflict',
      text: 'No entry.',
    })
  })

  test('is one of a component, too', () => {
    const error = new Element('error', NS.component, { type: 'auth' }, [condition('forbidden')])
    expect(stanzaError(new Element('message', NS.component, { type: 'error' }, [error]))?.condition).toBe(
      'forbidden',
    )
  })

  test('without a type has the empty one', () => {
    const error = new Element('error', NS.client, {}, [condition('forbidden')])
    expect(stanzaError(new Element('message', NS.client, { type: 'error' }, [error]))?.type).toBe('')
  })

  test.each([
    ['a stanza of another type', errorStanza(condition('forbidden')).withAttrs({ type: 'result' })],
    ['an error without a condition', errorStanza()],
    ['an error with a condition of its own alone', errorStanza(new Element('too-late', 'urn:x'))],
    ['an error with a text alone', errorStanza(new Element('text', NS.stanzaErrors))],
    ['no error at all', new Element('iq', NS.client, { type: 'error' })],
    [
      'an error in another namespace',
      new Element('iq', NS.client, { type: 'error' }, [
        new Element('error', 'urn:x', {}, [condition('gone')]),
      ]),
    ],
  ])('%s is none', (_, stanza) => {
    expect(stanzaError(stanza)).toBeUndefined()
  })

  test('22 conditions and 5 types are defined', () => {
    expect(new Set(stanzaErrorConditions).size).toBe(22)
    expect(new Set(streamErrorConditions).size).toBe(25)
    expect(new Set(saslErrorConditions).size).toBe(11)
    expect(new Set(stanzaErrorTypes).size).toBe(5)
  })
})

describe('a stream error', () => {
  const streamError = (...children: Element[]) => new Element('error', NS.streams, {}, children)
  const text = new Element('text', NS.streamErrors, {}, ['Bye.'])

  test.each([
    ['a condition', streamError(new Element('host-unknown', NS.streamErrors)), 'host-unknown'],
    ['a condition after a text', streamError(text, new Element('reset', NS.streamErrors)), 'reset'],
    ['a text alone', streamError(text), undefined],
    ['a condition of its own alone', streamError(new Element('x', 'urn:x')), undefined],
    [
      'another namespace',
      new Element('error', NS.client, {}, [new Element('reset', NS.streamErrors)]),
      undefined,
    ],
    ['another name', new Element('features', NS.streams), undefined],
  ])('with %s', (_, element, expected) => {
    expect(streamErrorCondition(element)).toBe(expected)
  })
})
