import { conformance, expect, xml } from '#conformance'
import { xep0249 } from './requirements.ts'

const verify = conformance(xep0249)

verify('2/delivers-direct-invitations', 'romeo invites juliet to go on where they were', async (stage) => {
  const clients = await stage.accounts.create('romeo', 'juliet')
  const [orchard, balcony] = await Promise.all([clients[0].login(), clients[1].login()])
  const invitation = xml`
    <x xmlns='jabber:x:conference' jid='verona@rooms.example' password='Rosaline' reason='Come hither'
       continue='true' thread='e0ffe42b'/>`
  const sent = orchard.send(xml`<message to='${balcony.bareJid}'>${invitation}</message>`)
  const heard = await balcony.next({ name: 'message', id: sent.id })
  expect(heard).toFit({ from: orchard.jid })
  expect(heard.type ?? 'normal').toBe('normal')
  expect(heard.child('x', 'jabber:x:conference')?.attrs).toEqual(invitation.attrs)
  expect(heard.child('body')).toBeUndefined()
})
