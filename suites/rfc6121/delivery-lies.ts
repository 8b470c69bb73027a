import { Element, type Instead, type Lie, type Link, mishears, NS, xml } from '#lies'

export type MessageType = 'normal' | 'chat' | 'groupchat' | 'headline' | 'error'

/** What a server does with one type of message that clients send; barriers of the harness pass untouched. */
export function treats(type: MessageType, instead: (message: Element, link: Link) => Instead): Lie {
  return mishears({ name: 'message' }, (message, link) => {
    const isBarrier = message.child('fence', 'urn:touchstone:fence') !== undefined
    return isBarrier || (message.type ?? 'normal') !== type ? undefined : instead(message, link)
  })
}

/** Messages of that type vanish. */
export const loses = (type: MessageType): Lie => treats(type, () => [])

/** Messages of that type come back with an error, whoever is there to take them. */
export const returns = (type: MessageType, condition = 'service-unavailable'): Lie =>
  treats(type, (message, link) => {
    link.tellClient(errorFor(message, link, condition))
    return []
  })

/** Messages of that type go to every other session of the verification. */
export const scatters = (type: MessageType): Lie =>
  treats(type, (message, link) => {
    for (const other of link.all) if (other !== link) other.tellClient(message.withAttrs({ from: link.jid }))
    return []
  })

/** Messages of that type go to one session, the first that the recipient opened. */
export const givesToTheFirstAlone = (type: MessageType): Lie =>
  treats(type, (message, link) => {
    link.all
      .find((other) => other !== link && other.jid !== undefined)
      ?.tellClient(message.withAttrs({ from: link.jid }))
    return []
  })

/** The same fault with several types of message. */
export const forEach = (types: readonly MessageType[], lie: (type: MessageType) => Lie): Lie => {
  return () => {
    const all = types.map((type) => lie(type)())
    return {
      toServer: (part, link) =>
        all.map(({ toServer }) => toServer?.(part, link)).find((said) => said !== undefined),
    }
  }
}

/** The error that answers a stanza (RFC 6120 §8.3.1). */
export function errorFor(stanza: Element, link: Link, condition: string): Element {
  const { to, id } = stanza.attrs
  return new Element(
    stanza.name,
    NS.client,
    { from: to ?? '', to: link.jid ?? '', id: id ?? '', type: 'error' },
    [xml`<error type='cancel'>${new Element(condition, NS.stanzaErrors)}</error>`],
  )
}
