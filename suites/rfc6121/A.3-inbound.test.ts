import { conformance, expect, type Stage, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { enter, type State, stateOf, states, type Type } from './states.ts'
import { type Cell, changes, describeCell, inbound, isFrom, isTo, placeIn } from './transitions.ts'

const verify = conformance(rfc6121)

for (const cell of inbound.subscribe.filter(changes)) {
  verify(
    'A.3.1/delivers-a-request',
    describeCell(cell),
    hears('subscribe', cell),
    placeIn('inbound', 'subscribe', cell),
  )
  verify(
    'A.3.1/delivers-a-request',
    whileAway(cell),
    hearsAway('subscribe', cell),
    placeIn('inboundAway', 'subscribe', cell),
  )
}

for (const cell of inbound.subscribe.filter((each) => !changes(each) && !isFrom(each.before))) {
  verify(
    'A.3.1/delivers-no-request-twice',
    describeCell(cell),
    hears('subscribe', cell),
    placeIn('inbound', 'subscribe', cell),
  )
}

for (const cell of inbound.subscribe.filter(({ before }) => isFrom(before))) {
  verify(
    'A.3.1/delivers-no-request-of-a-subscriber',
    describeCell(cell),
    hears('subscribe', cell),
    placeIn('inbound', 'subscribe', cell),
  )
}

for (const cell of inbound.unsubscribe.filter(({ before }) => isFrom(before))) {
  verify(
    'A.3.2/delivers-an-unsubscribe',
    describeCell(cell),
    hears('unsubscribe', cell),
    placeIn('inbound', 'unsubscribe', cell),
  )
  verify(
    'A.3.2/delivers-an-unsubscribe',
    whileAway(cell),
    hearsAway('unsubscribe', cell),
    placeIn('inboundAway', 'unsubscribe', cell),
  )
}

for (const cell of inbound.unsubscribe.filter((each) => changes(each) && !isFrom(each.before))) {
  verify(
    'A.3.2/ends-a-pending-request',
    describeCell(cell),
    hears('unsubscribe', cell),
    placeIn('inbound', 'unsubscribe', cell),
  )
  verify(
    'A.3.2/ends-a-pending-request',
    whileAway(cell),
    hearsAway('unsubscribe', cell),
    placeIn('inboundAway', 'unsubscribe', cell),
  )
}

for (const cell of inbound.unsubscribe.filter((each) => !changes(each))) {
  verify(
    'A.3.2/delivers-no-unsubscribe-from-nothing',
    describeCell(cell),
    hears('unsubscribe', cell),
    placeIn('inbound', 'unsubscribe', cell),
  )
}

for (const cell of inbound.subscribed.filter(changes)) {
  verify(
    'A.3.3/delivers-an-approval',
    describeCell(cell),
    hears('subscribed', cell),
    placeIn('inbound', 'subscribed', cell),
  )
  verify(
    'A.3.3/delivers-an-approval',
    whileAway(cell),
    hearsAway('subscribed', cell),
    placeIn('inboundAway', 'subscribed', cell),
  )
}

for (const cell of inbound.subscribed.filter((each) => !changes(each) && !isTo(each.before))) {
  verify(
    'A.3.3/delivers-no-approval-of-nothing',
    describeCell(cell),
    hears('subscribed', cell),
    placeIn('inbound', 'subscribed', cell),
  )
}

for (const cell of inbound.subscribed.filter(({ before }) => isTo(before))) {
  verify(
    'A.3.3/delivers-no-approval-twice',
    describeCell(cell),
    hears('subscribed', cell),
    placeIn('inbound', 'subscribed', cell),
  )
  verify(
    'A.3.3/changes-nothing-for-a-subscriber',
    describeCell(cell),
    hears('subscribed', { ...cell, passes: 'MAY' }),
    placeIn('inbound', 'subscribed', cell),
  )
}

for (const cell of inbound.unsubscribed.filter(changes)) {
  verify(
    'A.3.4/delivers-a-cancellation',
    describeCell(cell),
    hears('unsubscribed', cell),
    placeIn('inbound', 'unsubscribed', cell),
  )
  verify(
    'A.3.4/delivers-a-cancellation',
    whileAway(cell),
    hearsAway('unsubscribed', cell),
    placeIn('inboundAway', 'unsubscribed', cell),
  )
}

for (const cell of inbound.unsubscribed.filter((each) => !changes(each))) {
  verify(
    'A.3.4/delivers-no-cancellation-of-nothing',
    describeCell(cell),
    hears('unsubscribed', cell),
    placeIn('inbound', 'unsubscribed', cell),
  )
}

for (const state of ['From', 'From + Pending Out', 'Both'] as const) {
  verify(
    'A.3.1/approves-again-for-a-subscriber',
    state,
    answers(state, 'subscribe', 'subscribed'),
    placeIn('inbound', 'subscribe', { before: state }),
  )
}

for (const state of ['From', 'From + Pending Out', 'Both'] as const) {
  verify(
    'A.3.2/answers-with-unsubscribed',
    state,
    answers(state, 'unsubscribe', 'unsubscribed'),
    placeIn('inbound', 'unsubscribe', { before: state }),
  )
}

/** A contact on another domain sends something about the subscription to a user in one state. */
function hears(type: Type, { before, passes, after }: Cell) {
  return async ({ accounts, components, fence, observe }: Stage): Promise<void> => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const juliet = await components.peer('juliet')
    await enter(before, orchard, juliet, fence)

    juliet.send(xml`<presence type='${type}' to='${romeo.bareJid}'/>`)
    const heard = await fence.after(juliet, [orchard])
    const chamber = await romeo.login({ resource: 'chamber' })

    const stanza = { name: 'presence', type, from: juliet.bareJid, to: romeo.bareJid }
    if (passes === 'MAY') {
      const delivered = heard.by(orchard).stanzas.some(({ element }) => element.type === type)
      observe(delivered ? `delivers ${type} in ${before}` : `does not deliver ${type} in ${before}`)
    } else {
      expect(heard.by(orchard)).toContainStanzas(passes === 'MUST' ? 1 : 0, stanza)
    }
    expect(await stateOf(juliet.bareJid, chamber)).toEqual(states[after].look)
  }
}

function whileAway(cell: Cell): string {
  return `${describeCell(cell)} while the user is away`
}

/** The same, while the user has no resource at all. */
function hearsAway(type: Type, { before, after }: Cell) {
  return async ({ accounts, components, fence }: Stage): Promise<void> => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const juliet = await components.peer('juliet')
    await enter(before, orchard, juliet, fence)
    await orchard.close()

    juliet.send(xml`<presence type='${type}' to='${romeo.bareJid}'/>`)
    await fence.roundTrip(juliet)
    const chamber = await romeo.login({ resource: 'chamber' })

    expect(await stateOf(juliet.bareJid, chamber)).toEqual(states[after].look)
  }
}

/** The user's server answers the contact on another domain in the name of the user. */
function answers(state: State, type: Type, answer: Type) {
  return async ({ accounts, components, fence }: Stage): Promise<void> => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const juliet = await components.peer('juliet')
    await enter(state, orchard, juliet, fence)

    juliet.send(xml`<presence type='${type}' to='${romeo.bareJid}'/>`)
    const heard = await fence.roundTrip(juliet)

    expect(heard.by(juliet)).toContainStanza({
      name: 'presence',
      type: answer,
      from: romeo.bareJid,
      to: juliet.bareJid,
    })
  }
}
