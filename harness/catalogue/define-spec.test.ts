import { describe, expect, expectTypeOf, test } from 'vitest'
import { defineSpec, type RequirementId, requirement, requirementsOf } from './define-spec.ts'

const rfc6121 = defineSpec({
  id: 'rfc6121',
  title: 'XMPP: Instant Messaging and Presence',
  url: (section) => `https://www.rfc-editor.org/rfc/rfc6121#section-${section}`,
  needs: ['starttls'],
  requirements: {
    '8.5.2.1.1/never-to-negative-priority': {
      level: 'MUST NOT',
      covers: ['rfc6121-8.5.2.1.1-4'],
      says: 'a message to the bare JID reaches no resource whose priority is negative',
      needs: ['offline-messages', 'starttls'],
    },
    'A.2.1/subscribe-from-none': {
      level: 'MUST',
      covers: [],
      says: 'a request to subscribe to a contact is routed',
    },
  },
})

function specWith(
  name: string,
  says = 'something',
  covers: readonly `rfc6121-${string}`[] = ['rfc6121-1-1'],
): () => unknown {
  return () =>
    defineSpec({
      id: 'rfc6121',
      title: '',
      url: () => '',
      requirements: { [name]: { level: 'MUST', covers, says } },
    })
}

describe('defineSpec', () => {
  test('keeps the names of requirements as literal types', () => {
    expectTypeOf<RequirementId<typeof rfc6121>>().toEqualTypeOf<
      '8.5.2.1.1/never-to-negative-priority' | 'A.2.1/subscribe-from-none'
    >()
    // @ts-expect-error a mistyped name does not compile
    expect(() => requirement(rfc6121, '8.5.2.1.1/never-to-negative')).toThrow(
      'rfc6121 has no requirement "8.5.2.1.1/never-to-negative"; add it to suites/rfc6121/requirements.ts.',
    )
  })

  test.each([
    '8.5.2.1.1/never',
    '4/stream',
    'A.2.1/none',
    'C/versions',
    'users/create',
    'user-groups/create-2',
  ])('accepts the name %s', (name) => {
    expect(specWith(name)).not.toThrow()
  })

  test.each([
    'never-to-negative-priority',
    '8.5./x',
    '8.5/Never',
    '8.5/never_again',
    '8.5/never/again',
    '8.5/',
    '/never',
    '8.5/-x',
  ])('refuses the name %s', (name) => {
    expect(specWith(name)).toThrow(
      `"section/slug", such as "8.5.2.1.1/never-to-negative-priority", got "${name}".`,
    )
  })

  test.each([
    ['a full stop', 'ends.', 'Expected what rfc6121/1/x says to end without a full stop, got "ends.".'],
    [
      'too many characters',
      'x'.repeat(161),
      'Expected what rfc6121/1/x says to be one line of 1 to 160 characters, got 161 characters.',
    ],
    [
      'nothing',
      '',
      'Expected what rfc6121/1/x says to be one line of 1 to 160 characters, got 0 characters.',
    ],
  ])('refuses to say %s', (_, says, sentence) => {
    expect(specWith('1/x', says)).toThrow(sentence)
  })

  test('refuses to cover a sentence of another document', () => {
    const define = () =>
      defineSpec({
        id: 'rfc6121',
        title: '',
        url: () => '',
        // @ts-expect-error does not compile either
        requirements: { '1/x': { level: 'MUST', covers: ['rfc6120-1-1'], says: 'x' } },
      })
    expect(define).toThrow(
      'Expected rfc6121/1/x to cover sentences of rfc6121 alone, got "rfc6120-1-1"; it belongs to a requirement of that document.',
    )
  })

  test('refuses to cover a sentence twice', () => {
    expect(specWith('1/x', 'x', ['rfc6121-1-1', 'rfc6121-1-1'])).toThrow(
      'rfc6121/1/x covers "rfc6121-1-1" twice; name it once.',
    )
  })

  test('refuses an id that is no name of a folder', () => {
    expect(() => defineSpec({ id: 'RFC 6121', title: '', url: () => '', requirements: {} })).toThrow(
      'Expected a spec id such as "rfc6121", got "RFC 6121".',
    )
  })
})

test('requirement gives all that a report says about it', () => {
  expect(requirement(rfc6121, '8.5.2.1.1/never-to-negative-priority')).toEqual({
    id: 'rfc6121/8.5.2.1.1/never-to-negative-priority',
    spec: 'rfc6121',
    section: '8.5.2.1.1',
    level: 'MUST NOT',
    says: 'a message to the bare JID reaches no resource whose priority is negative',
    url: 'https://www.rfc-editor.org/rfc/rfc6121#section-8.5.2.1.1',
    needs: ['starttls', 'offline-messages'],
    covers: ['rfc6121-8.5.2.1.1-4'],
  })
})

test('requirementsOf keeps the order of the document', () => {
  expect(requirementsOf(rfc6121).map(({ section }) => section)).toEqual(['8.5.2.1.1', 'A.2.1'])
})
