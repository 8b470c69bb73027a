import type { Requirements } from '#catalogue'

export const server = {
  'server/tells-about-itself': {
    level: 'MUST',
    covers: ['admin-api-server-getServerInfo.200'],
    says: 'the server tells its name and a version that a person can read',
  },
  'server/gives-metrics': {
    level: 'MUST',
    covers: ['admin-api-server-getServerMetrics.200'],
    says: 'the server gives numbers of its memory, its processor time, its sessions and its uploads',
  },
  'server/metrics-are-true': {
    level: 'SHOULD',
    covers: ['admin-api-server-getServerMetrics.200'],
    needs: ['admin-api-counts'],
    says: 'the metrics count the sessions that are there, and memory and processor time that were used',
  },
  'server/announces-to-a-list': {
    level: 'MUST',
    covers: ['admin-api-server-postServerAnnouncement.201'],
    says: 'an announcement reaches every user on its list, word for word, and nobody else',
  },
  'server/announces-to-who-is-online': {
    level: 'MUST',
    covers: ['admin-api-server-postServerAnnouncement.201'],
    says: 'an announcement to those who are online reaches each of them',
  },
  'server/announces-to-all': {
    level: 'SHOULD',
    covers: ['admin-api-server-postServerAnnouncement.201'],
    says: 'an announcement to all reaches those who are offline, too, when they come',
    needs: ['offline-messages'],
  },
  'server/announcement-has-the-described-status': {
    level: 'SHOULD',
    covers: ['admin-api-server-postServerAnnouncement.201'],
    says: 'an announcement that was sent is answered with 201',
  },
  'server/announcement-needs-body-and-recipients': {
    level: 'SHOULD',
    covers: [],
    says: 'an announcement without a body or without recipients is refused',
  },
  'server/records-who-changed-what': {
    level: 'SHOULD',
    covers: [],
    says: 'the log of the server names who changed what by the API',
    needs: ['make-tokens', 'server-log'],
  },
  'server/records-no-secret': {
    level: 'MUST NOT',
    covers: [],
    says: 'the log of the server holds neither the token nor the password of a call',
    needs: ['server-log'],
  },
} as const satisfies Requirements<'admin-api'>
