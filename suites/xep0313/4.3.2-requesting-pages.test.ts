import { conformance, type Element, expect } from '#conformance'
import { afterTalk, bodyOf, idOf, MAM, page, query } from './archive.ts'
import { xep0313 } from './requirements.ts'

const verify = conformance(xep0313)

const WORDS = ['one', 'two', 'three', 'four', 'five']
const isComplete = (answer: Element): boolean => answer.child('fin', MAM)?.attrs['complete'] === 'true'

verify('4.3.2/pages', 'romeo reads forward, two at a time', async (stage) => {
  const { room, romeo } = await afterTalk(stage, { words: WORDS })
  const read: string[] = []
  let after: string | undefined
  for (let pages = 0; pages < 10; pages += 1) {
    const found = await query(romeo, room.jid, [
      page({ max: '2', ...(after === undefined ? {} : { after }) }),
    ])
    expect(found.answer).toFit({ type: 'result' })
    expect(found.results.length).toBeLessThanOrEqual(2)
    read.push(...found.results.map(bodyOf))
    after = found.results.length === 0 ? after : idOf(found.results.at(-1) as Element)
    const isLast = read.filter((word) => WORDS.includes(word)).length === WORDS.length
    expect(isComplete(found.answer), `whether page ${pages + 1} is the last`).toBe(isLast)
    if (isLast) break
  }
  expect(read.filter((word) => word !== 'fence')).toEqual(WORDS)
})

verify('4.3.2/pages', 'romeo reads backward, two at a time', async (stage) => {
  const { room, romeo } = await afterTalk(stage, { words: WORDS })
  const read: string[] = []
  let before = ''
  for (let pages = 0; pages < 10; pages += 1) {
    const found = await query(romeo, room.jid, [page({ max: '2', before })])
    expect(found.answer).toFit({ type: 'result' })
    expect(found.results.length).toBeLessThanOrEqual(2)
    read.unshift(...found.results.map(bodyOf))
    if (isComplete(found.answer)) break
    before = idOf(found.results[0] as Element)
  }
  expect(read.filter((word) => word !== 'fence')).toEqual(WORDS)
})

for (const [situation, wanted] of [
  ['romeo asks for what came after one', { max: '2', after: 'no-such-message' }],
  ['romeo asks for what came before one', { max: '2', before: 'no-such-message' }],
] as const) {
  verify('4.3.2/refuses-unknown-ids', situation, async (stage) => {
    const { room, romeo } = await afterTalk(stage)
    const { answer } = await query(romeo, room.jid, [page(wanted)])
    expect(answer).toBeStanzaError('item-not-found')
  })
}
