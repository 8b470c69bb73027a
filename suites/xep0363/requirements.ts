import { defineSpec } from '#catalogue'

const anchors: Readonly<Record<string, string>> = {
  '2': 'reqs',
  '3': 'disco',
  '4': 'request',
  '5.3': 'purpose-ephemeral',
  '6': 'errors',
  '7': 'upload',
  '8': 'impl',
  '9.1': 'server',
  '9.3': 'general',
}

export const xep0363 = defineSpec({
  id: 'xep0363',
  title: 'HTTP File Upload',
  url: (section) => `https://xmpp.org/extensions/xep-0363.html#${anchors[section] ?? ''}`,
  needs: ['http-upload'],
  requirements: {
    '2/whoever-knows-the-url-gets-the-file': {
      level: 'SHOULD',
      covers: ['xep0363-2-1'],
      says: 'an uploaded file is given to whoever asks for its URL, unchanged and without credentials',
    },
    '3/listed-among-the-items-of-the-server': {
      level: 'SHOULD',
      covers: ['xep0363-3-3'],
      says: "the upload service is among the user's server's service discovery items",
    },
    '3/states-the-largest-size': {
      level: 'SHOULD',
      covers: ['xep0363-3-1'],
      says: 'the service states the largest file it takes in its extended service discovery information',
    },
    '3/largest-size-is-a-number-of-bytes': {
      level: 'MUST',
      covers: ['xep0363-3-2'],
      says: 'the largest size stands in a field named max-file-size, as a number of bytes',
    },
    '3/grants-the-largest-size': {
      level: 'SHOULD',
      covers: [],
      says: 'a file of exactly the stated largest size, and one of a byte less, are granted a slot',
    },
    '4/keeps-the-file-name': {
      level: 'SHOULD',
      covers: ['xep0363-4-3'],
      says: 'the URLs of a slot end in the requested file name, its ending included',
    },
    '4/urls-are-served-over-tls': {
      level: 'MUST',
      covers: ['xep0363-4-5'],
      says: 'both URLs of a slot are https, and their host proves its name by certificate',
    },
    '4/urls-are-uris': {
      level: 'MUST',
      covers: ['xep0363-4-6'],
      says: 'both URLs of a slot are URIs by the letter of RFC 3986, whatever the file is called',
    },
    '4/non-ascii-is-percent-encoded': {
      level: 'MUST',
      covers: ['xep0363-4-7'],
      says: 'characters of a file name that are not ASCII are percent-encoded in both URLs',
    },
    '4/headers-have-a-name-and-a-value': {
      level: 'MUST',
      covers: ['xep0363-4-9'],
      says: 'each header of a slot has a name attribute and a value as its content',
    },
    '4/headers-are-the-allowed-ones': {
      level: 'MUST',
      covers: [],
      says: 'a slot asks for no header but Authorization, Cookie and Expires, in any case of letters',
    },
    '6/refuses-a-file-that-is-too-large': {
      level: 'MAY',
      covers: ['xep0363-6-1', 'xep0363-6-2'],
      says: 'a request for more than the stated largest size is answered with an error that names the limit',
    },
    '6/refuses-a-malformed-request': {
      level: 'SHOULD',
      covers: ['xep0363-6-3'],
      says: 'a request without a name or without a size in bytes is refused as one that must be changed',
    },
    '6/refuses-who-may-not-upload': {
      level: 'SHOULD',
      covers: ['xep0363-6-3'],
      says: 'somebody who may not upload is refused for good, and not told to wait',
      needs: ['component'],
    },
    '6/a-quota-is-temporary': {
      level: 'SHOULD',
      covers: ['xep0363-6-3'],
      says: 'a user whose quota is exhausted is told to wait',
    },
    '6/says-in-utc-when-to-try-again': {
      level: 'MUST',
      covers: ['xep0363-6-5', 'xep0363-6-6'],
      says: 'an error that says when to try again does so by a date and time of XEP-0082 in UTC',
    },
    '7/serves-what-it-has-stored': {
      level: 'MUST',
      covers: [],
      says: 'a granted slot takes its file with 201 and serves it at once, whatever the name and the size',
    },
    '7/needs-the-headers-of-the-slot': {
      level: 'SHOULD',
      covers: [],
      says: 'an upload without the headers of its slot, or with those of another, is refused and stores nothing',
    },
    '7/keeps-the-first-upload': {
      level: 'SHOULD',
      covers: [],
      says: 'a second upload into the same slot leaves what is served there as it was',
    },
    '7/takes-several-uploads-at-once': {
      level: 'SHOULD',
      covers: [],
      says: 'uploads that run at the same time all succeed and end up each at its own URL',
    },
    '7/memory-does-not-grow-with-files': {
      level: 'SHOULD',
      covers: [],
      says: 'the memory of the server stays bounded, however many large files pass through it',
      needs: ['resource-samples', 'control-restart'],
    },
    '7/rejects-another-length': {
      level: 'MUST',
      covers: ['xep0363-7-1'],
      says: 'an upload whose length is not the one of the slot is rejected, and nothing is served at its URL',
    },
    '7/rejects-another-type': {
      level: 'SHOULD',
      covers: ['xep0363-7-2'],
      says: 'an upload whose content type is not the one named in the request is rejected',
    },
    '8/slots-expire': {
      level: 'SHOULD',
      covers: ['xep0363-8-1', 'xep0363-8-2'],
      says: 'a slot that was not used takes no file an hour later, when a client has long given up',
      needs: ['control-clock'],
    },
    '8/removes-expired-files': {
      level: 'SHOULD',
      covers: [],
      says: 'a file that is kept no longer is not served any more and takes no room on the disk',
      needs: ['control-clock'],
    },
    '8/pages-of-other-hosts-may-upload': {
      level: 'SHOULD',
      covers: ['xep0363-8-3'],
      says: 'a preflight request from a web page of another host is told that it may PUT',
    },
    '8/pages-of-other-hosts-may-fetch': {
      level: 'SHOULD',
      covers: ['xep0363-8-3'],
      says: 'web pages of other hosts may read the answer to an upload and the uploaded file',
    },
    '9.1/runs-no-scripts': {
      level: 'RECOMMENDED',
      covers: [],
      says: 'uploaded files come with a content security policy under which a browser runs nothing of them',
    },
    '9.1/pages-are-not-shown-inline': {
      level: 'RECOMMENDED',
      covers: [],
      says: 'an uploaded page is served as an attachment, or as something that a browser does not run',
    },
    '9.1/types-are-not-guessed': {
      level: 'RECOMMENDED',
      covers: [],
      says: 'browsers are told not to guess the type of an uploaded file',
    },
    '9.3/urls-cannot-be-guessed': {
      level: 'SHOULD',
      covers: ['xep0363-9.3-1'],
      says: 'URLs of slots hold a long random part that no two slots share',
    },
  },
})
