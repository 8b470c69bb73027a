import { conformance, expect, type Stage, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { enter, stateOf, states, type Type } from './states.ts'
import { type Cell, changes, describeCell, isFrom, outbound, placeIn } from './transitions.ts'

const verify = conformance(rfc6121)

for (const cell of outbound.subscribe.filter(changes)) {
  verify(
    'A.2.1/routes-a-request-and-waits',
    describeCell(cell),
    sends('subscribe', cell),
    placeIn('outbound', 'subscribe', cell),
  )
}

for (const cell of outbound.subscribe.filter((each) => !changes(each))) {
  verify(
    'A.2.1/routes-a-request-again',
    describeCell(cell),
    sends('subscribe', cell),
    placeIn('outbound', 'subscribe', cell),
  )
}

for (const cell of outbound.unsubscribe.filter(changes)) {
  verify(
    'A.2.2/routes-an-unsubscribe-and-ends',
    describeCell(cell),
    sends('unsubscribe', cell),
    placeIn('outbound', 'unsubscribe', cell),
  )
}

for (const cell of outbound.unsubscribe.filter((each) => !changes(each))) {
  verify(
    'A.2.2/routes-an-unsubscribe-from-nothing',
    describeCell(cell),
    sends('unsubscribe', cell),
    placeIn('outbound', 'unsubscribe', cell),
  )
}

for (const cell of outbound.subscribed.filter(changes)) {
  verify(
    'A.2.3/routes-an-approval',
    describeCell(cell),
    sends('subscribed', cell),
    placeIn('outbound', 'subscribed', cell),
  )
}

for (const cell of outbound.subscribed.filter((each) => !changes(each) && !isFrom(each.before))) {
  verify(
    'A.2.3/routes-no-approval-in-advance',
    describeCell(cell),
    sends('subscribed', cell),
    placeIn('outbound', 'subscribed', cell),
  )
}

for (const cell of outbound.subscribed.filter(({ before }) => isFrom(before))) {
  verify(
    'A.2.3/routes-no-approval-twice',
    describeCell(cell),
    sends('subscribed', cell),
    placeIn('outbound', 'subscribed', cell),
  )
}

for (const cell of outbound.unsubscribed.filter(changes)) {
  verify(
    'A.2.4/routes-a-cancellation',
    describeCell(cell),
    sends('unsubscribed', cell),
    placeIn('outbound', 'unsubscribed', cell),
  )
}

for (const cell of outbound.unsubscribed.filter((each) => !changes(each))) {
  verify(
    'A.2.4/routes-no-cancellation-of-nothing',
    describeCell(cell),
    sends('unsubscribed', cell),
    placeIn('outbound', 'unsubscribed', cell),
  )
}

/** A user in one state sends something about the subscription to a contact on another domain. */
function sends(type: Type, { before, passes, after }: Cell) {
  return async ({ accounts, components, fence }: Stage): Promise<void> => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const juliet = await components.peer('juliet')
    await enter(before, orchard, juliet, fence)

    orchard.send(xml`<presence type='${type}' to='${juliet.bareJid}'/>`)
    const heard = await fence.after(orchard, [juliet])
    const chamber = await romeo.login({ resource: 'chamber' })

    expect(heard.by(juliet)).toContainStanzas(passes === 'MUST' ? 1 : 0, {
      name: 'presence',
      type,
      from: romeo.bareJid,
      to: juliet.bareJid,
    })
    expect(await stateOf(juliet.bareJid, chamber)).toEqual(states[after].look)
  }
}
