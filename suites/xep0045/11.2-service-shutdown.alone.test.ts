import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify(
  '11.2/says-that-it-shuts-down',
  'romeo and juliet are inside when the server is restarted',
  async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
    await stage.control.restart()
    for (const [nick, session] of [
      ['romeo', romeo],
      ['juliet', juliet],
    ] as const) {
      expect(session.heardSoFar).toContainStanza(xml`
        <presence from='${room.occupant(nick)}' type='unavailable'>
          <x xmlns='http://jabber.org/protocol/muc#user'>
            <item role='none'/><status code='110'/><status code='332'/>
          </x>
        </presence>`)
    }
  },
)
