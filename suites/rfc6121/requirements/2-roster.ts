import type { Requirements } from '#catalogue'

export const roster = {
  '2/returns-what-was-stored': {
    level: 'MUST',
    covers: ['rfc6121-2-1'],
    says: 'whoever asks for an own roster gets the items as they were stored, handle and groups unmodified',
  },
  '2/keeps-rosters-private': {
    level: 'MUST',
    covers: ['rfc6121-2-2'],
    says: 'nobody but an authorized entity reads, changes or deletes what is in a roster',
  },
  '2.1.1/ver-comes-from-the-server': {
    level: 'MUST',
    covers: ['rfc6121-2.1.1-1'],
    says: 'the version of a roster is made by the server, whatever a client writes into a roster set',
    needs: ['roster-versioning'],
  },
  '2.1.2.1/tells-of-pre-approval': {
    level: 'SHOULD',
    covers: ['rfc6121-2.1.2.1-1'],
    says: 'the item of a contact whose subscription is pre-approved carries approved=true',
    needs: ['pre-approval'],
  },
  '2.1.2.2/tells-of-pending-out': {
    level: 'SHOULD',
    covers: ['rfc6121-2.1.2.2-1'],
    says: 'the item of a contact who has not answered a subscription request carries ask=subscribe',
  },
  '2.1.2.3/every-item-has-a-jid': {
    level: 'MUST',
    covers: ['rfc6121-2.1.2.3-1'],
    says: 'an item without a jid is neither accepted from a client nor sent to one',
  },
  '2.1.2.5/heeds-no-subscription-but-remove': {
    level: 'MUST',
    covers: ['rfc6121-2.1.2.5-3', 'rfc6121-2.1.5-2'],
    says: 'a subscription attribute other than remove in a roster set changes no subscription',
  },
  '2.1.4/empty-roster-is-a-result': {
    level: 'MUST',
    covers: ['rfc6121-2.1.4-1'],
    says: 'a roster without contacts is answered by a result with a query that holds no item',
  },
  '2.1.6/push-holds-one-item': {
    level: 'MUST',
    covers: ['rfc6121-2.1.6-1'],
    says: 'a roster push holds exactly one item',
  },
  '2.1.6/push-comes-from-the-own-account': {
    level: 'MUST',
    covers: ['rfc6121-2.1.6-2'],
    says: 'a roster push has no from or the bare JID of the account, as a client would ignore it otherwise',
  },
  '2.1.6/heeds-no-error-to-a-push': {
    level: 'SHOULD',
    covers: ['rfc6121-2.1.6-5'],
    says: 'an error in answer to a roster push has no effect',
  },
  '2.2/pushes-to-all-interested-resources': {
    level: 'MUST',
    covers: ['rfc6121-2.2-2'],
    says: 'every resource that has asked for the roster gets roster pushes, available or not',
  },
  '2.3.2/creates-the-item': {
    level: 'MUST',
    covers: ['rfc6121-2.3.2-1'],
    says: 'a roster set for a new contact puts an item into the roster',
  },
  '2.3.2/answers-the-one-who-set': {
    level: 'MUST',
    covers: ['rfc6121-2.3.2-2'],
    says: 'a successful roster set is answered by a result to the resource that sent it',
  },
  '2.3.2/pushes-the-new-item': {
    level: 'MUST',
    covers: ['rfc6121-2.3.2-3'],
    says: 'a new item is pushed as it was set to all interested resources, to the one that set it, too',
  },
  '2.3.3/answers-failure-with-an-error': {
    level: 'MUST',
    covers: ['rfc6121-2.3.3-1'],
    says: 'a roster set that cannot be processed is answered by an error and changes nothing',
  },
  '2.3.3/forbids-strangers-to-set': {
    level: 'MUST',
    covers: ['rfc6121-2.1.5-3', 'rfc6121-2.3.3-2'],
    says: 'a roster set for the roster of someone else is answered by forbidden',
  },
  '2.3.3/refuses-two-items': {
    level: 'MUST',
    covers: ['rfc6121-2.3.3-3'],
    says: 'a roster set with more than one item is answered by bad-request',
  },
  '2.3.3/refuses-duplicate-groups': {
    level: 'MUST',
    covers: ['rfc6121-2.3.3-3'],
    says: 'a roster set that names a group twice is answered by bad-request',
  },
  '2.3.3/refuses-an-empty-group': {
    level: 'MUST',
    covers: ['rfc6121-2.3.3-4'],
    says: 'a roster set with a group of no characters is answered by not-acceptable',
  },
  '2.3.3/refuses-what-is-too-long': {
    level: 'MUST',
    covers: ['rfc6121-2.3.3-4'],
    says: 'a handle or a group beyond the limit of the server is answered by not-acceptable, never cut',
  },
  '2.4.1/updates-exactly-as-set': {
    level: 'MUST',
    covers: ['rfc6121-2.4.1-1'],
    says: 'an update replaces handle and groups of an item by exactly those of the roster set',
  },
  '2.4.2/pushes-the-update': {
    level: 'MUST',
    covers: ['rfc6121-2.4.2-1'],
    says: 'an update is stored, answered by a result, and pushed to all interested resources',
  },
  '2.5.2/removes-and-pushes': {
    level: 'MUST',
    covers: ['rfc6121-2.5.2-1'],
    says: 'a removed item is gone, and pushed with subscription=remove to all interested resources',
  },
  '2.5.2/unsubscribes-from-the-contact': {
    level: 'MUST',
    covers: ['rfc6121-2.5.2-2'],
    says: 'removal of a contact the user is subscribed to sends that contact an unsubscribe',
  },
  '2.5.2/cancels-the-subscription-of-the-contact': {
    level: 'MUST',
    covers: ['rfc6121-2.5.2-3'],
    says: 'removal of a contact who is subscribed to the user sends that contact an unsubscribed',
  },
  '2.5.2/ends-a-mutual-subscription': {
    level: 'MUST',
    covers: ['rfc6121-2.5.2-4'],
    says: 'removal of a contact with a mutual subscription sends both unsubscribe and unsubscribed',
  },
  '2.5.3/unknown-item-is-not-found': {
    level: 'MUST',
    covers: ['rfc6121-2.5.3-1'],
    says: 'removal of an item that is not in the roster is answered by item-not-found',
  },
  '2.6.1/advertises-versioning': {
    level: 'MUST',
    covers: ['rfc6121-2.6.1-1'],
    says: 'a server that keeps roster versions says so in the stream features',
    needs: ['roster-versioning'],
  },
  '2.6.3/complete-roster-or-empty-result': {
    level: 'MUST',
    covers: ['rfc6121-2.6.3-1'],
    says: 'a roster get with a version is answered by the complete roster with its version or by an empty result',
    needs: ['roster-versioning'],
  },
  '2.6.3/spares-a-roster-that-is-known': {
    level: 'SHOULD',
    covers: ['rfc6121-2.6.3-2'],
    says: 'a roster get with the latest version is answered by an empty result',
    needs: ['roster-versioning'],
  },
  '2.6.3/brings-the-client-up-to-date': {
    level: 'MUST',
    covers: ['rfc6121-2.6.3-3'],
    says: 'a client that names an older version learns of every item that was modified since, once each',
    needs: ['roster-versioning'],
  },
  '2.6.3/pushes-carry-the-version': {
    level: 'MUST',
    covers: ['rfc6121-2.6.3-6'],
    says: 'each roster push carries the version that the roster has with it',
    needs: ['roster-versioning'],
  },
  '2.6.3/pushes-in-order-with-versions-of-their-own': {
    level: 'MUST',
    covers: ['rfc6121-2.6.3-7'],
    says: 'roster pushes come in the order of modification, no two with the same version',
    needs: ['roster-versioning'],
  },
  '2.6.3/versions-for-clients-that-never-asked': {
    level: 'SHOULD',
    covers: ['rfc6121-2.1.1-2', 'rfc6121-2.6.3-8'],
    says: 'roster results and pushes carry a version even for clients that do not name one',
    needs: ['roster-versioning'],
  },
} as const satisfies Requirements<'rfc6121'>
