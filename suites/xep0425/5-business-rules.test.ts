import { conformance, expect } from '#conformance'
import { gather } from '../xep0045/gather.ts'
import { moderation, say } from './moderation.ts'
import { xep0425 } from './requirements.ts'

const verify = conformance(xep0425)

verify('5/stops-distribution', 'nurse enters after romeo has moderated what juliet said', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  const id = await say(room, juliet, romeo, 'A plague on it')
  await say(room, juliet, romeo, 'Peace')
  expect(await romeo.request(moderation(room, id))).toFit({ type: 'result' })
  const [client] = await stage.accounts.create('nurse')
  const nurse = await client.login()
  await room.enter(nurse, 'nurse')
  const heard = (await stage.fence.throughRoom(romeo, room.jid, [nurse])).by(nurse)
  const bodies = heard.stanzas.map(({ element }) => element.child('body')?.text())
  expect(bodies).toContain('Peace')
  expect(bodies).not.toContain('A plague on it')
})
