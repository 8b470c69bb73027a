import type { Requirements } from '#catalogue'

export const subscriptions = {
  '3/stamps-with-the-bare-jid': {
    level: 'MUST',
    covers: ['rfc6121-3-1', 'rfc6121-3.1.2-7', 'rfc6121-3.3.2-4'],
    says: 'presence that manages a subscription leaves the server with the bare JID of its sender',
  },
  '3/stamps-its-own-with-the-bare-jid': {
    level: 'MUST',
    covers: ['rfc6121-3-1'],
    says: 'presence by which the server itself ends subscriptions has the bare JID of the user',
    needs: ['component'],
  },
  '3.1.1/takes-roster-set-and-request-in-either-order': {
    level: 'MUST',
    covers: ['rfc6121-3.1.1-4'],
    says: 'a roster set for a contact and a subscription request come to the same in either order',
  },
  '3.1.2/checks-the-address': {
    level: 'MUST',
    covers: ['rfc6121-3.1.2-2'],
    says: 'no request makes a roster item for an address that is not a bare JID',
  },
  '3.1.2/treats-a-full-jid-as-bare': {
    level: 'SHOULD',
    covers: ['rfc6121-3.1.2-3', 'rfc6121-3.1.3-1', 'rfc6121-3.1.3-2'],
    says: 'a request to a full JID is handled as one to the bare JID, and goes on to the bare JID',
  },
  '3.1.2/answers-what-it-cannot-deliver': {
    level: 'MUST',
    covers: ['rfc6121-3.1.2-8'],
    says: 'a request that cannot be delivered comes back as an error',
  },
  '3.1.2/pushes-the-pending-request': {
    level: 'MUST',
    covers: ['rfc6121-3.1.2-9'],
    says: 'a request is pushed to all interested resources of the user with subscription=none ask=subscribe',
  },
  '3.1.3/never-approves-by-itself': {
    level: 'MUST NOT',
    covers: ['rfc6121-3.1.3-5'],
    says: 'nobody but the contact approves a request that was not approved before',
  },
  '3.1.3/delivers-to-all-available-resources': {
    level: 'MUST',
    covers: ['rfc6121-3.1.3-6', 'rfc6121-3.1.3-9'],
    says: 'a request reaches every available resource of the contact',
  },
  '3.1.3/approves-again-for-a-subscriber': {
    level: 'MUST',
    covers: ['rfc6121-3.1.3-7'],
    says: 'a request of one who is subscribed already is answered by subscribed from the bare JID of the contact',
    needs: ['component'],
  },
  '3.1.3/approves-what-was-pre-approved': {
    level: 'SHOULD',
    covers: ['rfc6121-3.1.3-8'],
    says: 'a request that the contact has approved in advance is answered by subscribed for the contact',
    needs: ['pre-approval'],
  },
  '3.1.3/keeps-the-complete-request': {
    level: 'MUST',
    covers: ['rfc6121-3.1.3-11'],
    says: 'a request to a contact without available resources is kept whole and delivered to the next one',
  },
  '3.1.3/delivers-until-answered': {
    level: 'MUST',
    covers: ['rfc6121-3.1.3-12'],
    says: 'a request is delivered to each resource that becomes available until it is approved or denied',
  },
  '3.1.3/keeps-one-request-of-a-user': {
    level: 'MUST NOT',
    covers: ['rfc6121-3.1.3-13'],
    says: 'of several requests of one user a contact who comes back gets exactly one',
  },
  '3.1.3/adds-no-item-before-approval': {
    level: 'MUST NOT',
    covers: ['rfc6121-3.1.3-14', 'rfc6121-A.1-1'],
    says: 'a request puts nobody into the roster of the contact before it is approved',
  },
  '3.1.5/delivers-the-approval': {
    level: 'MUST',
    covers: ['rfc6121-3.1.5-1'],
    says: 'an approval reaches the user, stamped with the bare JID of the contact',
  },
  '3.1.5/pushes-the-approval-to-the-contact': {
    level: 'MUST',
    covers: ['rfc6121-3.1.5-2'],
    says: 'an approval is pushed to all interested resources of the contact with subscription=from',
  },
  '3.1.5/sends-current-presence': {
    level: 'MUST',
    covers: ['rfc6121-3.1.5-3'],
    says: 'after an approval the user gets the current presence of each available resource of the contact',
  },
  '3.1.6/hands-the-approval-to-the-user': {
    level: 'MUST',
    covers: ['rfc6121-3.1.6-2'],
    says: 'an approval that was asked for is delivered and pushed to all interested resources of the user',
  },
  '3.1.6/delivers-the-approval-before-the-push': {
    level: 'MUST',
    covers: ['rfc6121-3.1.6-3'],
    says: 'each interested resource of the user gets the approval before the roster push that follows from it',
  },
  '3.1.6/delivers-presence-to-all-available-resources': {
    level: 'MUST',
    covers: ['rfc6121-3.1.6-4'],
    says: 'presence of each resource of the contact reaches each available resource of the user',
  },
  '3.1.6/ignores-an-approval-nobody-asked-for': {
    level: 'MUST',
    covers: ['rfc6121-3.1.6-6', 'rfc6121-A.3.3-1'],
    says: 'an approval without a pending request is neither delivered nor pushed, and changes nothing',
    needs: ['component'],
  },
  '3.2.2/does-not-cancel-what-is-not-there': {
    level: 'MUST NOT',
    covers: ['rfc6121-3.2.2-2'],
    says: 'unsubscribed to one who is not subscribed sends that one neither unavailable presence nor the stanza',
    needs: ['component'],
  },
  '3.2.2/takes-back-a-pre-approval': {
    level: 'MUST',
    covers: ['rfc6121-3.2.2-3'],
    says: 'unsubscribed to one who was approved in advance takes that back, and goes no further',
    needs: ['pre-approval'],
  },
  '3.2.2/cancels-a-subscription': {
    level: 'MUST',
    covers: ['rfc6121-3.2.2-4', 'rfc6121-3.2.2-6'],
    says: 'a cancellation reaches the user as unsubscribed from the bare JID, with unavailable presence',
  },
  '3.2.2/sends-unavailable-before-the-cancellation': {
    level: 'MUST',
    covers: ['rfc6121-3.2.2-5'],
    says: 'the user gets unavailable presence of each resource of the contact before the cancellation',
  },
  '3.2.2/pushes-the-cancellation-to-the-contact': {
    level: 'MUST',
    covers: ['rfc6121-3.2.2-7'],
    says: 'a cancellation is pushed to all interested resources of the contact with what is left of it',
  },
  '3.2.3/hands-the-cancellation-to-the-user': {
    level: 'MUST',
    covers: ['rfc6121-3.2.3-2'],
    says: 'a cancellation is delivered and pushed to all interested resources of the user',
  },
  '3.2.3/delivers-the-cancellation-before-the-push': {
    level: 'MUST',
    covers: ['rfc6121-3.2.3-3'],
    says: 'each interested resource of the user gets the cancellation before the push that follows from it',
  },
  '3.2.3/delivers-unavailable-presence': {
    level: 'MUST',
    covers: ['rfc6121-3.2.3-4'],
    says: 'unavailable presence that comes with a cancellation reaches each available resource of the user',
  },
  '3.2.3/ignores-a-cancellation-of-nothing': {
    level: 'MUST',
    covers: ['rfc6121-3.2.3-6', 'rfc6121-A.3.4-2'],
    says: 'unsubscribed from one to whom there is neither subscription nor request changes nothing',
    needs: ['component'],
  },
  '3.3.2/pushes-the-unsubscribe-to-the-user': {
    level: 'MUST',
    covers: ['rfc6121-3.3.2-5'],
    says: 'an unsubscribe is pushed to all interested resources of the user with what is left of it',
  },
  '3.3.3/hands-the-unsubscribe-to-the-contact': {
    level: 'MUST',
    covers: ['rfc6121-3.3.3-2'],
    says: 'an unsubscribe is delivered and pushed to all interested resources of the contact',
  },
  '3.3.3/sends-unavailable-after-an-unsubscribe': {
    level: 'MUST',
    covers: ['rfc6121-3.3.3-2'],
    says: 'one who unsubscribes gets unavailable presence of each available resource of the contact',
    needs: ['component'],
  },
  '3.3.3/delivers-the-unsubscribe-before-the-push': {
    level: 'MUST',
    covers: ['rfc6121-3.3.3-3'],
    says: 'each interested resource of the contact gets the unsubscribe before the push that follows from it',
  },
  '3.3.3/ignores-an-unsubscribe-from-nothing': {
    level: 'MUST',
    covers: ['rfc6121-3.3.3-5', 'rfc6121-A.3.2-2'],
    says: 'an unsubscribe of one who is not subscribed is neither delivered nor pushed, and changes nothing',
    needs: ['component'],
  },
  '3.3.3/forgets-a-request-that-is-withdrawn': {
    level: 'MUST',
    covers: ['rfc6121-3.3.3-6'],
    says: 'an unsubscribe of one whose request is pending ends that request',
  },
  '3.4/advertises-pre-approval': {
    level: 'MUST',
    covers: ['rfc6121-3.4-2'],
    says: 'a server that takes approvals in advance says so in the stream features',
    needs: ['pre-approval'],
  },
  '3.4.2/ignores-approval-of-a-subscriber': {
    level: 'MUST',
    covers: ['rfc6121-3.4.2-2'],
    says: 'subscribed to one who is subscribed already has no effect',
    needs: ['pre-approval'],
  },
  '3.4.2/takes-an-approval-for-the-request-that-is-pending': {
    level: 'MUST',
    covers: ['rfc6121-3.4.2-3'],
    says: 'subscribed to one whose request is pending is an approval: stored, pushed and routed',
    needs: ['pre-approval'],
  },
  '3.4.2/notes-a-pre-approval-in-the-item': {
    level: 'MUST',
    covers: ['rfc6121-3.4.2-4'],
    says: 'approval in advance of a contact in the roster is pushed as approved=true in the same item',
    needs: ['pre-approval'],
  },
  '3.4.2/makes-an-item-for-a-pre-approval': {
    level: 'MUST',
    covers: ['rfc6121-3.4.2-6'],
    says: 'approval in advance of a stranger is pushed as a new item with approved=true',
    needs: ['pre-approval'],
  },
  '3.4.2/keeps-a-pre-approval-to-itself': {
    level: 'MUST NOT',
    covers: ['rfc6121-3.4.2-5', 'rfc6121-3.4.2-7'],
    says: 'approval in advance is not routed to the contact',
    needs: ['pre-approval', 'component'],
  },
  '3.4.2/approves-in-the-name-of-the-user': {
    level: 'MUST NOT',
    covers: ['rfc6121-3.4.2-8'],
    says: 'a request that was approved in advance is answered by subscribed and never shown to the user',
    needs: ['pre-approval'],
  },
} as const satisfies Requirements<'rfc6121'>
