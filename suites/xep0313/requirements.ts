import { defineSpec } from '#catalogue'

const anchors: Readonly<Record<string, string>> = {
  '3': 'archives',
  '3.1': 'archive_order',
  '3.3.2': 'archives_muc',
  '3.5': 'archives_id',
  '4': 'query',
  '4.1': 'filter',
  '4.1.1': 'filter-jid',
  '4.1.2': 'filter-time',
  '4.1.3': 'query-limit-id',
  '4.1.5': 'query-form',
  '4.2': 'results',
  '4.3.1': 'query-paging-limit',
  '4.3.2': 'query-paging-request',
  '4.3.4': 'query-paging-flip',
  '5': 'archive-metadata',
  '6.1.2': 'business-storeret-muc-archives',
  '7': 'support',
  '8.1': 'security-privacy',
  '8.4': 'security-muc-spoofing',
}

/** The archives of rooms; those of users are not asked for yet. */
export const xep0313 = defineSpec({
  id: 'xep0313',
  title: 'Message Archive Management',
  url: (section) => `https://xmpp.org/extensions/xep-0313.html#${anchors[section] ?? ''}`,
  needs: ['muc', 'muc-mam'],
  requirements: {
    '3/gives-each-an-id': {
      level: 'MUST',
      covers: ['xep0313-3-1'],
      says: 'every message in an archive has an id of its own',
    },
    '3/keeps-the-message': {
      level: 'MUST',
      covers: ['xep0313-3-2'],
      says: 'an archive keeps body, sender, type and id of a message',
    },
    '3.1/keeps-the-order': {
      level: 'MUST',
      covers: ['xep0313-3.1-1', 'xep0313-4.2-5'],
      says: 'results come in the order in which the messages were sent, within a page and from page to page',
    },
    '3.3.2/archive-of-the-room': {
      level: 'MUST',
      covers: ['xep0313-3.3.2-1'],
      says: 'the archive of a room is at its bare JID',
    },
    '3.5/tells-the-archive-id': {
      level: 'MUST',
      covers: ['xep0313-3.5-1', 'xep0313-3.5-2', 'xep0313-3.5-3'],
      says: 'a message that is archived is delivered with its id in the archive, and no other claims to be that',
    },
    '4/has-the-last-word': {
      level: 'MUST',
      covers: ['xep0313-4-1', 'xep0313-4-2', 'xep0313-4-3'],
      says: 'after the last result comes the answer, with the ids of the first and the last of them',
    },
    '4.1/knows-all-fields': {
      level: 'MUST',
      covers: ['xep0313-4.1-2', 'xep0313-4.1-5', 'xep0313-4.1.5-1', 'xep0313-4.1.5-6'],
      says: 'the form of an archive has all fields of the document, of the right type, and requires none',
    },
    '4.1.1/by-sender': {
      level: 'MUST',
      covers: ['xep0313-4.1.1-1'],
      says: 'a query for one sender gives the messages of that one alone',
    },
    '4.1.2/by-time': {
      level: 'MUST',
      covers: ['xep0313-4.1.2-2', 'xep0313-4.1.2-3', 'xep0313-4.1.2-4', 'xep0313-4.1.2-5'],
      says: 'a query from or until a time gives all messages of then, that moment included, and no others',
    },
    '4.1.3/refuses-unknown-ids': {
      level: 'MUST',
      covers: ['xep0313-4.1.3-1'],
      says: 'a filter by an id that the archive does not have is refused with item-not-found',
    },
    '4.1.5/any-ids': {
      level: 'MUST',
      covers: ['xep0313-4.1.5-3', 'xep0313-4.1.5-4'],
      says: 'the field for ids lists none and is open to any',
    },
    '4.1.5/refuses-unknown-fields': {
      level: 'MUST',
      covers: ['xep0313-4.1.5-8'],
      says: 'a query with a field that the server does not know is refused with feature-not-implemented',
    },
    '4.2/names-message-and-query': {
      level: 'MUST',
      covers: ['xep0313-4.2-1', 'xep0313-4.2-2'],
      says: 'each result names the id in the archive and the query that it belongs to',
    },
    '4.2/tells-the-time': {
      level: 'MUST',
      covers: ['xep0313-4.2-3', 'xep0313-4.2-4'],
      says: 'each result tells when the message came, which is when the history of the room says it did',
    },
    '4.3.2/pages': {
      level: 'MUST',
      covers: ['xep0313-4.3.1-1', 'xep0313-4.3.2-2', 'xep0313-4.3.2-4', 'xep0313-4.3.2-5'],
      says: 'an archive is read page by page, forward and backward, and the last page alone is marked as complete',
    },
    '4.3.2/refuses-unknown-ids': {
      level: 'MUST',
      covers: ['xep0313-4.3.2-3'],
      says: 'a page after or before an id that the archive does not have is refused with item-not-found',
    },
    '5/tells-its-ends': {
      level: 'MUST',
      covers: ['xep0313-5-1', 'xep0313-5-2'],
      says: 'an archive tells its first and last message with id and time, and nothing when it is empty',
    },
    '6.1.2/stores-what-is-said': {
      level: 'SHOULD',
      covers: ['xep0313-6.1.2-1'],
      says: 'all messages to all with a body are stored and subjects, too, but none that the room refuses',
    },
    '6.1.2/stores-it-once': {
      level: 'MUST',
      covers: ['xep0313-6.1.2-2'],
      says: 'a message is stored once, however many are there',
    },
    '6.1.2/no-private-messages': {
      level: 'MUST NOT',
      covers: ['xep0313-6.1.2-3'],
      says: 'private messages are not in the archive of a room',
    },
    '6.1.2/for-those-who-may-enter': {
      level: 'MUST',
      covers: ['xep0313-6.1.2-4', 'xep0313-8.1-1', 'xep0313-8.1-3'],
      says: 'the archive is refused with forbidden to whoever may not enter the room, and given to others',
    },
    '6.1.2/from-occupant-to-nobody': {
      level: 'MUST NOT',
      covers: ['xep0313-6.1.2-7'],
      says: 'archived messages come from the occupant JID of the sender and are addressed to nobody',
    },
    '8.4/drops-forged-items': {
      level: 'MUST',
      covers: ['xep0313-6.1.2-8', 'xep0313-8.4-1'],
      says: 'what a sender claims about real JIDs and affiliations is not archived',
    },
    '7/advertises': {
      level: 'MUST',
      covers: ['xep0313-7-1', 'xep0313-7-3', 'xep0313-4.1-3'],
      says: 'a room with an archive says so by service discovery, and which version of queries it takes',
    },
    '7/extended-queries': {
      level: 'MUST',
      covers: ['xep0313-7-2'],
      says: 'an archive that offers extended queries takes ids as bounds, gives single messages, and flips pages',
    },
  },
})
