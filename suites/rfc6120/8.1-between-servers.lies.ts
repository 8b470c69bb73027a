import { carriesOn, closesWith, type Lie, liesAbout } from '#lies'
import { rfc6120 } from './requirements.ts'

/** Believes a peer whoever it says has sent something. */
const believesPeers: Lie = () => ({
  toServer: (part, link) => {
    if (part.kind !== 'element' || part.element.id !== 'forged') return undefined
    for (const other of link.all) if (other.jid === part.element.to) other.tellClient(part.element)
    return undefined
  },
})

export const lies = liesAbout(rfc6120, {
  '8.1.1.2/closes-on-a-stanza-to-nobody': { 'goes on with the next stanza': carriesOn },
  '8.1.1.2/closes-on-a-stanza-to-elsewhere': {
    'relays for others': carriesOn,
    'does not say that it does not know the host': closesWith('internal-server-error'),
  },
  '8.1.2.2/closes-on-a-stanza-from-nobody': { 'goes on with the next stanza': carriesOn },
  '8.1.2.2/invalid-from-for-another-domain': { 'goes on with the next stanza': carriesOn },
  '8.1.2.2/delivers-nothing-of-another-domain': { 'believes a peer that names another': believesPeers },
})
