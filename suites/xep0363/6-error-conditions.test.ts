import { conformance, expect, stanzaError, UPLOAD, xml } from '#conformance'
import { xep0363 } from './requirements.ts'

const verify = conformance(xep0363)

verify(
  '6/refuses-a-file-that-is-too-large',
  'a user asks for a slot for nine petabytes',
  async ({ accounts, observe, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const answer = await orchard.request(
      xml`<iq type='get' to='${service('http-upload')}'>
      <request xmlns='urn:xmpp:http:upload:0' filename='library.iso' size='9007199254740991'/>
    </iq>`,
    )
    expect(answer).toFit({ type: 'error' })
    observe(`a file that is too large is refused with ${stanzaError(answer)?.condition}`)
    const limit = answer.child('error')?.child('file-too-large', UPLOAD)?.child('max-file-size', UPLOAD)
    expect(limit?.text() ?? 'none', 'the largest size in bytes').toMatch(/^[1-9][0-9]*$/)
  },
)
