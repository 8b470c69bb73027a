import { conformance, expect, xml } from '#conformance'
import { afterTalk, bodyOf, idOf, messageOf, query, say, talk } from './archive.ts'
import { xep0313 } from './requirements.ts'

const verify = conformance(xep0313)

const SID = 'urn:xmpp:sid:0'

verify('3/gives-each-an-id', 'juliet and romeo have said the same by turns', async (stage) => {
  const { room, juliet } = await afterTalk(stage, { words: ['Ay', 'Ay', 'Ay', 'Ay'] })
  const ids = talk(await query(juliet, room.jid)).map(idOf)
  expect(ids).toHaveLength(4)
  expect(
    ids.every((id) => id.length > 0),
    'each has an id',
  ).toBe(true)
  expect(new Set(ids).size, ids.join(' ')).toBe(4)
})

verify('3/keeps-the-message', 'juliet says something and reads it again', async (stage) => {
  const { room, juliet } = await afterTalk(stage, { words: [] })
  const said = await say(room, juliet, 'What’s in a <name>?')
  const [result] = talk(await query(juliet, room.jid))
  expect((result && messageOf(result)) ?? 'no message').toFit(xml`
    <message type='groupchat' id='${said.id ?? ''}' from='${room.occupant('juliet')}'>
      <body>What’s in a &lt;name&gt;?</body>
    </message>`)
})

verify('3.1/keeps-the-order', 'juliet and romeo have spoken by turns', async (stage) => {
  const words = ['one', 'two', 'three', 'four', 'five']
  const { room, juliet } = await afterTalk(stage, { words })
  expect(talk(await query(juliet, room.jid)).map(bodyOf)).toEqual(words)
})

verify('3.3.2/archive-of-the-room', 'nurse, who has never entered, asks an open room', async (stage) => {
  const { room } = await afterTalk(stage)
  const [client] = await stage.accounts.create('nurse')
  const nurse = await client.login()
  const found = await query(nurse, room.jid)
  // Reading without entering may be forbidden by policy (§6.1.2); then she enters.
  if (found.answer.type === 'error') {
    stage.observe('the archive of an open room is for occupants')
    await room.enter(nurse, 'nurse')
  } else stage.observe('the archive of an open room is for everyone')
  const page = found.answer.type === 'error' ? await query(nurse, room.jid) : found
  expect(talk(page).map(bodyOf)).toEqual(['one', 'two', 'three'])
  for (const result of page.results) expect(result).toFit({ from: room.jid, to: nurse.jid })
})

verify('3.5/tells-the-archive-id', 'romeo hears what juliet says, and both look it up', async (stage) => {
  const { room, romeo, juliet } = await afterTalk(stage, { words: [] })
  const said = await say(room, juliet, 'Hist!')
  const heard = await romeo.next({ name: 'message', id: said.id ?? '' })
  const [result] = talk(await query(romeo, room.jid))
  const id = result === undefined ? 'no result' : idOf(result)
  for (const message of [said, heard]) {
    expect(message).toFit(xml`<message><stanza-id xmlns='${SID}' by='${room.jid}' id='${id}'/></message>`)
  }
})

verify('3.5/tells-the-archive-id', 'juliet claims an id in the archive', async (stage) => {
  const { room, romeo, juliet } = await afterTalk(stage, { words: [] })
  juliet.send(xml`
    <message to='${room.jid}' type='groupchat' id='claim'>
      <body>Hist!</body><stanza-id xmlns='${SID}' by='${room.jid}' id='forged'/>
    </message>`)
  const heard = await romeo.next({ name: 'message', id: 'claim' })
  const ids = heard
    .elements()
    .filter((child) => child.is('stanza-id', SID) && child.attrs['by'] === room.jid)
    .map(({ attrs }) => attrs['id'])
  expect(ids).toEqual(talk(await query(romeo, room.jid)).map(idOf))
  expect(ids).not.toContain('forged')
})
