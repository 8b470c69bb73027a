import { type Lie, liesAbout, NS, rewrites } from '#lies'
import { rfc6120 } from './requirements.ts'

const EXTERNAL = `<stream:features><mechanisms xmlns='${NS.sasl}'><mechanism>EXTERNAL</mechanism></mechanisms></stream:features>`

/** Offers EXTERNAL, and takes it, whatever the certificate. */
const trustsAnybody: Lie = () => ({
  toClient: (part, link) => {
    if (link.port !== 's2s' || part.kind === 'header') return undefined
    if (part.kind === 'element') return part.element.is('error', NS.streams) ? [EXTERNAL] : undefined
    return []
  },
})

const KEPT_OUT =
  "<stream:error><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>"

/** Does not find the name that it is looking for. */
const doesNotFindTheName: Lie = rewrites({ name: 'features' }, (_, link) =>
  link.secured ? [KEPT_OUT] : undefined,
)

export const lies = liesAbout(rfc6120, {
  '13.7.1.2.1/knows-a-peer-by-its-dns-name': { 'looks at the first name alone': doesNotFindTheName },
  '13.7.1.2.1/knows-a-peer-by-its-service': {
    'knows no names of services': doesNotFindTheName,
    'takes the service for clients for the one for servers': trustsAnybody,
  },
  '13.7.2/refuses-an-untrusted-certificate': { 'trusts any certificate': trustsAnybody },
  '13.7.2/holds-the-certificate-against-the-header': {
    'trusts a certificate for whatever name': trustsAnybody,
  },
})
