import { liesAbout, NS, rewrites, xml } from '#lies'
import { rfc7677 } from './requirements.ts'

const challenge = { name: 'challenge', ns: NS.sasl }
const success = { name: 'success', ns: NS.sasl }
const failure = { name: 'failure', ns: NS.sasl }

const letsIn = rewrites(failure, () => [xml`<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>`])

export const lies = liesAbout(rfc7677, {
  '3/scram-sha-256': {
    'signs with a hash that is as short as that of SHA-1': rewrites(success, (said) => [
      said.withChildren([
        Buffer.from(
          `v=${Buffer.from(Buffer.from(said.text(), 'base64').toString().slice(2), 'base64').subarray(0, 20).toString('base64')}`,
        ).toString('base64'),
      ]),
    ]),
    'does not look at the proof': letsIn,
  },
  '3/scram-sha-256-plus': {
    'does not compare channels': letsIn,
    'does not accept its own channel': rewrites(success, () => [
      xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>`,
    ]),
  },
  '3/hashes-often-enough': {
    'saves time': rewrites(challenge, (said) => [
      said.withChildren([
        Buffer.from(Buffer.from(said.text(), 'base64').toString().replace(/,i=.*/, ',i=1000')).toString(
          'base64',
        ),
      ]),
    ]),
  },
})
