import { conformance, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'

const verify = conformance(rfc6121)

const UPDATES = [
  { what: 'a group is added', groups: ['Friends', 'Lovers'], name: 'Romeo' },
  { what: 'a group is exchanged', groups: ['Lovers'], name: 'Romeo' },
  { what: 'all groups are left out', groups: [], name: 'Romeo' },
  { what: 'the handle is changed', groups: ['Friends'], name: 'MyRomeo' },
  { what: 'the handle is emptied', groups: ['Friends'], name: '' },
]
for (const { what, groups, name } of UPDATES) {
  verify('2.4.1/updates-exactly-as-set', what, async ({ accounts }) => {
    const [juliet] = await accounts.create('juliet')
    const balcony = await juliet.login({ resource: 'balcony' })
    await balcony.request(xml`
      <iq type='set'>
        <query xmlns='jabber:iq:roster'>
          <item jid='romeo@example.org' name='Romeo'><group>Friends</group></item>
        </query>
      </iq>`)

    const answer = await balcony.request(xml`
      <iq type='set'>
        <query xmlns='jabber:iq:roster'>
          <item jid='romeo@example.org' name='${name}'>
            ${groups.map((group) => xml`<group xmlns='jabber:iq:roster'>${group}</group>`)}
          </item>
        </query>
      </iq>`)
    const roster = await balcony.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

    expect(answer).toFit({ name: 'iq', type: 'result' })
    const [item, ...others] = roster.child('query')?.elements() ?? []
    expect(others).toEqual([])
    expect(item).toFit({ name: 'item', jid: 'romeo@example.org' })
    expect(item?.attrs['name'] ?? '').toBe(name)
    expect(
      item
        ?.elements()
        .map((group) => group.text())
        .toSorted(),
    ).toEqual(groups)
  })
}

verify('2.4.1/updates-exactly-as-set', 'the handle is left out', async ({ accounts }) => {
  const [juliet] = await accounts.create('juliet')
  const balcony = await juliet.login({ resource: 'balcony' })
  await balcony.request(
    xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='romeo@example.org' name='Romeo'/></query></iq>`,
  )

  await balcony.request(
    xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='romeo@example.org'/></query></iq>`,
  )
  const roster = await balcony.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  const item = roster.child('query')?.child('item')
  expect(item).toFit({ name: 'item', jid: 'romeo@example.org' })
  expect(item?.attrs['name'] ?? '').toBe('')
})

verify('2.4.2/pushes-the-update', 'to two resources', async ({ accounts }) => {
  const [juliet] = await accounts.create('juliet')
  const balcony = await juliet.login({ resource: 'balcony' })
  await balcony.request(
    xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='romeo@example.org' name='Romeo'/></query></iq>`,
  )
  const chamber = await juliet.login({ resource: 'chamber' })
  await balcony.next({ name: 'iq', type: 'set' })

  const answer = await balcony.request(xml`
    <iq type='set'>
      <query xmlns='jabber:iq:roster'>
        <item jid='romeo@example.org' name='My Romeo'><group>Lovers</group></item>
      </query>
    </iq>`)
  const roster = await chamber.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  const item = xml`
    <query xmlns='jabber:iq:roster'>
      <item jid='romeo@example.org' name='My Romeo' subscription='none'><group>Lovers</group></item>
    </query>`
  expect(answer).toFit({ name: 'iq', type: 'result' })
  expect(roster).toFit(xml`<iq type='result'>${item}</iq>`)
  for (const session of [balcony, chamber]) {
    const push = await session.next({ name: 'iq', type: 'set' })
    expect(push).toFit(xml`<iq type='set'>${item}</iq>`)
  }
})

verify('2.4.2/pushes-the-update', 'of a contact with a subscription', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const balcony = await juliet.login({ resource: 'balcony' })
  balcony.send(xml`<presence type='subscribe' to='${romeo.bareJid}'/>`)
  await balcony.next({ name: 'iq', type: 'set' })
  await fence.roundTrip(balcony)

  balcony.send(
    xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='${romeo.bareJid}' name='Romeo'/></query></iq>`,
  )

  const push = await balcony.next({ name: 'iq', type: 'set' })
  expect(push).toFit(xml`
    <iq type='set'>
      <query xmlns='jabber:iq:roster'>
        <item jid='${romeo.bareJid}' name='Romeo' subscription='none' ask='subscribe'/>
      </query>
    </iq>`)
})
