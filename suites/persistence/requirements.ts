import { defineSpec } from '#catalogue'

/** Where it is written that the server is the one who keeps this. */
const addresses: Readonly<Record<string, string>> = {
  'keeps-the-roster': 'https://www.rfc-editor.org/rfc/rfc6121#section-2',
  'keeps-subscription-requests': 'https://www.rfc-editor.org/rfc/rfc6121#section-3.1.3',
  'keeps-offline-messages': 'https://xmpp.org/extensions/xep-0160.html#flow',
  'keeps-the-configuration-of-a-room': 'https://xmpp.org/extensions/xep-0045.html#roomconfig',
  'keeps-the-affiliations-of-a-room': 'https://xmpp.org/extensions/xep-0045.html#affil',
  'keeps-the-subject-of-a-room': 'https://xmpp.org/extensions/xep-0045.html#enter-subject',
  'keeps-the-history-of-a-room': 'https://xmpp.org/extensions/xep-0045.html#enter-history',
  'keeps-the-archive': 'https://xmpp.org/extensions/xep-0313.html#archives',
  'keeps-the-blocklist': 'https://xmpp.org/extensions/xep-0191.html#protocol',
  'keeps-personal-events': 'https://xmpp.org/extensions/xep-0402.html#storage',
  'keeps-uploaded-files': 'https://xmpp.org/extensions/xep-0363.html#upload',
  'keeps-slots': 'https://xmpp.org/extensions/xep-0363.html#impl',
  'does-what-was-asked-meanwhile': 'https://www.rfc-editor.org/rfc/rfc6120#section-8.2.3',
  'delivers-what-was-sent-meanwhile': 'https://www.rfc-editor.org/rfc/rfc6120#section-10.1',
  'survives-a-restart-of-the-database': 'https://www.rfc-editor.org/rfc/rfc6121#section-2.3',
  'keeps-its-sessions': 'https://www.rfc-editor.org/rfc/rfc6120#section-4.6',
}

/**
 * What users take for granted and no specification puts into one sentence: that what a server has taken in
 * is still there after it was restarted, after it was killed, and after its database was away.
 */
