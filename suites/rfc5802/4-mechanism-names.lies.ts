import { liesAbout, NS, rewrites } from '#lies'
import { rfc5802 } from './requirements.ts'

export const lies = liesAbout(rfc5802, {
  '4/scram-sha-1': {
    'signs by other keys than those of the account': rewrites({ name: 'success', ns: NS.sasl }, (said) => [
      said.withChildren([Buffer.from(`v=${Buffer.alloc(20, 'key').toString('base64')}`).toString('base64')]),
    ]),
    'does not sign': rewrites({ name: 'success', ns: NS.sasl }, (said) => [said.withChildren([])]),
    'sends the signature without its name': rewrites({ name: 'success', ns: NS.sasl }, (said) => [
      said.withChildren([
        Buffer.from(Buffer.from(said.text(), 'base64').toString().slice(2)).toString('base64'),
      ]),
    ]),
  },
})
