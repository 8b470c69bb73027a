/**
 * Names in a certificate (RFC 5280 §4.2.1.6), those of XMPP among them, which need an encoding of their own.
 */
import { Extension } from '@peculiar/x509'

/**
 * A DNS-ID, written as it is; an SRV-ID (RFC 4985), the service with its underscore: `_xmpp-server.example.org`;
 * or an XmppAddr (RFC 6120 §13.7.1.4).
 */
export type AlternativeName = string | { readonly srv: string } | { readonly xmppAddr: string }

const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17'
/** `id-on-dnsSRV`, 1.3.6.1.5.5.7.8.7, and `id-on-xmppAddr`, 1.3.6.1.5.5.7.8.5. */
const DNS_SRV = Buffer.from('2b06010505070807', 'hex')
const XMPP_ADDR = Buffer.from('2b06010505070805', 'hex')

const TAG = { objectIdentifier: 0x06, utf8String: 0x0c, ia5String: 0x16, sequence: 0x30, explicit0: 0xa0 }
const OTHER_NAME = 0xa0
const DNS_NAME = 0x82

export function nameOf(name: AlternativeName): string {
  if (typeof name === 'string') return name
  return 'srv' in name ? name.srv : name.xmppAddr
}

export function alternativeNames(names: readonly AlternativeName[]): Extension {
  const encoded = der(TAG.sequence, ...names.map(generalName))
  return new Extension(SUBJECT_ALTERNATIVE_NAME, false, new Uint8Array(encoded))
}

function generalName(name: AlternativeName): Buffer {
  if (typeof name === 'string') return der(DNS_NAME, Buffer.from(name, 'latin1'))
  return 'srv' in name
    ? otherName(DNS_SRV, der(TAG.ia5String, Buffer.from(name.srv, 'latin1')))
    : otherName(XMPP_ADDR, der(TAG.utf8String, Buffer.from(name.xmppAddr)))
}

function otherName(type: Buffer, value: Buffer): Buffer {
  return der(OTHER_NAME, der(TAG.objectIdentifier, type), der(TAG.explicit0, value))
}

/** Tag, length and contents; names are short, so that two octets of length are enough. */
function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  const { length } = content
  const long = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...(length < 0x80 ? [length] : long)]), content])
}
