import { defineSpec } from '#catalogue'

export const xep0114 = defineSpec({
  id: 'xep0114',
  title: 'Jabber Component Protocol',
  url: () => 'https://xmpp.org/extensions/xep-0114.html#proto',
  needs: ['component'],
  requirements: {
    '3/answers-with-a-stream-header': {
      level: 'MUST',
      covers: ['xep0114-3-1'],
      says: 'a component whose name is served gets a stream header in the component namespace, with a stream id',
    },
    '3/refuses-a-name-it-does-not-serve': {
      level: 'MUST',
      covers: ['xep0114-3-2'],
      says: 'a component name that is not served is refused with a stream error',
    },
    '3/refuses-another-namespace': {
      level: 'MUST',
      covers: ['xep0114-3-3'],
      says: 'a stream in a namespace that the component port does not speak is refused with invalid-namespace',
    },
    '3/opens-and-closes-around-an-error': {
      level: 'MUST',
      covers: ['xep0114-3-4'],
      says: 'an error about the stream header comes between an opening and a closing stream tag',
    },
    '3/ends-on-a-wrong-handshake': {
      level: 'MUST',
      covers: ['xep0114-3-6'],
      says: 'a handshake with the wrong secret ends stream and connection',
    },
    '3/acknowledges-a-right-handshake': {
      level: 'MUST',
      covers: ['xep0114-3-7'],
      says: 'a handshake with the right secret is answered with an empty handshake',
    },
    '3/routes-both-ways': {
      level: 'MUST',
      covers: [],
      says: 'a component that was let in sends and receives stanzas through the server, from any user of its own',
    },
  },
})
