import { expect, test } from 'vitest'
import type { Requirement } from '../catalogue/index.ts'
import type { ProofMeta } from '../conformance/verify.ts'
import { requirementProofs } from './proof-result.ts'

const requirement: Requirement = {
  id: 'rfc6121/8.5/r',
  spec: 'rfc6121',
  section: '8.5',
  level: 'MUST',
  says: 'something',
  url: 'https://example.org/#8.5',
  needs: [],
  covers: [],
}

function proof(changes: Partial<ProofMeta>): ProofMeta {
  return {
    requirement: requirement.id,
    situation: 'one',
    amends: [],
    finding: 'survived',
    told: true,
    message: '',
    durationMs: 1,
    transcript: '',
    ...changes,
  }
}

test('each lie has its fate, and each verification its state', () => {
  const amends = ['repairs it']
  const proofs = [
    proof({ situation: 'holds' }),
    proof({ situation: 'holds', amends }),
    proof({ situation: 'amended', finding: 'killed', message: 'heard x' }),
    proof({ situation: 'amended', amends }),
    proof({ situation: 'red', finding: 'killed', message: 'heard y' }),
    proof({ situation: 'red', finding: 'killed', message: 'heard z', amends }),
    proof({ situation: 'holds', amends, lie: 'lies', finding: 'killed' }),
    proof({ situation: 'red', amends, lie: 'lies', finding: 'killed' }),
    proof({ situation: 'red', amends, lie: 'errs', finding: 'killed' }),
    proof({ situation: 'amended', amends, lie: 'gets away' }),
    proof({ requirement: 'rfc6121/8.5/other', lie: 'is about another' }),
  ]
  expect(requirementProofs([requirement], proofs)).toEqual([
    {
      requirement: 'rfc6121/8.5/r',
      spec: 'rfc6121',
      section: '8.5',
      level: 'MUST',
      says: 'something',
      url: 'https://example.org/#8.5',
      amends,
      lies: [
        { does: 'lies', fate: 'caught', caughtBy: ['holds'] },
        { does: 'errs', fate: 'moot', caughtBy: [], why: 'heard z' },
        { does: 'gets away', fate: 'survived', caughtBy: [], why: 'amended: passed all the same' },
      ],
      verifications: [
        { situation: 'holds', state: 'holds', heard: '' },
        { situation: 'amended', state: 'amended', heard: 'heard x' },
        { situation: 'red', state: 'red', heard: 'heard y' },
      ],
    },
  ])
})

test('a requirement that nothing was told about has no lies', () => {
  expect(requirementProofs([requirement], [])).toMatchObject([{ lies: [], amends: [], verifications: [] }])
})
