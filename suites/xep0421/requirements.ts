import { defineSpec } from '#catalogue'

const anchors: Readonly<Record<string, string>> = {
  '2': 'disco',
  '3': 'usecases',
  '4': 'rules',
  '4.1': 'id-generation',
}

export const xep0421 = defineSpec({
  id: 'xep0421',
  title: 'Occupant Identifiers for Semi-anonymous MUCs',
  url: (section) => `https://xmpp.org/extensions/xep-0421.html#${anchors[section] ?? ''}`,
  needs: ['muc', 'muc-occupant-id'],
  requirements: {
    '2/advertises': {
      level: 'MUST',
      covers: ['xep0421-2-1'],
      says: 'a room whose occupants have ids says so by service discovery',
    },
    '4/replaces-forged-ids': {
      level: 'MUST',
      covers: ['xep0421-4-1', 'xep0421-4-2'],
      says: 'an id that an occupant claims is replaced by the own one, which is the only one',
    },
    '4/on-all-presence': {
      level: 'MUST',
      covers: ['xep0421-4-3'],
      says: 'all presence of occupants holds their ids: on entry, changes of any kind, exit and removal',
    },
    '4/on-all-messages': {
      level: 'MUST',
      covers: ['xep0421-4-3'],
      says: 'all messages of occupants hold their ids: to all, to one, from history and from the archive, and subjects',
    },
    '4/service-speaks-for-all-rooms': {
      level: 'MUST NOT',
      covers: ['xep0421-4-6', 'xep0421-4-7'],
      says: 'a service says that occupants have ids only where that holds of all its rooms',
    },
    '4.1/stable': {
      level: 'MUST',
      covers: ['xep0421-4.1-1', 'xep0421-4.1-2'],
      says: 'a user has the same id in a room at each visit, from every client and under every nickname',
    },
    '4.1/unique': {
      level: 'MUST',
      covers: ['xep0421-4.1-3', 'xep0421-4.1-4'],
      says: 'no two users have the same id in a room, not even one after the other under one nickname',
    },
    '4.1/pseudonymous': {
      level: 'MUST',
      covers: ['xep0421-4.1-5', 'xep0421-4.1-6', 'xep0421-4.1-8'],
      says: 'the id neither shows the JID nor is a mere hash of what everyone knows',
    },
    '4.1/differs-between-rooms': {
      level: 'SHOULD',
      covers: ['xep0421-4.1-7'],
      says: 'a user has another id in each room',
    },
    '4.1/short': {
      level: 'MUST',
      covers: ['xep0421-4.1-9'],
      says: 'no id is longer than 128 characters',
    },
  },
})
