import { conformance, expect, type Stage, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { enter, type State, stateOf, states, type Type } from './states.ts'

const verify = conformance(rfc6121)

for (const [before, after] of [
  ['None', 'None + Pending In'],
  ['None + Pending Out', 'None + Pending Out+In'],
  ['To', 'To + Pending In'],
] as const) {
  verify('A.3.1/delivers-a-request', `${before} → ${after}`, hears(before, 'subscribe', 'delivered', after))
  verify(
    'A.3.1/delivers-a-request',
    `${before} → ${after} while the user is away`,
    hearsAway(before, 'subscribe', after),
  )
}

for (const [before, after] of [
  ['None + Pending In', 'None + Pending In'],
  ['None + Pending Out+In', 'None + Pending Out+In'],
  ['To + Pending In', 'To + Pending In'],
] as const) {
  verify('A.3.1/delivers-no-request-twice', `${before} stays`, hears(before, 'subscribe', 'kept', after))
}

for (const [before, after] of [
  ['From', 'From'],
  ['From + Pending Out', 'From + Pending Out'],
  ['Both', 'Both'],
] as const) {
  verify(
    'A.3.1/delivers-no-request-of-a-subscriber',
    `${before} stays`,
    hears(before, 'subscribe', 'kept', after),
  )
}

for (const [before, after] of [
  ['From', 'None'],
  ['From + Pending Out', 'None + Pending Out'],
  ['Both', 'To'],
] as const) {
  verify(
    'A.3.2/delivers-an-unsubscribe',
    `${before} → ${after}`,
    hears(before, 'unsubscribe', 'delivered', after),
  )
  verify(
    'A.3.2/delivers-an-unsubscribe',
    `${before} → ${after} while the user is away`,
    hearsAway(before, 'unsubscribe', after),
  )
}

for (const [before, after] of [
  ['None + Pending In', 'None'],
  ['None + Pending Out+In', 'None + Pending Out'],
  ['To + Pending In', 'To'],
] as const) {
  verify(
    'A.3.2/ends-a-pending-request',
    `${before} → ${after}`,
    hears(before, 'unsubscribe', 'either', after),
  )
  verify(
    'A.3.2/ends-a-pending-request',
    `${before} → ${after} while the user is away`,
    hearsAway(before, 'unsubscribe', after),
  )
}

for (const [before, after] of [
  ['None', 'None'],
  ['None + Pending Out', 'None + Pending Out'],
  ['To', 'To'],
] as const) {
  verify(
    'A.3.2/delivers-no-unsubscribe-from-nothing',
    `${before} stays`,
    hears(before, 'unsubscribe', 'kept', after),
  )
}

for (const [before, after] of [
  ['None + Pending Out', 'To'],
  ['None + Pending Out+In', 'To + Pending In'],
  ['From + Pending Out', 'Both'],
] as const) {
  verify(
    'A.3.3/delivers-an-approval',
    `${before} → ${after}`,
    hears(before, 'subscribed', 'delivered', after),
  )
  verify(
    'A.3.3/delivers-an-approval',
    `${before} → ${after} while the user is away`,
    hearsAway(before, 'subscribed', after),
  )
}

for (const [before, after] of [
  ['None', 'None'],
  ['None + Pending In', 'None + Pending In'],
  ['From', 'From'],
] as const) {
  verify(
    'A.3.3/delivers-no-approval-of-nothing',
    `${before} stays`,
    hears(before, 'subscribed', 'kept', after),
  )
}

for (const [before, after] of [
  ['To', 'To'],
  ['To + Pending In', 'To + Pending In'],
  ['Both', 'Both'],
] as const) {
  verify('A.3.3/delivers-no-approval-twice', `${before} stays`, hears(before, 'subscribed', 'kept', after))
}

for (const [before, after] of [
  ['To', 'To'],
  ['To + Pending In', 'To + Pending In'],
  ['Both', 'Both'],
] as const) {
  verify(
    'A.3.3/changes-nothing-for-a-subscriber',
    `${before} stays`,
    hears(before, 'subscribed', 'either', after),
  )
}

for (const [before, after] of [
  ['None + Pending Out', 'None'],
  ['None + Pending Out+In', 'None + Pending In'],
  ['To', 'None'],
  ['To + Pending In', 'None + Pending In'],
  ['From + Pending Out', 'From'],
  ['Both', 'From'],
] as const) {
  verify(
    'A.3.4/delivers-a-cancellation',
    `${before} → ${after}`,
    hears(before, 'unsubscribed', 'delivered', after),
  )
  verify(
    'A.3.4/delivers-a-cancellation',
    `${before} → ${after} while the user is away`,
    hearsAway(before, 'unsubscribed', after),
  )
}

for (const [before, after] of [
  ['None', 'None'],
  ['None + Pending In', 'None + Pending In'],
  ['From', 'From'],
] as const) {
  verify(
    'A.3.4/delivers-no-cancellation-of-nothing',
    `${before} stays`,
    hears(before, 'unsubscribed', 'kept', after),
  )
}

for (const state of ['From', 'From + Pending Out', 'Both'] as const) {
  verify('A.3.1/approves-again-for-a-subscriber', state, answers(state, 'subscribe', 'subscribed'))
}

for (const state of ['From', 'From + Pending Out', 'Both'] as const) {
  verify('A.3.2/answers-with-unsubscribed', state, answers(state, 'unsubscribe', 'unsubscribed'))
}

/** A contact on another domain sends something about the subscription to a user in one state. */
function hears(before: State, type: Type, fate: 'delivered' | 'kept' | 'either', after: State) {
  return async ({ accounts, components, fence, observe }: Stage): Promise<void> => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const juliet = await components.peer('juliet')
    await enter(before, orchard, juliet, fence)

    juliet.send(xml`<presence type='${type}' to='${romeo.bareJid}'/>`)
    const heard = await fence.after(juliet, [orchard])
    const chamber = await romeo.login({ resource: 'chamber' })

    const stanza = { name: 'presence', type, from: juliet.bareJid, to: romeo.bareJid }
    if (fate === 'either') {
      const delivered = heard.by(orchard).stanzas.some(({ element }) => element.type === type)
      observe(delivered ? `delivers ${type} in ${before}` : `does not deliver ${type} in ${before}`)
    } else {
      expect(heard.by(orchard)).toContainStanzas(fate === 'delivered' ? 1 : 0, stanza)
    }
    expect(await stateOf(juliet.bareJid, chamber)).toEqual(states[after].look)
  }
}

/** The same, while the user has no resource at all. */
function hearsAway(before: State, type: Type, after: State) {
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
