import { conformance, type Element, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'

const verify = conformance(rfc6121)

verify('2/returns-what-was-stored', 'a later session gets handle and groups', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  const answer = await orchard.request(xml`
    <iq type='set'>
      <query xmlns='jabber:iq:roster'>
        <item jid='juliet@example.org' name='Juliet &amp; co. ♥'><group>Capulets &lt;3</group><group>Veronesi</group></item>
      </query>
    </iq>`)
  expect(answer).toFit({ name: 'iq', type: 'result' })
  await orchard.close()

  const chamber = await romeo.connect({ resource: 'chamber' })
  const roster = await chamber.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  expect(roster).toFit(xml`
    <iq type='result'>
      <query xmlns='jabber:iq:roster'>
        <item jid='juliet@example.org' name='Juliet &amp; co. ♥' subscription='none'>
          <group>Capulets &lt;3</group><group>Veronesi</group>
        </item>
      </query>
    </iq>`)
})

verify('2/returns-what-was-stored', 'many items come back, none twice', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  const jids = Array.from({ length: 12 }, (_, index) => `guest-${index}@example.org`)
  for (const jid of jids) {
    orchard.send(xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='${jid}'/></query></iq>`)
  }
  await orchard.roundTrip()

  const roster = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  expect(jidsIn(roster)).toEqual(jids.toSorted())
})

verify('2/keeps-rosters-private', 'a stranger asks for it', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const balcony = await juliet.login({ resource: 'balcony' })
  await balcony.request(
    xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='nurse@example.org'/></query></iq>`,
  )

  const orchard = await romeo.login({ resource: 'orchard' })
  const answer = await orchard.request(
    xml`<iq type='get' to='${juliet.bareJid}'><query xmlns='jabber:iq:roster'/></iq>`,
  )

  expect(answer).toBeStanzaError([
    'forbidden',
    'item-not-found',
    'not-allowed',
    'not-authorized',
    'service-unavailable',
    'subscription-required',
  ])
})

verify('2/keeps-rosters-private', 'a stranger changes and deletes an item', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const balcony = await juliet.login({ resource: 'balcony' })
  await balcony.request(
    xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='nurse@example.org' name='Nurse'/></query></iq>`,
  )
  await fence.roundTrip(balcony)

  const orchard = await romeo.login({ resource: 'orchard' })
  await orchard.request(xml`
    <iq type='set' to='${juliet.bareJid}'>
      <query xmlns='jabber:iq:roster'><item jid='tybalt@example.org'/></query>
    </iq>`)
  await orchard.request(xml`
    <iq type='set' to='${juliet.bareJid}'>
      <query xmlns='jabber:iq:roster'><item jid='nurse@example.org' subscription='remove'/></query>
    </iq>`)
  const roster = await balcony.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  expect(jidsIn(roster)).toEqual(['nurse@example.org'])
  expect(roster).toFit(xml`
    <iq type='result'>
      <query xmlns='jabber:iq:roster'><item jid='nurse@example.org' name='Nurse' subscription='none'/></query>
    </iq>`)
})

function jidsIn(roster: Element): (string | undefined)[] {
  const query = roster.child('query', 'jabber:iq:roster')
  return (query?.elements() ?? []).map((item) => item.attrs['jid']).sort()
}
