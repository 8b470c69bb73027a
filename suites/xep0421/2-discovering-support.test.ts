import { conformance, expect, NS, xml } from '#conformance'
import { gather } from '../xep0045/gather.ts'
import { OCCUPANT_ID } from './occupant-id.ts'
import { xep0421 } from './requirements.ts'

const verify = conformance(xep0421)

verify('2/advertises', 'nurse, who is not inside, asks', async (stage) => {
  const [room] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('nurse')
  const nurse = await client.login()
  const answer = await nurse.request(
    xml`<iq type='get' to='${room.jid}'><query xmlns='${NS.discoInfo}'/></iq>`,
  )
  expect(answer).toFit(xml`
    <iq type='result' from='${room.jid}'>
      <query xmlns='${NS.discoInfo}'><feature var='${OCCUPANT_ID}'/></query>
    </iq>`)
})
