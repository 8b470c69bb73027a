import type { Requirements } from '#catalogue'

export const streams = {
  '4.1/answers-with-a-response-stream': {
    level: 'MUST',
    covers: ['rfc6120-4.1-1', 'rfc6120-5.4.1-1'],
    says: 'an initial stream is answered with a response stream, however its bytes are cut',
  },
  '4.7.1/response-from-is-a-served-domain': {
    level: 'MUST',
    covers: ['rfc6120-4.7.1-3'],
    says: 'the response header says from which of its domains the server speaks',
  },
  '4.7.2/response-to-mirrors-from': {
    level: 'MUST',
    covers: ['rfc6120-4.7.2-2'],
    says: 'a client that names itself in from reads its bare JID in to of the response header',
  },
  '4.7.2/no-response-to-without-from': {
    level: 'MUST NOT',
    covers: ['rfc6120-4.7.2-3'],
    says: 'the response header addresses nobody when the client has not named itself',
  },
  '4.7.3/response-has-an-id': {
    level: 'MUST',
    covers: ['rfc6120-4.7.3-4'],
    says: 'the response header carries a stream id',
  },
  '4.7.3/ids-are-unique-and-unpredictable': {
    level: 'MUST',
    covers: ['rfc6120-4.7.3-1', 'rfc6120-4.7.3-2'],
    says: 'stream ids neither repeat nor count',
  },
  '4.7.3/ignores-the-id-of-a-client': {
    level: 'MUST NOT',
    covers: ['rfc6120-4.7.3-3'],
    says: 'an id in the header of a client changes nothing',
  },
  '4.7.4/response-has-a-language': {
    level: 'MUST',
    covers: ['rfc6120-4.7.4-3'],
    says: 'the response header carries xml:lang',
  },
  '4.7.4/language-is-a-language-tag': {
    level: 'MUST',
    covers: ['rfc6120-4.7.4-1'],
    says: 'xml:lang of the response header is a well-formed language tag',
  },
  '4.7.4/supported-language-is-taken': {
    level: 'MUST',
    covers: ['rfc6120-4.7.4-4'],
    says: 'a client that asks for a language which the server speaks is answered in that language',
  },
  '4.7.4/related-language-is-looked-up': {
    level: 'SHOULD',
    covers: ['rfc6120-4.7.4-5'],
    says: 'a client that asks for a variant of a language which the server speaks is answered in that language',
  },
  '4.7.4/unknown-language-falls-back': {
    level: 'MUST',
    covers: ['rfc6120-4.7.4-6'],
    says: "a client that asks for a language which the server does not speak is answered in the server's own",
  },
  '4.7.4/adds-the-language-of-the-stream': {
    level: 'SHOULD',
    covers: ['rfc6120-4.7.4-7'],
    says: 'a stanza without a language is delivered with the language of the stream that it came in on',
  },
  '4.7.4/adds-no-other-language': {
    level: 'MUST',
    covers: ['rfc6120-4.7.4-9'],
    says: 'a language that the server adds to a stanza is the one that its sender prefers, spoken by the server or not',
  },
  '4.7.4/keeps-the-language-of-a-stanza': {
    level: 'MUST NOT',
    covers: ['rfc6120-4.7.4-10'],
    says: 'a stanza that says its language is delivered with that language',
  },
  '4.7.5/answers-the-lower-version': {
    level: 'MUST',
    covers: ['rfc6120-4.7.5-5'],
    says: "the response header names the lower of the client's version and the server's highest",
  },
  '4.7.5/compares-versions-as-numbers': {
    level: 'MUST',
    covers: ['rfc6120-4.7.5-2', 'rfc6120-4.7.5-6'],
    says: 'leading zeros of a version mean nothing and are not repeated',
  },
  '4.7.5/ignores-a-higher-minor-version': {
    level: 'MUST',
    covers: ['rfc6120-4.7.5-3'],
    says: 'a client of a higher minor version is served as one of version 1.0',
  },
  '4.7.5/no-version-for-a-client-without': {
    level: 'SHOULD NOT',
    covers: ['rfc6120-4.7.5-8'],
    says: 'a client that says no version is answered without one',
  },
  '4.9.1.1/closes-after-a-stream-error': {
    level: 'MUST',
    covers: ['rfc6120-4.9.1.1-1', 'rfc6120-4.9-2'],
    says: 'nothing but the closing tag and the end of the connection follows a stream error',
  },
  '4.9.1.1/closes-on-the-error-of-a-client': {
    level: 'SHALL',
    covers: ['rfc6120-4.9.1.1-2'],
    says: 'a stream error of the client is answered by closing the stream',
  },
  '4.9.1.2/setup-errors-stand-in-a-stream': {
    level: 'MUST',
    covers: ['rfc6120-4.9.1.2-1'],
    says: 'an error about the stream header comes inside a stream that the server opens and closes for it',
  },
  '4.9.1.3/names-itself-to-who-asks-for-another': {
    level: 'MUST',
    covers: ['rfc6120-4.9.1.3-1'],
    says: 'a client that asks for no host, or a host not served here, reads a served domain or nothing in from',
  },
  '4.9.2/has-one-defined-condition': {
    level: 'MUST',
    covers: ['rfc6120-4.9.2-2', 'rfc6120-4.9.2-4'],
    says: 'a stream error holds exactly one of the defined conditions, in their namespace',
  },
  '4.9.2/text-is-in-the-namespace-of-conditions': {
    level: 'MUST',
    covers: ['rfc6120-4.9.2-5'],
    says: 'the text of a stream error is in the namespace of the conditions and comes once at most',
  },
  '4.9.2/text-says-its-language': {
    level: 'SHOULD',
    covers: ['rfc6120-4.9.2-5'],
    says: 'the text of a stream error carries xml:lang',
  },
  '4.9.2/other-conditions-have-their-own-namespace': {
    level: 'MUST',
    covers: ['rfc6120-4.9.2-6'],
    says: 'what a stream error holds besides is in a namespace of its own application',
  },
  '4.9.3.1/prefers-the-specific-condition': {
    level: 'RECOMMENDED',
    covers: ['rfc6120-4.9.3.1-1'],
    says: 'an error about XML names what is wrong with it rather than a bad format',
  },
  '4.9.3.6/refuses-an-unknown-host': {
    level: 'MUST',
    covers: ['rfc6120-4.9.1.1-1'],
    says: 'a stream to a domain that the server does not serve is closed with host-unknown',
  },
  '4.9.3.14/refuses-what-is-too-big': {
    level: 'MAY',
    covers: ['rfc6120-4.9.3.14-1'],
    says: 'a client that has not logged in and sends no end of a stanza is refused with policy-violation',
  },
  '4.9.3.21/undefined-only-with-a-condition-of-its-own': {
    level: 'SHOULD NOT',
    covers: ['rfc6120-4.9.3.21-1'],
    says: 'undefined-condition is not used for errors that have a name',
  },
} as const satisfies Requirements<'rfc6120'>
