import type { Requirements } from '#catalogue'

export const starttls = {
  '5.3.1/nothing-before-mandatory-tls': {
    level: 'MUST',
    covers: ['rfc6120-5.3.1-1'],
    says: 'where TLS is mandatory, a client that logs in without it is refused',
    needs: ['starttls'],
  },
  '5.3.1/nothing-beside-mandatory-tls': {
    level: 'SHOULD NOT',
    covers: ['rfc6120-5.3.1-2'],
    says: 'where TLS is mandatory, no other feature is offered before it',
    needs: ['starttls'],
  },
  '5.3.5/knows-secure-renegotiation': {
    level: 'MUST',
    covers: ['rfc6120-5.3.5-2'],
    says: 'a client of TLS 1.2 that knows secure renegotiation is told that the server does, too',
    needs: ['starttls'],
  },
  '5.3.5/ends-when-it-does-not-renegotiate': {
    level: 'MUST',
    covers: ['rfc6120-5.3.5-3'],
    says: 'a client that wants to renegotiate where the server does not loses its connection, without a stream error',
    needs: ['starttls'],
  },
  '5.4.1/offers-starttls': {
    level: 'MUST',
    covers: ['rfc6120-5.4.1-2', 'rfc6120-5.4.1-3', 'rfc6120-5.2-1'],
    says: 'the features of a stream without TLS offer STARTTLS',
    needs: ['starttls'],
  },
  '5.4.1/marks-mandatory-tls': {
    level: 'MUST',
    covers: ['rfc6120-5.4.1-4'],
    says: 'an offer of STARTTLS that nothing goes without is marked as required',
    needs: ['starttls'],
  },
  '5.4.2.1/answers-starttls': {
    level: 'MUST',
    covers: ['rfc6120-5.4.2.1-1', 'rfc6120-5.4.2.3-1'],
    says: 'the command to start TLS is answered by proceed or failure',
    needs: ['starttls'],
  },
  '5.4.2.2/fails-and-closes': {
    level: 'MUST',
    covers: ['rfc6120-5.4.2.2-1'],
    says: 'a command to start TLS that was not offered is answered by failure and the end of the stream',
    needs: ['starttls'],
  },
  '5.4.2.3/tls-begins-behind-proceed': {
    level: 'MUST',
    covers: ['rfc6120-5.4.2.3-2', 'rfc6120-5.4.3.1-2'],
    says: 'the first byte behind proceed belongs to TLS',
    needs: ['starttls'],
  },
  '5.3.3/no-whitespace-around-proceed': {
    level: 'MUST NOT',
    covers: ['rfc6120-5.3.3-1'],
    says: 'nothing but proceed itself comes between the request for TLS and the handshake',
    needs: ['starttls'],
  },
  '5.4.3.1/certifies-the-host-that-is-asked-for': {
    level: 'SHOULD',
    covers: ['rfc6120-5.4.3.1-5'],
    says: 'the certificate that is presented is for the host that the header is addressed to',
    needs: ['starttls'],
  },
  '5.4.3.1/completes-tls-for-each-host': {
    level: 'MUST',
    covers: ['rfc6120-5.4.3.1-1', 'rfc6120-5.4.3.1-3'],
    says: 'TLS comes up for each host, with a certificate that proves its name',
    needs: ['starttls'],
  },
  '5.4.3.1/protects-all-that-follows': {
    level: 'MUST',
    covers: ['rfc6120-5.4.3.1-8'],
    says: 'what a server says under TLS comes in the records of TLS, and what comes to it in none goes nowhere',
    needs: ['starttls'],
  },
  '5.4.3.2/ends-when-tls-fails': {
    level: 'MUST',
    covers: ['rfc6120-5.4.3.2-1'],
    says: 'a client that does not speak TLS behind proceed loses its connection',
    needs: ['starttls'],
  },
  '5.4.3.2/no-closing-tag-when-tls-fails': {
    level: 'MUST NOT',
    covers: ['rfc6120-5.4.3.2-2'],
    says: 'a connection whose TLS negotiation failed ends without a closing tag',
    needs: ['starttls'],
  },
  '5.4.3.3/discards-what-came-before': {
    level: 'MUST',
    covers: ['rfc6120-5.4.3.3-3'],
    says: 'nothing that a client said before TLS has an effect after it',
    needs: ['starttls'],
  },
  '5.4.3.3/new-stream-under-tls': {
    level: 'MUST',
    covers: ['rfc6120-5.4.3.3-1', 'rfc6120-5.4.3.3-5', 'rfc6120-5.3.2-1'],
    says: 'the stream under TLS is a new one with an id of its own',
    needs: ['starttls'],
  },
  '5.4.3.3/no-starttls-under-tls': {
    level: 'MUST',
    covers: ['rfc6120-5.4.3.3-6'],
    says: 'the features under TLS come and do not offer STARTTLS again',
    needs: ['starttls'],
  },
  '5.4.3.3/offers-sasl-under-tls': {
    level: 'SHOULD',
    covers: ['rfc6120-5.4.3.3-6'],
    says: 'the features under TLS offer SASL',
    needs: ['starttls'],
  },
} as const satisfies Requirements<'rfc6120'>
