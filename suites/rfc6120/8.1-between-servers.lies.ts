import { amendsFor, carriesOn, closeStream, closesWith, type Lie, liesAbout, rewrites } from '#lies'
import { closesBy } from './amends.ts'
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

export const amends = amendsFor(rfc6120, {
  '8.1.1.2/closes-on-a-stanza-to-nobody': {
    'blames the address': closesBy('improper-addressing'),
    'closes where it would answer': rewrites({ type: 'error', name: 'message' }, (_, link) => {
      closeStream(link, 'improper-addressing')
      return []
    }),
  },
  '8.1.2.2/closes-on-a-stanza-from-nobody': { 'blames the address': closesBy('improper-addressing') },
  '8.1.2.2/invalid-from-for-another-domain': { 'blames the address': closesBy('invalid-from') },
})
