import { conformance, type Element, expect } from '#conformance'
import { gather } from '../xep0045/gather.ts'
import { idOf, messageOf, query } from '../xep0313/archive.ts'
import { MODERATE, moderation, RETRACT, say } from './moderation.ts'
import { xep0425 } from './requirements.ts'

const verify = conformance(xep0425)

const OCCUPANT_ID = 'urn:xmpp:occupant-id:0'
const occupantId = (element: Element | undefined): string | undefined =>
  element?.child('occupant-id', OCCUPANT_ID)?.attrs['id']

verify('4/names-the-moderator', 'romeo moderates what juliet said', async (stage) => {
  const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
  const id = await say(room, juliet, mercutio, 'A plague on it')
  await romeo.request(moderation(room, id))
  const heard = await stage.fence.throughRoom(romeo, room.jid, [mercutio])
  const announced = heard
    .by(mercutio)
    .stanzas.map(({ element }) => element.child('retract', RETRACT))
    .find((retract) => retract !== undefined)
  expect(announced?.child('moderated', MODERATE)?.attrs['by'] ?? 'nobody').toMatch(
    new RegExp(`^(${room.occupant('romeo')}|${romeo.bareJid})`),
  )
})

verify(
  '4/leaves-a-tombstone',
  'mercutio reads the archive after romeo has moderated what juliet said',
  async (stage) => {
    const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
    const author = occupantId(await mercutio.next({ name: 'presence', from: room.occupant('juliet') }))
    const moderator = occupantId(await mercutio.next({ name: 'presence', from: room.occupant('romeo') }))
    const id = await say(room, juliet, mercutio, 'A plague on it')
    await romeo.request(moderation(room, id))

    const { answer, results } = await query(mercutio, room.jid)
    expect(answer).toFit({ type: 'result' })
    const stored = results.filter((result) => idOf(result) === id).map(messageOf)
    stage.observe(
      stored.length === 0 ? 'a moderated message is gone' : 'a moderated message leaves a tombstone',
    )
    for (const message of stored) {
      expect(message?.child('body')?.text() ?? 'no body').toBe('no body')
      expect(occupantId(message), 'the author').toBe(author)
      const moderated = message?.child('retracted', RETRACT)?.child('moderated', MODERATE)
      expect(occupantId(moderated), 'the moderator').toBe(moderator)
    }
  },
)
