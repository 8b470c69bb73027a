import { defineSpec } from '#catalogue'

const anchors: Readonly<Record<string, string>> = {
  '2': 'reqs',
  '3': 'disco',
  '4': 'request',
  '5': 'purpose',
  '6': 'errors',
  '7': 'upload',
  '8': 'impl',
  '9.3': 'security-service',
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
    '6/refuses-a-file-that-is-too-large': {
      level: 'MAY',
      covers: ['xep0363-6-1', 'xep0363-6-2'],
      says: 'a request for more than the stated largest size is answered with an error that names the limit',
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
    '8/pages-of-other-hosts-may-upload': {
      level: 'SHOULD',
      covers: ['xep0363-8-3'],
      says: 'a preflight request from a web page of another host is told that it may PUT',
    },
    '9.3/urls-cannot-be-guessed': {
      level: 'SHOULD',
      covers: ['xep0363-9.3-1'],
      says: 'URLs of slots hold a long random part that no two slots share',
    },
  },
})
