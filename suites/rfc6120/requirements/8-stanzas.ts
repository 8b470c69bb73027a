import type { Requirements } from '#catalogue'

export const stanzas = {
  '8/takes-all-three-kinds': {
    level: 'REQUIRED',
    covers: ['rfc6120-8-1'],
    says: 'message, presence and iq each get from one client to another, with the attributes that they have in common',
  },
  '8/waits-for-the-whole-stanza': {
    level: 'MUST NOT',
    covers: ['rfc6120-8-2'],
    says: 'nothing comes of a stanza before its end tag, and it is the same stanza however long its pieces take',
  },
  '8.1.1.1/delivers-to-the-addressee-alone': {
    level: 'MUST',
    covers: [],
    says: 'a client receives stanzas that are addressed to its own account, and no others',
  },
  '8.1.1.1/keeps-the-address': {
    level: 'MUST NOT',
    covers: ['rfc6120-8.1.1.1-3'],
    says: 'a stanza of somebody else is delivered with the to address that its sender gave it',
  },
  '8.1.1.1/keeps-the-address-that-another-domain-gave': {
    level: 'MUST NOT',
    covers: ['rfc6120-8.1.1.1-3'],
    says: 'a stanza from another domain is delivered with the to address that its sender gave it',
    needs: ['component'],
  },
  '8.1.1.1/addresses-its-own-stanzas-to-the-full-jid': {
    level: 'MUST',
    covers: ['rfc6120-8.1.1.1-4'],
    says: 'a stanza that the server generates for a client has the full JID of the client as its to, or no to',
  },
  '8.1.2.1/stamps-the-full-jid': {
    level: 'MUST',
    covers: ['rfc6120-8.1.2.1-1'],
    says: 'what a client sends is delivered from its full JID, whether it named no sender, itself or somebody else',
  },
  '8.1.2.1/stamps-the-bare-jid-on-subscriptions': {
    level: 'MUST',
    covers: ['rfc6120-8.1.2.1-1'],
    says: 'presence that manages a subscription is delivered from the bare JID, whatever sender it named',
  },
  '8.1.2.1/speaks-as-its-domain': {
    level: 'MUST',
    covers: ['rfc6120-8.1.2.1-2'],
    says: 'a stanza that the server sends in its own name is from its domain',
  },
  '8.1.2.1/speaks-for-the-account': {
    level: 'MUST',
    covers: ['rfc6120-8.1.2.1-3'],
    says: 'a stanza that the server sends in the name of the account is from the bare JID, or from nobody',
  },
  '8.1.2.1/names-every-other-sender': {
    level: 'MUST NOT',
    covers: ['rfc6120-8.1.2.1-4'],
    says: 'a stanza of anybody else names its sender',
  },
  '8.1.2.1/names-senders-of-other-domains': {
    level: 'MUST NOT',
    covers: ['rfc6120-8.1.2.1-4'],
    says: 'a stanza from another domain names its sender',
    needs: ['component'],
  },
  '8.1.3/requests-carry-an-id': {
    level: 'REQUIRED',
    covers: ['rfc6120-8.1.3-1'],
    says: 'an iq that the server sends of its own has an id',
  },
  '8.1.3/answers-carry-the-id': {
    level: 'REQUIRED',
    covers: ['rfc6120-8.1.3-2'],
    says: 'answers and errors carry the id of the stanza that they answer, whatever characters it is made of',
  },
  '8.1.5/adds-the-language-of-the-stream': {
    level: 'SHOULD',
    covers: ['rfc6120-8.1.5-3'],
    says: 'a stanza without xml:lang is delivered with the language that its sender opened the stream in',
  },
  '8.1.5/keeps-languages': {
    level: 'MUST NOT',
    covers: ['rfc6120-8.1.5-6'],
    says: 'the xml:lang of a stanza and of what is in it is delivered as it was sent',
  },
  '8.1.5/names-languages-by-tags': {
    level: 'MUST',
    covers: ['rfc6120-8.1.5-5'],
    says: 'where the server says in which language it speaks, it does so by a language tag',
  },
  '8.2.1/delivers-messages': {
    level: 'SHOULD',
    covers: ['rfc6120-8.2.1-1'],
    says: 'a message reaches the one that it is addressed to',
  },
  '8.2.1/delivers-messages-to-other-domains': {
    level: 'SHOULD',
    covers: ['rfc6120-8.2.1-1'],
    says: 'a message reaches the one that it is addressed to, in another domain, too',
    needs: ['component'],
  },
  '8.2.3/iq-has-id-and-known-type': {
    level: 'REQUIRED',
    covers: ['rfc6120-8.2.3-1', 'rfc6120-8.2.3-2'],
    says: 'every iq from the server has an id and is a get, a set, a result or an error',
  },
  '8.2.3/refuses-an-unknown-type': {
    level: 'MUST',
    covers: ['rfc6120-8.2.3-3'],
    says: 'an iq of no type, or of none of the four, is answered by bad-request',
  },
  '8.2.3/answers-a-request-once-with-its-id': {
    level: 'MUST',
    covers: ['rfc6120-8.2.3-4', 'rfc6120-8.2.3-5'],
    says: 'each get and set is answered by one result or error, which carries its id',
  },
  '8.2.3/answers-requests-of-others-once': {
    level: 'MUST',
    covers: ['rfc6120-8.2.3-4', 'rfc6120-8.2.3-5'],
    says: 'each get and set from another domain is answered by one result or error, which carries its id',
    needs: ['component'],
  },
  '8.2.3/never-answers-an-answer': {
    level: 'MUST NOT',
    covers: ['rfc6120-8.2.3-6'],
    says: 'a result or error is not answered, wherever it is sent',
  },
  '8.2.3/refuses-other-than-one-payload': {
    level: 'MUST',
    covers: ['rfc6120-8.2.3-7'],
    says: 'a get or set with no child, or more than one, is answered by bad-request',
  },
  '8.2.3/requests-carry-one-payload': {
    level: 'MUST',
    covers: ['rfc6120-8.2.3-7', 'rfc6120-8.4-1'],
    says: 'a request that the server sends holds exactly one child',
  },
  '8.2.3/results-carry-one-payload-at-most': {
    level: 'MUST',
    covers: ['rfc6120-8.2.3-8'],
    says: 'a result from the server holds one child or none',
  },
  '8.3.1/errs-on-faulty-iqs': {
    level: 'MUST',
    covers: ['rfc6120-8.3.1-1'],
    says: 'an iq that cannot be processed is answered by an error, whatever is wrong with it',
  },
  '8.3.1/swaps-the-addresses': {
    level: 'SHOULD',
    covers: ['rfc6120-8.3.1-2'],
    says: 'an error comes from where the stanza was sent to, to the one who sent it',
  },
  '8.3.1/carries-the-id-of-its-cause': {
    level: 'MUST',
    covers: ['rfc6120-8.3.1-3', 'rfc6120-8.3.1-4', 'rfc6120-8.3.1-5'],
    says: 'an error has the id of the stanza that caused it',
  },
  '8.3.1/empty-id-for-an-iq-without-one': {
    level: 'MUST',
    covers: ['rfc6120-8.3.1-4', 'rfc6120-8.3.1-5'],
    says: 'the error about an iq without id has an empty id',
  },
  '8.3.1/contains-an-error': {
    level: 'MUST',
    covers: ['rfc6120-8.3.1-6', 'rfc6120-8.2.3-9'],
    says: 'a stanza of type error contains an error element',
  },
  '8.3.1/needs-no-stanza-in-an-error': {
    level: 'MUST NOT',
    covers: ['rfc6120-8.3.1-8'],
    says: 'an error that does not hold the stanza which caused it disturbs nothing',
  },
  '8.3.1/repeats-nothing-harmful': {
    level: 'MUST NOT',
    covers: ['rfc6120-8.3.1-9'],
    says: 'no error repeats what is malformed, restricted or too big',
  },
  '8.3.1/error-only-in-errors': {
    level: 'MUST NOT',
    covers: ['rfc6120-8.3.1-10'],
    says: 'what the server sends that is not of type error contains no error element',
  },
  '8.3.1/never-answers-an-error': {
    level: 'MUST NOT',
    covers: ['rfc6120-8.3.1-11'],
    says: 'a stanza of type error is not answered by an error, whatever is wrong with it',
  },
  '8.3.2/error-is-of-the-kind-of-its-cause': {
    level: 'MUST',
    covers: ['rfc6120-8.3.2-2'],
    says: 'the error about a message is a message, about presence presence, and about an iq an iq',
  },
  '8.3.2/error-has-type-and-one-condition': {
    level: 'MUST',
    covers: ['rfc6120-8.3.2-3', 'rfc6120-8.3.2-4', 'rfc6120-8.3.2-6'],
    says: 'every error has one of the five types and exactly one of the defined conditions',
  },
  '8.3.2/text-is-in-the-namespace-of-errors': {
    level: 'MUST',
    covers: ['rfc6120-8.3.2-7'],
    says: 'text in an error is in the namespace of stanza errors',
  },
  '8.3.2/text-names-its-language': {
    level: 'SHOULD',
    covers: ['rfc6120-8.3.2-7', 'rfc6120-8.1.5-1'],
    says: 'the language of text in an error is named, on the text or around it',
  },
  '8.3.2/extends-errors-in-namespaces-of-applications': {
    level: 'MUST',
    covers: ['rfc6120-8.3.2-8'],
    says: 'what an error holds besides condition and text is in a namespace of its application',
  },
  '8.3.3.1/bad-request-is-to-modify': {
    level: 'SHOULD',
    covers: ['rfc6120-8.3.3.1-1'],
    says: 'a stanza that violates its schema comes back as bad-request, to be modified',
  },
  '8.3.3.2/conflict-is-final': {
    level: 'SHOULD',
    covers: ['rfc6120-8.3.3.2-1'],
    says: 'a name that somebody else has comes back as conflict, which cancels',
    needs: ['muc'],
  },
  '8.3.3.4/forbidden-is-a-matter-of-authorization': {
    level: 'SHOULD',
    covers: ['rfc6120-8.3.3.4-1'],
    says: 'what only some may do comes back as forbidden, of type auth',
    needs: ['muc'],
  },
  '8.3.3.7/item-not-found-is-final': {
    level: 'SHOULD',
    covers: ['rfc6120-8.3.3.7-1'],
    says: 'an item that is not there comes back as item-not-found, which cancels',
  },
  '8.3.3.8/jid-malformed-is-to-modify': {
    level: 'SHOULD',
    covers: ['rfc6120-8.3.3.8-1'],
    says: 'an address that is none comes back as jid-malformed, to be modified',
  },
  '8.3.3.9/not-acceptable-is-to-modify': {
    level: 'SHOULD',
    covers: ['rfc6120-8.3.3.9-1'],
    says: 'a request that does not meet criteria comes back as not-acceptable, to be modified',
    needs: ['muc'],
  },
  '8.3.3.10/not-allowed-is-final': {
    level: 'SHOULD',
    covers: ['rfc6120-8.3.3.10-1'],
    says: 'what nobody may do comes back as not-allowed, which cancels',
    needs: ['muc'],
  },
  '8.3.3.11/not-authorized-is-a-matter-of-credentials': {
    level: 'SHOULD',
    covers: ['rfc6120-8.3.3.11-1'],
    says: 'a lack of credentials comes back as not-authorized, of type auth',
    needs: ['muc'],
  },
  '8.3.3.15/registration-required-is-a-matter-of-authorization': {
    level: 'SHOULD',
    covers: ['rfc6120-8.3.3.15-1'],
    says: 'a lack of registration comes back as registration-required, of type auth',
    needs: ['muc'],
  },
  '8.3.3.16/remote-server-not-found-is-final': {
    level: 'SHOULD',
    covers: ['rfc6120-8.3.3.16-1'],
    says: 'a domain that does not exist comes back as remote-server-not-found, which cancels',
  },
  '8.3.3.19/service-unavailable-is-final': {
    level: 'SHOULD',
    covers: ['rfc6120-8.3.3.19-1'],
    says: 'a service that is not there comes back as service-unavailable, which cancels',
  },
  '8.3.3.19/keeps-availability-to-itself': {
    level: 'MUST NOT',
    covers: ['rfc6120-8.3.3.7-2', 'rfc6120-8.3.3.13-2', 'rfc6120-8.3.3.19-2'],
    says: 'no error tells a stranger whether an account exists or is online: it is service-unavailable in any case',
  },
  '8.3.3.21/undefined-only-with-a-condition-of-its-own': {
    level: 'SHOULD NOT',
    covers: ['rfc6120-8.3.3.21-1'],
    says: 'an error of a defined kind, or without a condition of its application, is not called undefined-condition',
  },
  '8.3.3.22/unexpected-request-is-to-wait-or-modify': {
    level: 'SHOULD',
    covers: ['rfc6120-8.3.3.22-1'],
    says: 'a request at the wrong time comes back as unexpected-request, to wait or to be modified',
    needs: ['pep'],
  },
  '8.4/refuses-requests-that-it-does-not-know': {
    level: 'MUST',
    covers: ['rfc6120-8.4-12', 'rfc6120-8.4-8'],
    says: 'a request with a payload that the server does not know comes back as service-unavailable',
  },
  '8.4/ignores-or-refuses-messages-that-it-does-not-know': {
    level: 'MUST',
    covers: ['rfc6120-8.4-9'],
    says: 'a message to the server with nothing in it that it knows is ignored or comes back as an error',
  },
  '8.4/delivers-what-it-does-not-know-unmodified': {
    level: 'MUST',
    covers: ['rfc6120-8.4-13'],
    says: 'what is in a stanza for somebody else is delivered as it was sent, whether the server knows it or not',
  },
  '8.4/passes-on-what-it-does-not-know-unmodified': {
    level: 'MUST',
    covers: ['rfc6120-8.4-13'],
    says: 'what is in a stanza for another domain is passed on as it was sent',
    needs: ['component'],
  },
  '8.4/delivers-what-others-send-unmodified': {
    level: 'MUST',
    covers: ['rfc6120-8.4-13'],
    says: 'what is in a stanza from another domain is delivered as it was sent',
    needs: ['component'],
  },
  '8.4/reads-namespaces-not-prefixes': {
    level: 'MUST NOT',
    covers: ['rfc6120-8.4-6'],
    says: 'the server understands an element by its namespace, under any prefix',
  },
  '8.4/declares-prefixes-in-the-stanza': {
    level: 'MUST',
    covers: ['rfc6120-8.4-5'],
    says: 'a prefix that the server writes is declared in the stanza that uses it',
  },
  '8.4/payloads-are-not-of-the-stream': {
    level: 'MUST',
    covers: ['rfc6120-8.4-2'],
    says: 'what the server puts into an iq is in no namespace of streams',
  },
  '8.4/adds-no-attributes-of-its-own': {
    level: 'SHOULD NOT',
    covers: ['rfc6120-8.4-4'],
    says: 'the stanzas that the server generates have no attributes of other namespaces',
  },
} as const satisfies Requirements<'rfc6120'>
