import { type Peer, prepare, type Session, xml } from '#conformance'

/** Makes the user a subscriber of the contact's presence, as a preparation for what is to be asked. */
export async function subscribe(user: Session, contact: Session): Promise<void> {
  await prepare(`a subscription of ${user.name} to ${contact.name}`, async () => {
    user.send(xml`<presence type='subscribe' to='${contact.bareJid}'/>`)
    await contact.next({ name: 'presence', type: 'subscribe', from: user.bareJid })
    contact.send(xml`<presence type='subscribed' to='${user.bareJid}'/>`)
    await user.next({ name: 'presence', type: 'subscribed', from: contact.bareJid })
    await user.next({ name: 'presence', type: null, from: contact.jid })
    // Pushes to both that they need not look at: what comes from here on is news.
    await user.roundTrip()
    await contact.roundTrip()
  })
}

/** The same, to a contact of another domain. */
export async function subscribeToPeer(user: Session, contact: Peer): Promise<void> {
  await prepare(`a subscription of ${user.name} to ${contact.bareJid}`, async () => {
    user.send(xml`<presence type='subscribe' to='${contact.bareJid}'/>`)
    await contact.next({ name: 'presence', type: 'subscribe', from: user.bareJid })
    contact.send(xml`<presence type='subscribed' to='${user.bareJid}'/>`)
    await user.next({ name: 'presence', type: 'subscribed', from: contact.bareJid })
    await user.roundTrip()
  })
}
