import { liesAbout } from '#lies'
import { pretends, rewords } from './api-lies.ts'
import { adminApi } from './requirements.ts'

const account = { method: 'GET', path: /^\/users\/[^/]+$/ }
const groups = { method: 'GET', path: /^\/users\/[^/]+\/groups$/ }
const debug = { method: 'GET', path: /^\/users\/[^/]+\/debug$/ }

type Session = { full_jid: string; status: object; features: object; since: number }
type Debug = { sessions: Session[] }
type WithDevices = { omemo: { devices: object[] } }
const withSessions = (change: (session: Session) => object) =>
  rewords(debug, (info: Debug) => ({ ...info, sessions: info.sessions.map(change) }))

export const lies = liesAbout(adminApi, {
  'users/groups-of-an-account': {
    'names the first group': rewords(groups, (ids: string[]) => ids.slice(0, 1)),
    'gives names in place of ids': rewords(groups, (ids: string[]) => ids.map(() => 'Montagues')),
    'gives whole groups in place of ids': rewords(groups, (ids: string[]) => ids.map((id) => ({ id }))),
  },
  'users/groups-of-an-unknown-account': {
    'says that somebody who is not there is in no group': pretends(groups, 200, () => []),
  },
  'users/an-account-names-its-groups': {
    'leaves the groups to another route': rewords(
      account,
      ({ groups: _, ...user }: { groups: unknown }) => user,
    ),
    'gives nobody a group': rewords(account, (user: object) => ({ ...user, groups: [] })),
  },
  'users/debug-lists-the-sessions': {
    'shows the latest session alone': rewords(debug, (info: Debug) => ({
      ...info,
      sessions: info.sessions.slice(0, 1),
    })),
    'shows bare JIDs': withSessions((session) => ({
      ...session,
      full_jid: session.full_jid.replace(/\/.*/, ''),
    })),
    'remembers sessions that are over': rewords(debug, (info: Debug) => ({
      ...info,
      sessions: [...info.sessions, { full_jid: 'romeo@touchstone.test/yesterday' }],
    })),
    'gives times as texts': withSessions((session) => ({ ...session, since: String(session.since) })),
  },
  'users/debug-tells-the-state-of-a-session': {
    'takes every session for one without TLS': withSessions((session) => ({
      ...session,
      features: { ...session.features, encrypted: false },
    })),
    'takes every session for hibernating': withSessions((session) => ({
      ...session,
      status: { ...session.status, connected: false },
    })),
    'counts milliseconds': withSessions((session) => ({ ...session, since: session.since * 1_000 })),
    'counts from its own start': withSessions((session) => ({ ...session, since: 0 })),
  },
  'users/debug-tells-what-a-session-enabled': {
    'says that every session has everything': withSessions((session) => ({
      ...session,
      features: { ...session.features, carbons: true, acks: true, resumption: true },
    })),
    'knows nothing of carbons': withSessions((session) => ({
      ...session,
      features: { ...session.features, carbons: false },
    })),
    'takes acknowledgements for resumption': withSessions((session) => ({
      ...session,
      features: { ...session.features, resumption: false },
    })),
  },
  'users/debug-lists-push-registrations': {
    'leaves push registrations out': rewords(debug, (info: object) => ({ ...info, push_registrations: {} })),
    'counts push registrations': rewords(debug, (info: object) => ({
      ...info,
      push_registrations: { a: {} },
    })),
  },
  'users/debug-lists-the-devices': {
    'leaves the devices out': rewords(debug, (info: object) => ({ ...info, omemo: { devices: [] } })),
    'takes every device for one with keys': rewords(debug, (info: WithDevices) => ({
      ...info,
      omemo: { devices: info.omemo.devices.map((device) => ({ ...device, have_bundle: true })) },
    })),
  },
  'users/debug-of-an-unknown-account': {
    'has nothing to say about somebody who is not there': pretends(debug, 200, () => ({ sessions: [] })),
  },
  'users/empty-lists-are-lists': {
    'says nothing as an object': () => ({
      httpToClient: (answer) => ({
        ...answer,
        body: Buffer.from(answer.body.toString().replaceAll('[]', '{}')),
      }),
    }),
  },
})
