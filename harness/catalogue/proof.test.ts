import { expect, test } from 'vitest'
import { formatProof, isProven, parseProof, updateProof } from './proof.ts'

const record = {
  'rfc6121/8.5/b': { lies: ['drops it', 'doubles it'], killed: ['drops it'] },
  'rfc6121/8.5/a': { lies: ['drops it'], killed: ['drops it'] },
}

test('is written sorted, and read back as it was', () => {
  const text = formatProof(record)
  expect(parseProof(text, 'docs/proof.json')).toEqual({
    'rfc6121/8.5/a': { lies: ['drops it'], killed: ['drops it'] },
    'rfc6121/8.5/b': { lies: ['doubles it', 'drops it'], killed: ['drops it'] },
  })
  expect(formatProof(parseProof(text, 'docs/proof.json'))).toBe(text)
})

test('a run over some requirements keeps what it did not look at and drops what is gone', () => {
  const found = { 'rfc6121/8.5/b': { lies: ['drops it'], killed: ['drops it'] } }
  expect(
    updateProof(
      { ...record, 'rfc6121/8.5/gone': { lies: [], killed: [] } },
      found,
      new Set(Object.keys(record)),
    ),
  ).toEqual({
    'rfc6121/8.5/a': { lies: ['drops it'], killed: ['drops it'] },
    'rfc6121/8.5/b': { lies: ['drops it'], killed: ['drops it'] },
  })
})

test.each([
  ['each lie was caught', ['drops it'], { lies: ['drops it'], killed: ['drops it'] }, true],
  [
    'a lie went unnoticed',
    ['drops it', 'doubles it'],
    { lies: ['drops it', 'doubles it'], killed: ['drops it'] },
    false,
  ],
  [
    'a lie is newer than the proof',
    ['drops it', 'doubles it'],
    { lies: ['drops it'], killed: ['drops it'] },
    false,
  ],
  ['there is no lie', [], { lies: [], killed: [] }, false],
  ['there is no proof', ['drops it'], undefined, false],
])('isProven when %s', (_, lies, proof, proven) => {
  expect(isProven(proof, lies)).toBe(proven)
})

test('a broken record is refused by file and field', () => {
  expect(() => parseProof('{"rfc6121/8.5/a":{"lies":"x","killed":[]}}', 'docs/proof.json')).toThrow(
    'docs/proof.json: at ["rfc6121/8.5/a"].lies, expected array, got "x".',
  )
  expect(() => parseProof('{', 'docs/proof.json')).toThrow('docs/proof.json: expected JSON, got "{" (')
})
