import { amendsFor, liesAbout, NS, rewrites, xml } from '#lies'
import { closesBy } from './amends.ts'
import { rfc6120 } from './requirements.ts'

export const lies = liesAbout(rfc6120, {
  '6.3.8/a-peer-is-a-domain': {
    'lets a peer be whom it likes': rewrites({ name: 'failure', ns: NS.sasl }, () => [
      xml`<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>`,
    ]),
    'cannot say what is wrong with an identity': rewrites({ name: 'failure', ns: NS.sasl }, () => [
      xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><temporary-auth-failure/></failure>`,
    ]),
  },
  '6.4.5/policy-violation-for-a-peer-without-proof': {
    'closes without a reason of its own': rewrites({ name: 'error', ns: NS.streams }, () => [
      "<stream:error><undefined-condition xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
    ]),
  },
})

export const amends = amendsFor(rfc6120, {
  '6.4.5/policy-violation-for-a-peer-without-proof': { 'calls it policy': closesBy('policy-violation') },
})
