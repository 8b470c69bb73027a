import { conformance, type Element, expect, type Session, stanzaError, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

/** What anybody may ask about somebody else. */
function questions(to: string): Element[] {
  return [
    xml`<iq type='get' to='${to}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`,
    xml`<iq type='get' to='${to}'><query xmlns='jabber:iq:last'/></iq>`,
    xml`<iq type='get' to='${to}'><query xmlns='jabber:iq:version'/></iq>`,
    xml`<iq type='get' to='${to}'><ping xmlns='urn:xmpp:ping'/></iq>`,
    xml`<iq type='get' to='${to}'><vCard xmlns='vcard-temp'/></iq>`,
  ]
}

const ADDRESS = /\b\d{1,3}(\.\d{1,3}){3}\b|\b[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,}\b/i

verify(
  '13.10.1/keeps-the-address-of-a-client',
  'presence, a message, and all that may be asked about an account',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    orchard.send(xml`<presence to='${balcony.jid}'/>`)
    orchard.send(xml`<message to='${juliet.bareJid}' type='chat'><body>Hail</body></message>`)
    for (const question of questions(romeo.bareJid)) balcony.send(question)
    await fence.after(orchard, [balcony])
    await fence.roundTrip(balcony)

    const fromRomeo = balcony.inbox.filter(({ element }) => element.from?.startsWith(romeo.bareJid))
    expect(fromRomeo.length, 'stanzas about the client').toBeGreaterThanOrEqual(7)
    // Times are written with colons, too.
    const told = fromRomeo.map(({ element }) => String(element).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z?/g, ''))
    for (const stanza of told) expect(stanza).not.toMatch(ADDRESS)
  },
)

/** What is heard of each question, without what says which it was: names, ids and the addresses themselves. */
async function answers(asker: Session, to: string): Promise<string[]> {
  const heard: string[] = []
  for (const question of questions(to)) {
    const answer = await asker.request(question)
    const error = stanzaError(answer)
    heard.push(error === undefined ? String(answer.type) : `${error.type} ${error.condition}`)
  }
  return heard
}

verify(
  '13.10.2/tells-strangers-of-no-presence',
  'questions about somebody who is there, and who is not',
  async ({ accounts }) => {
    const [romeo, juliet, nurse] = await accounts.create('romeo', 'juliet', 'nurse')
    const balcony = await juliet.login({ resource: 'balcony' })
    await romeo.login({ resource: 'orchard' })

    const whoIsThere = await answers(balcony, romeo.bareJid)
    const whoIsNot = await answers(balcony, nurse.bareJid)

    expect(whoIsThere).toEqual(whoIsNot)
  },
)

verify(
  '13.10.2/tells-strangers-of-no-presence',
  'a probe of somebody who is there',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const balcony = await juliet.login({ resource: 'balcony' })
    await romeo.login({ resource: 'orchard' })
    await fence.roundTrip(balcony)

    balcony.send(xml`<presence type='probe' to='${romeo.bareJid}'/>`)
    balcony.send(xml`<presence type='probe' to='${romeo.bareJid}/orchard'/>`)

    const heard = await fence.roundTrip(balcony)
    expect(heard.by(balcony)).not.toContainStanza({ name: 'presence', type: null })
    expect(heard.by(balcony)).not.toContainStanza({ name: 'presence', type: 'unavailable' })
  },
)

const people: Readonly<Record<string, boolean>> = {
  'somebody who is away': true,
  'somebody who does not exist': false,
}

for (const [situation, exists] of Object.entries(people)) {
  verify('13.10.2/errs-alike-about-bare-and-full-jid', situation, async ({ accounts, target }) => {
    const [juliet, nurse] = await accounts.create('juliet', 'nurse')
    const balcony = await juliet.login({ resource: 'balcony' })
    const whom = exists ? nurse.bareJid : `${accounts.unused('nurse')}@${target.domain}`
    const question = (to: string) =>
      xml`<iq type='get' to='${to}'><question xmlns='urn:touchstone:unknown'/></iq>`

    const aboutBare = stanzaError(await balcony.request(question(whom)))
    const aboutFull = stanzaError(await balcony.request(question(`${whom}/chamber`)))

    expect(aboutBare, 'the error for the bare JID').toBeDefined()
    expect(aboutFull).toEqual(aboutBare)
  })
}
