import { conformance, expect, NS, xml } from '#conformance'
import { gather } from '../xep0045/gather.ts'
import { MODERATE } from './moderation.ts'
import { xep0425 } from './requirements.ts'

const verify = conformance(xep0425)

verify('2/advertises', 'romeo asks the room', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const answer = await romeo.request(
    xml`<iq type='get' to='${room.jid}'><query xmlns='${NS.discoInfo}'/></iq>`,
  )
  expect(answer).toFit(xml`
    <iq type='result'><query xmlns='${NS.discoInfo}'><feature var='${MODERATE}'/></query></iq>`)
})
