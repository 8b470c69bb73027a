import { amendsFor, type Lie, liesAbout, rewrites } from '#lies'
import { rfc6121 } from './requirements.ts'

export const lies = liesAbout(rfc6121, {
  '3/stamps-with-the-bare-jid': {
    'stamps requests with the full JID': stampsInFull(/^subscribe$/),
    'stamps approvals with the full JID': stampsInFull(/^subscribed$/),
    'stamps unsubscribes with the full JID': stampsInFull(/^unsubscribe$/),
    'stamps cancellations with the full JID': stampsInFull(/^unsubscribed$/),
  },
  '3/stamps-its-own-with-the-bare-jid': {
    'speaks for the resource that asked for the removal': stampsInFull(/^unsubscribed?$/),
  },
})

export const amends = amendsFor(rfc6121, {
  '3/stamps-its-own-with-the-bare-jid': {
    'takes the resource off': rewrites(
      { name: 'presence', type: /^unsubscribed?$/, from: /\// },
      (presence) => [presence.withAttrs({ from: presence.from?.replace(/\/.*/, '') })],
    ),
  },
})

function stampsInFull(type: RegExp): Lie {
  return rewrites({ name: 'presence', type }, (presence, link) => {
    const sender = link.all.find(({ jid }) => jid?.startsWith(`${presence.from}/`))
    return [presence.withAttrs({ from: sender?.jid })]
  })
}
