import { describe, expect, test } from 'vitest'
import { defineSpec, type Spec, type Suite } from '../catalogue/index.ts'
import { UsageError } from '../core/errors.ts'
import { fits, select } from './selection.ts'

function suite(
  id: string,
  files: Readonly<Record<string, readonly string[]>>,
  declared: readonly string[] = [],
): Suite {
  const names = [...Object.values(files).flat(), ...declared]
  const requirement = { level: 'MUST', covers: [], says: 'something' } as const
  const spec: Spec = defineSpec({
    id,
    title: id,
    url: (section) => `https://example.org/${id}#${section}`,
    requirements: Object.fromEntries(names.map((name) => [name, requirement])),
  })
  return {
    spec,
    declared: [...names],
    exclusions: [],
    files: Object.entries(files).map(([name, verifies]) => ({ name, verifies, lies: {} })),
  }
}

const suites = [
  suite(
    'rfc6121',
    {
      '8.5.2-local-user': ['8.5.2/delivers', '8.5.2.1/carries', '8.5.2.1/keeps-order'],
      '8.50-far': ['8.50/far'],
    },
    ['9.1/open'],
  ),
  suite('xep0045', { '7.2-entering': ['7.2/enters'] }),
]
const scenarios = ['load/one-to-one-chat']

describe('a filter', () => {
  test.each([
    ['rfc6121', 'rfc6121/8.5.2/delivers', true],
    ['rfc6121/', 'rfc6121/8.5.2/delivers', true],
    ['suites/rfc6121/', 'rfc6121/8.5.2/delivers', true],
    ['rfc6121/8', 'rfc6121/8.5.2/delivers', true],
    ['rfc6121/8.5', 'rfc6121/8.5.2/delivers', true],
    ['rfc6121/8.5.2', 'rfc6121/8.5.2/delivers', true],
    ['rfc6121/8.5.2', 'rfc6121/8.5.2.1/carries', true],
    ['rfc6121/8.5.2/delivers', 'rfc6121/8.5.2/delivers', true],
    ['rfc612', 'rfc6121/8.5.2/delivers', false],
    ['rfc6121/8.5', 'rfc6121/8.50/far', false],
    ['rfc6121/8.5.2.1', 'rfc6121/8.5.2/delivers', false],
    ['rfc6121/8.5.2/deliver', 'rfc6121/8.5.2/delivers', false],
    ['', 'rfc6121/8.5.2/delivers', false],
  ])('"%s" of %s: %s', (filter, id, expected) => {
    expect(fits(id, filter)).toBe(expected)
  })
})

describe('a selection', () => {
  test('without filters is everything that is verified', () => {
    expect(select(suites, [])).toEqual({
      files: [
        'suites/rfc6121/8.5.2-local-user.test.ts',
        'suites/rfc6121/8.50-far.test.ts',
        'suites/xep0045/7.2-entering.test.ts',
      ],
      requirements: [
        'rfc6121/8.5.2/delivers',
        'rfc6121/8.5.2.1/carries',
        'rfc6121/8.5.2.1/keeps-order',
        'rfc6121/8.50/far',
        'xep0045/7.2/enters',
      ],
    })
  })

  test('by filters is what one of them fits, and the files of that', () => {
    const { files, requirements } = select(suites, ['rfc6121/8.5.2.1', 'xep0045', 'xep0045/7.2'])
    expect(files).toEqual(['suites/rfc6121/8.5.2-local-user.test.ts', 'suites/xep0045/7.2-entering.test.ts'])
    expect(requirements).toEqual([
      'rfc6121/8.5.2.1/carries',
      'rfc6121/8.5.2.1/keeps-order',
      'xep0045/7.2/enters',
    ])
  })

  test('names the tests of exactly its requirements', () => {
    const { name } = select(suites, ['rfc6121/8.5.2.1/keeps-order', 'rfc6121/8.5.2/delivers'])
    const titles = [
      'rfc6121/8.5.2/delivers · a message',
      'rfc6121/8.5.2.1/keeps-order · two messages',
      'rfc6121/8.5.2/delivers · a message · when the server forgets it',
      'rfc6121/8.5.2.1/carries · a message',
      'rfc6121/8.5.2.1/keeps-order-too · two messages',
      'xep0045/rfc6121/8.5.2/delivers · a message',
      'rfc6121/8x5.2/delivers · a message',
    ]
    expect(titles.map((title) => name?.test(title))).toEqual([true, true, true, false, false, false, false])
  })
})

describe('an unknown filter', () => {
  test.each([
    ['rfc6121/8.5.2/deliver', 'rfc6121/8.5.2/delivers'],
    ['xep0054', 'xep0045'],
    ['rfc6121/8.5.3', 'rfc6121/8.5.2'],
    ['load/one-to-one', 'load/one-to-one-chat'],
  ])('"%s" is answered by what is near to it', (filter, near) => {
    const attempt = () => select(suites, ['xep0045', filter], scenarios)
    expect(attempt).toThrow(UsageError)
    expect(attempt).toThrow(
      new RegExp(
        `^No requirement or scenario begins with "${filter}"\\. Near to it: ${near}, [^,]+, [^,]+\\. \`touchstone list\` prints all\\.$`,
      ),
    )
  })

  test('that is declared, and that nobody verifies, is said to be so', () => {
    expect(() => select(suites, ['rfc6121/9.1'])).toThrow(
      '"rfc6121/9.1" is declared, but no verification asserts it yet (rfc6121/9.1/open).',
    )
  })

  test('where there is nothing at all has nothing near to it', () => {
    expect(() => select([], ['rfc6121'])).toThrow('Near to it: nothing.')
  })
})
