import { type Amend, amendsFor, type Lie, liesAbout, NS, rewrites, xml } from '#lies'
import { failure } from './amends.ts'
import { rfc6120 } from './requirements.ts'

/** Reads what it can of bad base64, and goes on. */
const lenient = rewrites({ name: 'failure', ns: NS.sasl }, () => [
  xml`<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${Buffer.from('r=1,s=MQ==,i=4096').toString('base64')}</challenge>`,
])

/** Breaks on what it cannot read. */
const breaks: Lie = () => ({
  toClient: (part, link) => {
    if (part.kind !== 'element' || !part.element.is('failure', NS.sasl)) return undefined
    link.hangUp()
    return []
  },
})

/** Without a certificate, suites or an id of the connection. */
const SSL_2_SERVER_HELLO = Buffer.of(0x80, 11, 4, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0)

export const lies = liesAbout(rfc6120, {
  '13.9.1/refuses-other-characters': {
    'reads past characters that it does not know': lenient,
    'hangs up at characters that it does not know': breaks,
  },
  '13.9.1/refuses-misplaced-padding': {
    'reads up to the first padding': lenient,
    'breaks on misplaced padding': breaks,
  },
  '13.9.5/no-ssl-2': {
    'goes on in SSL 2.0': () => ({
      tls: {
        tap: (_, say) => ({
          incoming: () => {
            say(SSL_2_SERVER_HELLO)
            return Buffer.alloc(0)
          },
        }),
      },
    }),
  },
})

export const amends = amendsFor(rfc6120, {
  '13.9.1/refuses-other-characters': { 'looks for other characters': readsBase64Strictly },
  '13.9.1/refuses-misplaced-padding': { 'looks where padding stands': readsBase64Strictly },
})

/** Data that is no base64 to the letter (RFC 4648 §3) is refused before the server reads what it can of it. */
function readsBase64Strictly(): ReturnType<Amend> {
  return {
    toServer: (part, link) => {
      if (part.kind !== 'element' || part.element.ns !== NS.sasl) return
      if (/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?=?$/.test(part.element.text())) return
      link.tellClient(failure('incorrect-encoding'))
      return []
    },
  }
}
