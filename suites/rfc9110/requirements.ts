import { defineSpec } from '#catalogue'

/** HTTP has no normative index here: what is asked is what matters to uploaded files (XEP-0363). */
export const rfc9110 = defineSpec({
  id: 'rfc9110',
  title: 'HTTP Semantics, of uploaded files',
  url: (section) => `https://www.rfc-editor.org/rfc/rfc9110#section-${section}`,
  needs: ['http-upload'],
  requirements: {
    '5.5/fields-hold-no-line-breaks': {
      level: 'MUST NOT',
      covers: [],
      says: 'what a user says of a file cannot add a header field to the answers of the server',
    },
    '8.3/keeps-the-content-type': {
      level: 'SHOULD',
      covers: [],
      says: 'a file is served with the media type that was named when its slot was asked for',
    },
    '8.6/states-its-length-in-digits': {
      level: 'MUST',
      covers: [],
      says: 'the content length of a file is the number of its bytes in decimal digits',
    },
    '9.3.2/head-is-get-without-content': {
      level: 'MUST NOT',
      covers: [],
      says: 'an answer to HEAD has no content, and states the length and type that GET would',
    },
    '9.3.5/deletes-for-nobody': {
      level: 'SHOULD NOT',
      covers: [],
      says: 'whoever knows the address of a file cannot delete or replace it',
    },
    '10.1.1/answers-an-expectation': {
      level: 'MUST',
      covers: [],
      says: 'a client that waits to be told to go on gets 100 or a final status before it sends content',
    },
    '11.6.1/challenges': {
      level: 'MUST',
      covers: [],
      says: 'an answer of 401 names a scheme by which to authenticate',
    },
    '13.1.3/not-modified-since': {
      level: 'SHOULD',
      covers: [],
      says: 'whoever asks for a file if it was modified since a date, and it was not, gets 304',
    },
    '13.1.3/modified-since': {
      level: 'MUST',
      covers: [],
      says: 'whoever asks for a file if it was modified since a date, and it was, gets the file',
    },
    '13.1.3/ignores-what-is-no-date': {
      level: 'MUST',
      covers: [],
      says: 'a condition that is no date is ignored',
    },
    '13.1.5/heeds-if-range': {
      level: 'MUST',
      covers: [],
      says: 'whoever has a part of another version of a file gets the whole file, not the rest of it',
    },
    '14.2/ignores-ranges-of-head': {
      level: 'MUST',
      covers: [],
      says: 'a range in a request other than GET is ignored',
    },
    '15.3.7/a-part-is-the-one-asked-for': {
      level: 'MUST',
      covers: [],
      says: 'a part of a file is the one that was asked for and says which it is; the whole may come instead',
    },
    '15.4.5/304-keeps-fields-of-the-cache': {
      level: 'MUST',
      covers: [],
      says: 'an answer of 304 has the fields about caching that an answer of 200 would have',
    },
    '15.5.17/states-the-length-with-416': {
      level: 'SHOULD',
      covers: [],
      says: 'whoever asks for a part behind the end of a file is told how long it is',
    },
  },
})
