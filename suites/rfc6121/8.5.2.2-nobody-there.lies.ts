import { type Element, type Lie, liesAbout, mishears, NS } from '#lies'
import { errorFor, forEach, loses, returns } from './delivery-lies.ts'
import { answersAsTheServer, blames, leavesUnanswered } from './iq-lies.ts'
import { rfc6121 } from './requirements.ts'

/** Keeps a stanza that should be forgotten, and gives it to whoever logs in next. */
const keeps = (name: 'message' | 'presence', types: readonly string[]): Lie => {
  return () => {
    const kept: { stanza: Element; from: string }[] = []
    return {
      toServer: (part, link) => {
        if (part.kind !== 'element' || part.element.name !== name) return undefined
        const { element } = part
        if (!/^juliet[^/]*$/.test(element.to ?? '') || !types.includes(element.type ?? 'available'))
          return undefined
        kept.push({ stanza: element, from: link.jid ?? '' })
        return []
      },
      toClient: (part, link) => {
        const reflected =
          part.kind === 'element' && part.element.name === 'presence' && part.element.from === link.jid
        if (!reflected || !link.jid?.startsWith('juliet')) return undefined
        return [part.element, ...kept.map(({ stanza, from }) => stanza.withAttrs({ from }))]
      },
    }
  }
}

export const lies = liesAbout(rfc6121, {
  '8.5.2.2.1/message-is-stored-or-returned': { 'loses it': forEach(['normal', 'chat'], loses) },
  '8.5.2.2.1/groupchat-is-returned': { 'loses it without a word': loses('groupchat') },
  '8.5.2.2.1/headline-and-error-are-ignored': {
    'returns them': forEach(['headline', 'error'], returns),
    'stores them for later': keeps('message', ['headline', 'error']),
  },
  '8.5.2.2.2/presence-is-ignored': {
    'answers with an error': mishears({ name: 'presence', to: /^juliet/ }, (presence, link) => {
      link.tellClient(errorFor(presence, link, 'recipient-unavailable'))
      return []
    }),
    'stores it for later': keeps('presence', ['available', 'unavailable']),
  },
  '8.5.2.2.3/answered-by-the-server-itself': {
    'leaves it unanswered': leavesUnanswered(NS.discoInfo),
    'answers in its own name': answersAsTheServer,
  },
  '8.5.2.2.3/unavailable-where-it-cannot-answer': {
    'calls the user not found': blames('item-not-found'),
    'leaves it unanswered': leavesUnanswered('urn:example:nobody'),
  },
})