export const persistence = defineSpec({
  id: 'persistence',
  title: 'What outlives the server',
  url: (_section, slug = '') => addresses[slug] ?? 'https://www.rfc-editor.org/rfc/rfc6121',
  requirements: {
    'restart/keeps-the-roster': {
      level: 'MUST',
      covers: [],
      says: 'a roster has its items, names, groups and subscriptions after a restart',
      needs: ['control-restart'],
    },
    'restart/keeps-subscription-requests': {
      level: 'MUST',
      covers: [],
      says: 'a subscription request that waits for its answer comes whole after a restart',
      needs: ['control-restart'],
    },
    'restart/keeps-offline-messages': {
      level: 'MUST',
      covers: [],
      says: 'messages for somebody who is offline come in order and once after a restart',
      needs: ['control-restart', 'offline-messages'],
    },
    'restart/keeps-the-configuration-of-a-room': {
      level: 'MUST',
      covers: [],
      says: 'a persistent room exists and is configured as before after a restart',
      needs: ['control-restart', 'muc'],
    },
    'restart/keeps-the-affiliations-of-a-room': {
      level: 'MUST',
      covers: [],
      says: 'owners, members and outcasts of a persistent room are who they were after a restart',
      needs: ['control-restart', 'muc'],
    },
    'restart/keeps-the-subject-of-a-room': {
      level: 'MUST',
      covers: [],
      says: 'a persistent room has its subject after a restart',
      needs: ['control-restart', 'muc'],
    },
    'restart/keeps-the-history-of-a-room': {
      level: 'SHOULD',
      covers: [],
      says: 'whoever enters a persistent room after a restart gets its history',
      needs: ['control-restart', 'muc'],
    },
    'restart/keeps-the-archive': {
      level: 'MUST',
      covers: [],
      says: 'archived messages can be queried after a restart',
      needs: ['control-restart', 'mam'],
    },
    'restart/keeps-the-blocklist': {
      level: 'MUST',
      covers: [],
      says: 'who was blocked before a restart is blocked after it',
      needs: ['control-restart', 'blocking'],
    },
    'restart/keeps-personal-events': {
      level: 'MUST',
      covers: [],
      says: 'persistent items of personal eventing, such as bookmarks, can be read after a restart',
      needs: ['control-restart', 'pep'],
    },
    'restart/keeps-uploaded-files': {
      level: 'MUST',
      covers: [],
      says: 'an uploaded file is served with its type after a restart',
      needs: ['control-restart', 'http-upload'],
    },
    'restart/keeps-slots': {
      level: 'SHOULD',
      covers: [],
      says: 'a slot that was granted before a restart takes its file after it',
      needs: ['control-restart', 'http-upload'],
    },
    'kill/keeps-the-roster': {
      level: 'MUST',
      covers: [],
      says: 'a roster has its items, names, groups and subscriptions after the server was killed',
      needs: ['control-kill'],
    },
    'kill/keeps-subscription-requests': {
      level: 'MUST',
      covers: [],
      says: 'a subscription request that waits for its answer comes whole after the server was killed',
      needs: ['control-kill'],
    },
    'kill/keeps-offline-messages': {
      level: 'MUST',
      covers: [],
      says: 'messages for somebody who is offline come in order and once after the server was killed',
      needs: ['control-kill', 'offline-messages'],
    },
    'kill/keeps-the-configuration-of-a-room': {
      level: 'MUST',
      covers: [],
      says: 'a persistent room exists and is configured as before after the server was killed',
      needs: ['control-kill', 'muc'],
    },
    'kill/keeps-the-affiliations-of-a-room': {
      level: 'MUST',
      covers: [],
      says: 'owners, members and outcasts of a persistent room are who they were after the server was killed',
      needs: ['control-kill', 'muc'],
    },
    'kill/keeps-the-subject-of-a-room': {
      level: 'SHOULD',
      covers: [],
      says: 'a persistent room has its subject after the server was killed',
      needs: ['control-kill', 'muc'],
    },
    'kill/keeps-the-history-of-a-room': {
      level: 'SHOULD',
      covers: [],
      says: 'whoever enters a persistent room after the server was killed gets its history',
      needs: ['control-kill', 'muc'],
    },
    'kill/keeps-the-archive': {
      level: 'MUST',
      covers: [],
      says: 'archived messages can be queried after the server was killed',
      needs: ['control-kill', 'mam'],
    },
    'kill/keeps-the-blocklist': {
      level: 'MUST',
      covers: [],
      says: 'who was blocked before the server was killed is blocked after it',
      needs: ['control-kill', 'blocking'],
    },
    'kill/keeps-personal-events': {
      level: 'MUST',
      covers: [],
      says: 'persistent items of personal eventing can be read after the server was killed',
      needs: ['control-kill', 'pep'],
    },
    'kill/keeps-uploaded-files': {
      level: 'MUST',
      covers: [],
      says: 'an uploaded file is served with its type after the server was killed',
      needs: ['control-kill', 'http-upload'],
    },
    'kill/keeps-slots': {
      level: 'SHOULD',
      covers: [],
      says: 'a slot that was granted before the server was killed takes its file afterwards',
      needs: ['control-kill', 'http-upload'],
    },
    'outage/keeps-its-sessions': {
      level: 'SHOULD',
      covers: [],
      says: 'clients stay connected while the database is away for a moment, and are answered afterwards',
      needs: ['control-database'],
    },
    'outage/survives-a-restart-of-the-database': {
      level: 'MUST',
      covers: [],
      says: 'a server whose database was restarted takes in and gives out as before, without being restarted itself',
      needs: ['control-database'],
    },
    'outage/does-what-was-asked-meanwhile': {
      level: 'MUST',
      covers: [],
      says: 'a change that was asked for while the database was away is made once it is back, if its result says so',
      needs: ['control-database'],
    },
    'outage/delivers-what-was-sent-meanwhile': {
      level: 'MUST',
      covers: [],
      says: 'messages that were sent while the database was away come in order and once, or come back as errors',
      needs: ['control-database', 'offline-messages'],
    },
  },
})
