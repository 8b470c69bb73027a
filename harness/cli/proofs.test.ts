import { expect, test } from 'vitest'
import type { ProofMeta } from '../conformance/verify.ts'
import { judgeProofs, recordOf } from './proofs.ts'

function proof(
  requirement: string,
  situation: string,
  lie: string,
  changes: Partial<ProofMeta> = {},
): ProofMeta {
  return {
    requirement,
    situation,
    lie,
    finding: 'killed',
    told: true,
    amends: [],
    message: '',
    durationMs: 1,
    transcript: '',
    ...changes,
  }
}

const survived = { finding: 'survived' } as const
const unclear = { finding: 'inconclusive', message: 'expected  this\nheard     that' } as const

test('a lie is caught by any verification of its requirement', () => {
  const judged = judgeProofs(['r'], [proof('r', 'one', 'lies', survived), proof('r', 'other', 'lies')])
  expect(judged).toEqual({
    requirements: 1,
    verifications: 2,
    lies: 1,
    survivors: [],
    unproven: ['r · one'],
    redAlready: [],
    amended: [],
    moot: [],
    unamended: [],
    lieless: [],
  })
})

test('a verification is proven by any of the lies about its requirement', () => {
  const judged = judgeProofs(['r'], [proof('r', 'one', 'lies', survived), proof('r', 'one', 'errs')])
  expect(judged.unproven).toEqual([])
  expect(judged.survivors).toEqual([{ requirement: 'r', lie: 'lies', why: 'one: passed all the same' }])
})

test('a survivor says of each verification why', () => {
  const judged = judgeProofs(
    ['r'],
    [
      proof('r', 'one', 'lies', survived),
      proof('r', 'other', 'lies', unclear),
      proof('r', 'third', 'lies', { ...survived, told: false }),
    ],
  )
  expect(judged.survivors.map(({ why }) => why)).toEqual([
    [
      'one: passed all the same',
      '  other: expected  this',
      '    heard     that',
      '  third: there was no occasion to tell it',
    ].join('\n'),
  ])
  expect(judged.unproven).toEqual(['r · one', 'r · other', 'r · third'])
})

/** The verification under no lie. */
function truth(situation: string, changes: Partial<ProofMeta>): ProofMeta {
  const { lie: _none, ...held } = proof('r', situation, '', changes)
  return held
}

test('a verification that is red without a lie catches none', () => {
  const proofs = [
    truth('one', { message: 'heard it differently' }),
    proof('r', 'one', 'lies'),
    truth('other', survived),
    proof('r', 'other', 'errs'),
  ]
  const judged = judgeProofs(['r'], proofs)
  expect(judged.redAlready).toEqual(['r · one'])
  expect([judged.lies, judged.survivors, judged.unproven]).toEqual([2, [], []])
  expect(judged.moot).toEqual([{ requirement: 'r', lie: 'lies', why: 'heard it differently' }])
  expect(recordOf(proofs)).toEqual({ r: { lies: ['lies', 'errs'], killed: ['errs'] } })
})

test('a lie about a situation that is red already is moot, unless another one heard it and passed', () => {
  const missed = proof('r', 'other', 'lies', { ...survived, told: false })
  const red = [truth('one', {}), truth('other', survived), proof('r', 'one', 'lies')]
  expect(judgeProofs(['r'], [...red, missed, proof('r', 'other', 'errs')])).toMatchObject({
    moot: [{ lie: 'lies' }],
    survivors: [],
  })
  expect(judgeProofs(['r'], [...red, proof('r', 'other', 'lies', survived)]).survivors).toHaveLength(1)
})

test('a verification that holds once amends are made catches what is told on top of them', () => {
  const amends = { amends: ['repairs it'] }
  const proofs = [
    truth('one', {}),
    truth('one', { ...survived, ...amends }),
    proof('r', 'one', 'lies', amends),
  ]
  expect(judgeProofs(['r'], proofs)).toMatchObject({
    redAlready: ['r · one'],
    amended: ['r · one'],
    moot: [],
    unamended: [],
    survivors: [],
  })
  expect(recordOf(proofs)).toEqual({ r: { lies: ['lies'], killed: ['lies'] } })
})

test('amends that repair nothing are named', () => {
  const amends = { amends: ['repairs it'], message: 'still wrong' }
  const proofs = [truth('one', {}), truth('one', amends), proof('r', 'one', 'lies', amends)]
  expect(judgeProofs(['r'], proofs)).toMatchObject({
    redAlready: ['r · one'],
    amended: [],
    moot: [{ requirement: 'r', lie: 'lies', why: 'still wrong' }],
    unamended: ['r · one'],
  })
})

test('lies of the same name about two requirements are two', () => {
  const judged = judgeProofs(['r', 's'], [proof('r', 'one', 'lies'), proof('s', 'one', 'lies', survived)])
  expect([judged.lies, judged.verifications]).toEqual([2, 2])
  expect(judged.survivors.map(({ requirement }) => requirement)).toEqual(['s'])
})

test('a requirement without any lie is named', () => {
  expect(judgeProofs(['r', 's'], [proof('r', 'one', 'lies')]).lieless).toEqual(['s'])
  expect(judgeProofs([], [])).toEqual({
    requirements: 0,
    verifications: 0,
    lies: 0,
    survivors: [],
    unproven: [],
    redAlready: [],
    amended: [],
    moot: [],
    unamended: [],
    lieless: [],
  })
})
