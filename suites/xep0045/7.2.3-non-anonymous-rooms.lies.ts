import { liesAbout } from '#lies'
import { xep0045 } from './requirements.ts'
import { changesItems, omitsStatus } from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '7.2.3/full-jid-to-all': {
    'keeps full JIDs to moderators': changesItems({ name: 'presence', to: /^juliet/ }, { jid: undefined }),
    'tells all others, but not the newcomer': changesItems(
      { name: 'presence', to: /^mercutio/ },
      { jid: undefined },
    ),
    'tells the bare JID': changesItems(
      { name: 'presence', from: /\/mercutio$/ },
      { jid: 'mercutio@example.org' },
    ),
  },
  '7.2.3/warns-of-full-jids': { 'warns of nothing': omitsStatus('100') },
})
