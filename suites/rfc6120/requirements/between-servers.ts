import type { Requirements } from '#catalogue'

/** What shows to another server alone. */
export const betweenServers = {
  '4.3.6/takes-a-peer-for-its-domain': {
    level: 'MUST',
    covers: ['rfc6120-4.3.6-7'],
    says: 'a peer speaks for its bare domain, whether it has named that as its identity or the certificate has',
    needs: ['federation'],
  },
  '4.7.1/names-itself-to-a-peer': {
    level: 'MUST',
    covers: ['rfc6120-4.7.1-2'],
    says: 'under TLS the header to a peer says which domain it comes from',
    needs: ['federation'],
  },
  '4.7.2/response-to-mirrors-a-peer': {
    level: 'MUST',
    covers: ['rfc6120-4.7.2-4'],
    says: 'the header to a peer is addressed to the domain that the peer has named',
    needs: ['federation'],
  },
  '4.8.3/gives-a-peer-both-addresses': {
    level: 'REQUIRED',
    covers: ['rfc6120-4.8.3-1'],
    says: 'every stanza that a peer gets carries to and from',
    needs: ['federation'],
  },
  '5.4.3.1/asks-a-peer-for-its-certificate': {
    level: 'SHOULD',
    covers: ['rfc6120-5.4.3.1-4'],
    says: 'a peer is asked for a certificate, so that it can authenticate by it',
    needs: ['federation'],
  },
  '6.3.8/a-peer-is-a-domain': {
    level: 'MUST',
    covers: ['rfc6120-6.3.8-5'],
    says: 'a peer that asks to be more than a domain does not become that',
    needs: ['federation'],
  },
  '6.4.5/policy-violation-for-a-peer-without-proof': {
    level: 'SHOULD',
    covers: ['rfc6120-6.4.5-6'],
    says: 'a peer that can prove its identity by nothing is told policy-violation, where dialback is not enough',
    needs: ['federation'],
  },
  '8.1.1.2/closes-on-a-stanza-to-nobody': {
    level: 'MUST',
    covers: ['rfc6120-8.1.1.2-1'],
    says: 'a stanza of a peer without to, or to what is no address, closes the stream with improper-addressing',
    needs: ['federation'],
  },
  '8.1.1.2/closes-on-a-stanza-to-elsewhere': {
    level: 'MUST',
    covers: ['rfc6120-8.1.1.2-2', 'rfc6120-10.4-2'],
    says: 'a stanza of a peer to a domain that is not served closes the stream with host-unknown or host-gone',
    needs: ['federation'],
  },
  '8.1.2.2/closes-on-a-stanza-from-nobody': {
    level: 'MUST',
    covers: ['rfc6120-8.1.2.2-1'],
    says: 'a stanza of a peer without from closes the stream with improper-addressing',
    needs: ['federation'],
  },
  '8.1.2.2/invalid-from-for-another-domain': {
    level: 'MUST',
    covers: ['rfc6120-8.1.2.2-2'],
    says: 'a stanza in the name of a domain that is not the peer is answered by invalid-from',
    needs: ['federation'],
  },
  '8.1.2.2/delivers-nothing-of-another-domain': {
    level: 'MUST',
    covers: ['rfc6120-8.1.2.2-2'],
    says: 'a stanza in the name of a domain that is not the peer ends the stream and reaches nobody',
    needs: ['federation'],
  },
  '10.1/routes-to-a-peer-in-order': {
    level: 'MUST',
    covers: ['rfc6120-10.1-3'],
    says: 'what a client sends to the bare and the full JID of somebody elsewhere comes to his server in that order',
    needs: ['federation'],
  },
  '10.1/routes-over-one-stream': {
    level: 'MUST',
    covers: ['rfc6120-10.1-4'],
    says: 'stanzas to one domain take one stream, even where its server has opened two',
    needs: ['federation'],
  },
  '10.1/delivers-from-a-peer-in-order': {
    level: 'MUST',
    covers: ['rfc6120-10.1-5'],
    says: 'what a peer sends to the bare and the full JID of a user reaches him in that order',
    needs: ['federation'],
  },
  '10.4/routes-to-a-peer': {
    level: 'SHOULD',
    covers: ['rfc6120-10.4-1', 'rfc6120-10.4.1-1'],
    says: 'a stanza to the domain of a peer is routed over the stream that it has opened',
    needs: ['federation'],
  },
  '10.4.3/tells-a-peer-what-it-cannot-deliver': {
    level: 'MUST',
    covers: ['rfc6120-10.4.3-4'],
    says: 'a peer whose stanza cannot be delivered gets an error for the one who sent it',
    needs: ['federation'],
  },
  '10.4.3/says-that-a-domain-is-out-of-reach': {
    level: 'MUST',
    covers: ['rfc6120-10.4.3-3'],
    says: 'a stanza to an address where no stream can be negotiated comes back with remote-server-timeout',
    needs: ['federation'],
  },
  '13.7.1.2.1/knows-a-peer-by-its-dns-name': {
    level: 'REQUIRED',
    covers: ['rfc6120-13.7.1.2.1-2'],
    says: 'a peer may be certified by its name in DNS',
    needs: ['federation'],
  },
  '13.7.1.2.1/knows-a-peer-by-its-service': {
    level: 'REQUIRED',
    covers: ['rfc6120-13.7.1.2.1-5'],
    says: 'a peer may be certified as the service for servers of its domain, and not as the one for clients',
    needs: ['federation'],
  },
  '13.7.2/refuses-an-untrusted-certificate': {
    level: 'MUST',
    covers: ['rfc6120-5.4.3.1-7', 'rfc6120-13.7.2-1', 'rfc6120-13.7.2-2', 'rfc6120-13.7.2-3'],
    says: 'a certificate that is untrusted or out of its time speaks for nobody',
    needs: ['federation'],
  },
  '13.7.2/holds-the-certificate-against-the-header': {
    level: 'SHOULD',
    covers: ['rfc6120-13.7.2-4', 'rfc6120-13.7.2-5'],
    says: 'a peer that is certified for another name than its header says is not let in',
    needs: ['federation'],
  },
  '13.14/offers-a-peer-tls-and-sasl': {
    level: 'SHOULD',
    covers: ['rfc6120-13.14-2'],
    says: 'a peer is offered TLS, and SASL for who is certified',
    needs: ['federation'],
  },
  '13.14/requires-tls-of-a-peer': {
    level: 'SHOULD',
    covers: ['rfc6120-13.14-3'],
    says: 'TLS is mandatory for a peer, whether it is certified or has dialback alone',
    needs: ['federation'],
  },
} as const satisfies Requirements<'rfc6120'>
