import { expect, test } from 'vitest'
import type { ProofResult, RequirementProof } from '../../core/proof-result.ts'
import { proofPage } from './proof-page.ts'

const requirement: RequirementProof = {
  requirement: 'rfc6121/8.5/delivers',
  spec: 'rfc6121',
  section: '8.5',
  level: 'MUST',
  says: 'a message is delivered',
  url: 'https://example.org/#8.5',
  lies: [
    { does: 'loses <it>', fate: 'caught', caughtBy: ['romeo alone', 'romeo & juliet'] },
    { does: 'delivers it twice', fate: 'caught', caughtBy: ['romeo alone'] },
  ],
  amends: [],
  verifications: [
    { situation: 'romeo alone', state: 'holds', heard: '' },
    { situation: 'romeo & juliet', state: 'holds', heard: '' },
  ],
}
const proof: ProofResult = {
  harness: '0.1.0',
  server: 'Prosody 13.0.6',
  startedAt: '2026-11-22T20:34:11.000Z',
  durationMs: 90_000,
  seed: 7,
  filters: [],
  requirements: [requirement],
  problems: [],
}

/** The words of a page, without markup. */
function words(page: string): string {
  return page
    .replace(/<(style|script)>.*?<\/\1>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
}

test('every lie stands with the rule that it breaks and the situations that caught it', () => {
  const page = proofPage(proof)
  const text = words(page)
  expect(text).toContain('2 of 2 lies were caught')
  expect(text).toContain('told before Prosody 13.0.6; 0 survived, 0 are moot.')
  expect(text).toContain('MUST a message is delivered rfc6121/8.5/delivers')
  expect(text).toContain('caught with 2 of 2 situations')
  expect(text).toContain('a server that delivers it twice caught with romeo alone')
  expect(page).toContain('a server that loses &lt;it&gt;')
  expect(page).toContain('id="rfc6121/8.5/delivers"')
  expect(page).toContain('class="hero good"')
})

test('what was not caught is shown first, with why', () => {
  const lies: RequirementProof['lies'] = [
    { does: 'gets away', fate: 'survived', caughtBy: [], why: 'passed all the same' },
    { does: 'is no worse than the server', fate: 'moot', caughtBy: [], why: 'heard that already' },
  ]
  const broken: RequirementProof = {
    ...requirement,
    lies,
    amends: ['puts it right'],
    verifications: [
      { situation: 'romeo alone', state: 'amended', heard: 'x' },
      { situation: 'romeo & juliet', state: 'red', heard: 'y' },
    ],
  }
  const page = proofPage({ ...proof, requirements: [broken], problems: ['a file does not load'] })
  const text = words(page)
  expect(page).toContain('class="hero bad"')
  expect(text).toMatch(
    /Problems of the run 1 a file does not load .*Lies that nobody caught 1 .*passed all the same/,
  )
  expect(text).toMatch(/Lies that nobody could catch 1 .*heard that already/)
  expect(text).toContain('a proxy that puts it right')
  expect(text).toContain('Green once amends are made: romeo alone')
})

test('a requirement without a lie is named, and a proof without one is in doubt', () => {
  const page = proofPage({ ...proof, requirements: [{ ...requirement, lies: [] }] })
  expect(page).toContain('class="hero doubt"')
  expect(words(page)).toContain('Requirements that nothing was told about 1 rfc6121/8.5/delivers')
})
