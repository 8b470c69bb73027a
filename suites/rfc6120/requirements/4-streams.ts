import type { Requirements } from '#catalogue'

export const streams = {
  '4.1/answers-with-a-response-stream': {
    level: 'MUST',
    covers: ['rfc6120-4.1-1', 'rfc6120-5.4.1-1'],
    says: 'an initial stream is answered with a response stream, however its bytes are cut',
  },
  '4.3.2/features-follow-the-header': {
    level: 'MUST',
    covers: ['rfc6120-4.3.2-1'],
    says: 'stream features are the first that comes behind the response header',
  },
  '4.3.3/restart-keeps-the-connection': {
    level: 'MUST',
    covers: ['rfc6120-4.3.3-1'],
    says: 'a stream that is replaced is not closed, and its connection carries the next',
  },
  '4.3.3/new-id-after-a-restart': {
    level: 'MUST',
    covers: ['rfc6120-4.3.3-3'],
    says: 'each stream of a connection has an id of its own',
  },
  '4.3.4/features-after-a-restart': {
    level: 'MUST',
    covers: ['rfc6120-4.3.4-1'],
    says: 'the features that come after a restart are those of the new stage',
  },
  '4.3.5/no-features-after-the-last-stage': {
    level: 'MUST NOT',
    covers: ['rfc6120-4.3.5-1'],
    says: 'no features but empty ones come once the negotiation is over',
  },
  '4.3.5/closes-on-a-stanza-before-its-time': {
    level: 'MUST',
    covers: ['rfc6120-4.3.5-3'],
    says: 'a stanza to somebody else before the negotiation is over closes the stream with not-authorized',
  },
  '4.3.5/delivers-nothing-before-its-time': {
    level: 'MUST NOT',
    covers: ['rfc6120-4.3.5-3', 'rfc6120-4.9.3.12-1'],
    says: 'a stanza that is sent before the negotiation is over reaches nobody',
  },
  '4.3.6/speaks-for-the-account-that-logged-in': {
    level: 'MUST',
    covers: ['rfc6120-4.3.6-3', 'rfc6120-4.3.6-4'],
    says: 'stanzas come from the account that logged in and the resource that was bound',
  },
  '4.3.6/makes-the-address-canonical': {
    level: 'MUST',
    covers: ['rfc6120-4.3.6-6'],
    says: 'the address that a client is bound to is in its canonical form',
  },
  '4.4/answers-the-closing-tag': {
    level: 'MUST',
    covers: ['rfc6120-4.4-1'],
    says: 'a client that closes its stream gets a closing tag and then the end of the connection',
  },
  '4.4/handles-what-came-before-the-closing-tag': {
    level: 'MUST',
    covers: ['rfc6120-4.4-1'],
    says: 'stanzas that came before the closing tag are delivered and answered before the stream ends',
  },
  '4.4/ignores-what-comes-behind-the-closing-tag': {
    level: 'MUST',
    covers: ['rfc6120-4.4-1'],
    says: 'nothing behind the closing tag of a client has an effect',
  },
  '4.4/ends-tls-before-the-connection': {
    level: 'MUST',
    covers: ['rfc6120-4.4-2'],
    says: 'a server that closes a stream says so in TLS, too, before it ends the connection',
  },
  '4.5/one-connection-for-both-streams': {
    level: 'MUST',
    covers: ['rfc6120-4.5-1'],
    says: 'stanzas to a client come over the connection that it opened',
  },
  '4.7.1/response-from-is-a-served-domain': {
    level: 'MUST',
    covers: ['rfc6120-4.7.1-3'],
    says: 'the response header says from which of its domains the server speaks',
  },
  '4.7.1/accepts-a-header-without-from': {
    level: 'SHOULD',
    covers: ['rfc6120-4.7.1-5'],
    says: 'a client that does not say who it is is served',
  },
  '4.7.2/accepts-a-header-without-to': {
    level: 'SHOULD',
    covers: ['rfc6120-4.7.2-6'],
    says: 'a client that names no host is served',
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
  '4.7.5/reads-numbers-of-several-digits': {
    level: 'MUST',
    covers: ['rfc6120-4.7.5-1'],
    says: 'a version is read as two whole numbers, of however many digits',
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
  '4.8.1/response-is-in-the-stream-namespace': {
    level: 'MUST',
    covers: ['rfc6120-4.8.1-1'],
    says: 'the root element of the server is a stream in the stream namespace',
  },
  '4.8.1/refuses-another-stream-namespace': {
    level: 'MUST',
    covers: ['rfc6120-4.8.1-2'],
    says: 'a header in another namespace is refused with a stream error',
  },
  '4.8.1/names-the-invalid-namespace': {
    level: 'SHOULD',
    covers: ['rfc6120-4.8.1-2'],
    says: 'a header in another namespace is refused with invalid-namespace',
  },
  '4.8.2/same-content-namespace': {
    level: 'MUST',
    covers: ['rfc6120-4.8.2-2'],
    says: 'the response stream has the content namespace of the initial stream, or refuses it',
  },
  '4.8.3/supports-jabber-client': {
    level: 'MUST',
    covers: ['rfc6120-4.8.3-7'],
    says: 'a client may open a stream whose content is in jabber:client',
  },
  '4.8.3/closes-on-an-unknown-content-namespace': {
    level: 'MUST',
    covers: ['rfc6120-4.8.3-4'],
    says: 'content in a namespace that the server does not support closes the stream with invalid-namespace',
  },
  '4.8.3/sends-stanzas-in-jabber-client': {
    level: 'MUST NOT',
    covers: ['rfc6120-4.8.3-8'],
    says: 'stanzas to a client are in jabber:client and in no other namespace',
  },
  '4.8.4/routes-stanzas-alone': {
    level: 'MUST NOT',
    covers: ['rfc6120-4.8.4-2'],
    says: 'an element that is no stanza reaches nobody, whatever address it bears',
  },
  '4.8.4/ignores-or-closes-on-what-is-no-stanza': {
    level: 'MUST',
    covers: ['rfc6120-4.8.4-3'],
    says: 'an element that is no stanza is passed over or closes the stream with an error',
  },
  '4.8.4/names-the-unsupported-stanza-type': {
    level: 'SHOULD',
    covers: ['rfc6120-4.8.4-3'],
    says: 'a stream that is closed for an element that is no stanza is closed with unsupported-stanza-type',
  },
  '4.8.5/accepts-or-refuses-a-prefix': {
    level: 'MUST',
    covers: ['rfc6120-4.8.5-2'],
    says: 'a header with an unusual prefix, or none, is served or refused for its prefix',
  },
  '4.8.5/no-prefix-on-content': {
    level: 'MUST NOT',
    covers: ['rfc6120-4.8.5-3'],
    says: 'elements of jabber:client come without a prefix',
  },
  '4.8.5/delivers-no-prefix-on-content': {
    level: 'MUST NOT',
    covers: ['rfc6120-4.8.5-4'],
    says: 'a stanza that came with a prefix is delivered without one, or not at all',
  },
  '4.8.5/refuses-namespaces-of-extensions': {
    level: 'SHOULD',
    covers: ['rfc6120-4.8.5-7'],
    says: 'a header that declares namespaces for content of stanzas closes the stream with invalid-namespace',
  },
  '4.8.5/declares-what-it-delivers': {
    level: 'MUST',
    covers: ['rfc6120-4.8.5-8'],
    says: 'a stanza that leans on a declaration of its stream header is delivered with a declaration of its own',
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
    covers: ['rfc6120-4.9.2-2', 'rfc6120-4.9.2-4', 'rfc6120-4.9.4-2'],
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
