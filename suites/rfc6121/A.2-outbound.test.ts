import { conformance, expect, type Stage, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { enter, type State, stateOf, states, type Type } from './states.ts'

const verify = conformance(rfc6121)

for (const [before, after] of [
  ['None', 'None + Pending Out'],
  ['None + Pending In', 'None + Pending Out+In'],
  ['From', 'From + Pending Out'],
] as const) {
  verify(
    'A.2.1/routes-a-request-and-waits',
    `${before} → ${after}`,
    sends(before, 'subscribe', 'routed', after),
  )
}

for (const [before, after] of [
  ['None + Pending Out', 'None + Pending Out'],
  ['None + Pending Out+In', 'None + Pending Out+In'],
  ['To', 'To'],
  ['To + Pending In', 'To + Pending In'],
  ['From + Pending Out', 'From + Pending Out'],
  ['Both', 'Both'],
] as const) {
  verify('A.2.1/routes-a-request-again', `${before} stays`, sends(before, 'subscribe', 'routed', after))
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
    'A.2.2/routes-an-unsubscribe-and-ends',
    `${before} → ${after}`,
    sends(before, 'unsubscribe', 'routed', after),
  )
}

for (const [before, after] of [
  ['None', 'None'],
  ['None + Pending In', 'None + Pending In'],
  ['From', 'From'],
] as const) {
  verify(
    'A.2.2/routes-an-unsubscribe-from-nothing',
    `${before} stays`,
    sends(before, 'unsubscribe', 'routed', after),
  )
}

for (const [before, after] of [
  ['None + Pending In', 'From'],
  ['None + Pending Out+In', 'From + Pending Out'],
  ['To + Pending In', 'Both'],
] as const) {
  verify('A.2.3/routes-an-approval', `${before} → ${after}`, sends(before, 'subscribed', 'routed', after))
}

for (const [before, after] of [
  ['None', 'None'],
  ['None + Pending Out', 'None + Pending Out'],
  ['To', 'To'],
] as const) {
  verify('A.2.3/routes-no-approval-in-advance', `${before} stays`, sends(before, 'subscribed', 'kept', after))
}

for (const [before, after] of [
  ['From', 'From'],
  ['From + Pending Out', 'From + Pending Out'],
  ['Both', 'Both'],
] as const) {
  verify('A.2.3/routes-no-approval-twice', `${before} stays`, sends(before, 'subscribed', 'kept', after))
}

for (const [before, after] of [
  ['None + Pending In', 'None'],
  ['None + Pending Out+In', 'None + Pending Out'],
  ['To + Pending In', 'To'],
  ['From', 'None'],
  ['From + Pending Out', 'None + Pending Out'],
  ['Both', 'To'],
] as const) {
  verify(
    'A.2.4/routes-a-cancellation',
    `${before} → ${after}`,
    sends(before, 'unsubscribed', 'routed', after),
  )
}

for (const [before, after] of [
  ['None', 'None'],
  ['None + Pending Out', 'None + Pending Out'],
  ['To', 'To'],
] as const) {
  verify(
    'A.2.4/routes-no-cancellation-of-nothing',
    `${before} stays`,
    sends(before, 'unsubscribed', 'kept', after),
  )
}

/** A user in one state sends something about the subscription to a contact on another domain. */
function sends(before: State, type: Type, fate: 'routed' | 'kept', after: State) {
  return async ({ accounts, components, fence }: Stage): Promise<void> => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const juliet = await components.peer('juliet')
    await enter(before, orchard, juliet, fence)

    orchard.send(xml`<presence type='${type}' to='${juliet.bareJid}'/>`)
    const heard = await fence.after(orchard, [juliet])
    const chamber = await romeo.login({ resource: 'chamber' })

    expect(heard.by(juliet)).toContainStanzas(fate === 'routed' ? 1 : 0, {
      name: 'presence',
      type,
      from: romeo.bareJid,
      to: juliet.bareJid,
    })
    expect(await stateOf(juliet.bareJid, chamber)).toEqual(states[after].look)
  }
}
