import { conformance, expect, NS, type Room, type Session, xml } from '#conformance'
import { afterTalk, bodyOf, filter, idOf, MAM, page, query, talk } from './archive.ts'
import { xep0313 } from './requirements.ts'

const verify = conformance(xep0313)

async function featuresOf(room: Room, session: Session): Promise<readonly (string | undefined)[]> {
  const answer = await session.request(
    xml`<iq type='get' to='${room.jid}'><query xmlns='${NS.discoInfo}'/></iq>`,
  )
  const found = answer.child('query', NS.discoInfo)?.childrenNamed('feature') ?? []
  return found.map(({ attrs }) => attrs['var'])
}

verify('7/advertises', 'romeo asks a room with an archive', async (stage) => {
  const { room, romeo } = await afterTalk(stage)
  const features = await featuresOf(room, romeo)
  expect(features).toContain(MAM)
  expect(features).toContain(`${MAM}#extended`)
})

verify('7/extended-queries', 'romeo asks between two messages', async (stage) => {
  const { room, romeo } = await afterTalk(stage, { words: ['one', 'two', 'three', 'four'] })
  const ids = talk(await query(romeo, room.jid)).map(idOf)
  const found = await query(romeo, room.jid, [
    filter({ 'after-id': ids[0] ?? '', 'before-id': ids[3] ?? '' }),
  ])
  expect(found.answer).toFit({ type: 'result' })
  expect(found.results.map(bodyOf)).toEqual(['two', 'three'])
})

verify('7/extended-queries', 'romeo asks for a single message', async (stage) => {
  const { room, romeo } = await afterTalk(stage)
  const ids = talk(await query(romeo, room.jid)).map(idOf)
  const found = await query(romeo, room.jid, [filter({ ids: ids[1] ?? '' })])
  expect(found.answer).toFit({ type: 'result' })
  expect(found.results.map(bodyOf)).toEqual(['two'])
})

verify('7/extended-queries', 'romeo asks for the last page, flipped', async (stage) => {
  const { room, romeo } = await afterTalk(stage)
  const found = await query(romeo, room.jid, [
    page({ max: '2', before: '' }),
    xml`<flip-page xmlns='${MAM}'/>`,
  ])
  expect(found.answer).toFit({ type: 'result' })
  expect(found.results.map(bodyOf)).toEqual(['three', 'two'])
})
