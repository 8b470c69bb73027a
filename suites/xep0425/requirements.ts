import { defineSpec } from '#catalogue'

const anchors: Readonly<Record<string, string>> = {
  '2': 'disco',
  '3': 'usecase',
  '3.1': 'usecase-success',
  '3.2': 'usecase-error',
  '4': 'tombstones',
  '5': 'rules',
}

export const xep0425 = defineSpec({
  id: 'xep0425',
  title: 'Moderated Message Retraction',
  url: (section) => `https://xmpp.org/extensions/xep-0425.html#${anchors[section] ?? ''}`,
  needs: ['muc', 'muc-moderation'],
  requirements: {
    '2/advertises': {
      level: 'MUST',
      covers: ['xep0425-2-1'],
      says: 'a room where messages can be moderated says so by service discovery',
    },
    '3.1/announces': {
      level: 'MUST',
      covers: [],
      says: 'a moderation is announced to all by the room, with the id of the message and the reason, and confirmed',
    },
    '3.2/refuses-others': {
      level: 'MUST',
      covers: [],
      says: 'whoever is no moderator is refused to moderate, and nothing is announced',
    },
    '3.2/refuses-the-unknown': {
      level: 'MUST',
      covers: [],
      says: 'the moderation of a message that the room does not know is refused, and nothing is announced',
    },
    '4/names-the-moderator': {
      level: 'SHOULD',
      covers: ['xep0425-4-2'],
      says: 'an announced moderation names the moderator',
    },
    '4/leaves-a-tombstone': {
      level: 'SHOULD',
      covers: ['xep0425-4-3', 'xep0425-5-4'],
      says: 'the archive gives the content no more, and what it gives instead tells the ids of author and moderator',
      needs: ['muc-mam', 'muc-occupant-id'],
    },
    '5/stops-distribution': {
      level: 'SHOULD',
      covers: ['xep0425-5-4'],
      says: 'one who enters after a moderation gets the content of the message no more',
    },
  },
})
