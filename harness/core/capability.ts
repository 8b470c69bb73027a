/**
 * What a target may or may not offer.
 *
 * A profile promises capabilities, discovery finds them, a requirement needs them. Promised and not
 * found is a failure of the target; needed, not promised and not found makes a verification
 * not applicable. No verification decides that for itself.
 */
export const capabilities = {
  starttls: 'STARTTLS on the client port (RFC 6120 §5)',
  'direct-tls': 'TLS from the first byte on a client port of its own (XEP-0368)',
  'sasl-scram-sha-1': 'SCRAM-SHA-1 (RFC 5802)',
  'sasl-scram-sha-1-plus': 'SCRAM-SHA-1-PLUS, with channel binding (RFC 5802)',
  'sasl-scram-sha-256': 'SCRAM-SHA-256 on one of the hosts (RFC 7677)',
  'sasl-scram-sha-256-plus': 'SCRAM-SHA-256-PLUS on one of the hosts (RFC 7677)',
  'roster-versioning': 'roster versions (RFC 6121 §2.6)',
  'pre-approval': 'pre-approved subscriptions (RFC 6121 §3.4)',
  'offline-messages': 'messages kept for users who are offline (XEP-0160)',
  muc: 'rooms (XEP-0045)',
  'muc-self-ping': 'rooms that answer the ping of an occupant to itself (XEP-0410)',
  'muc-occupant-id': 'lasting ids of the occupants of rooms (XEP-0421)',
  'muc-moderation': 'moderation of messages in rooms (XEP-0425)',
  'muc-mam': 'message archive of rooms (XEP-0313)',
  'http-upload': 'upload of files over HTTP (XEP-0363)',
  federation: 'other servers, by certificate and in both directions of one connection (XEP-0288)',
  component: 'external components (XEP-0114)',
  mam: 'message archive (XEP-0313)',
  carbons: 'message carbons (XEP-0280)',
  blocking: 'blocking command (XEP-0191)',
  'stream-management': 'stream management (XEP-0198)',
  csi: 'client state indication (XEP-0352)',
  pep: 'personal eventing (XEP-0163)',
  push: 'push notifications (XEP-0357)',
  proxy65: 'SOCKS5 bytestreams proxy (XEP-0065)',
  websocket: 'XMPP over WebSocket (RFC 7395)',
  bosh: 'XMPP over BOSH (XEP-0124, XEP-0206)',
  openmetrics: 'metrics in the OpenMetrics format over HTTP',
  registration: 'in-band registration (XEP-0077): a password can be changed, an account cancelled',
  'open-registration': 'a host on which strangers may register (XEP-0077)',
  'limited-registration': 'a host on which a stranger may register once, and no second time',
  'closed-registration': 'a host on which strangers may not register',
  'invite-registration': 'in-band registration with an invitation (XEP-0445)',
  'admin-api': 'administration over HTTP at /admin_api',
  'admin-api-challenge': 'the administration API says with status 401 how to authenticate (RFC 9110)',
  'admin-api-statuses': 'the administration API says by the status of a refusal that the caller is mistaken',
  'admin-api-reasons': 'the administration API says in JSON why it refuses',
  'admin-api-accounts': 'the administration API makes accounts and sets passwords',
  'admin-api-enabled': 'the administration API disables and enables accounts',
  'admin-api-groups': 'the administration API renames groups',
  'admin-api-counts': 'the administration API counts sessions, memory or processor time',
  'admin-api-patch': 'the administration API changes single properties of accounts by PATCH',
  'control-restart': 'the harness can restart the server',
  'control-kill': 'the harness can kill the server without warning',
  'control-clock': 'the harness can start the server as if time had passed',
  'control-database': 'the harness can pause and restart the database',
  'server-log': 'the harness can read the log of the server',
  'admin-token': 'the harness has a bearer token of an administrator',
  'make-tokens': 'the harness can make bearer tokens of any account, role and age',
  'resource-samples': 'the harness can read the CPU time and memory of the server',
} as const

export type Capability = keyof typeof capabilities

export function isCapability(text: string): text is Capability {
  return Object.hasOwn(capabilities, text)
}
