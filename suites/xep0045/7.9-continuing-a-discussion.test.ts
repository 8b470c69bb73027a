import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify(
  '7.9/adds-no-delay-of-its-own',
  'romeo, the owner, brings in what juliet wrote to him before',
  async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
    romeo.send(xml`
      <message to='${room.jid}' type='groupchat' id='earlier'>
        <body>Wherefore art thou?</body>
        <delay xmlns='urn:xmpp:delay' from='${juliet.jid}' stamp='2004-09-29T01:54:37Z'/>
      </message>`)
    const heard = await juliet.next({ name: 'message', id: 'earlier' })
    const delays = heard.childrenNamed('delay').map(({ attrs }) => [attrs['from'], attrs['stamp']])
    expect(delays).toEqual([[juliet.jid, '2004-09-29T01:54:37Z']])
  },
)
