import { amendsFor, liesAbout } from '#lies'
import { rfc6121 } from './requirements.ts'
import { drops, forgets, handsOn, mistakes } from './state-lies.ts'

export const lies = liesAbout(rfc6121, {
  'A.2.1/routes-a-request-and-waits': {
    'takes no notice of the request': drops(1, 'user', 'subscribe'),
    'routes the request and does not note it': forgets(1, 'user', 'subscribe'),
  },
  'A.2.1/routes-a-request-again': {
    'routes the first request alone': drops(2, 'user', 'subscribe'),
    'starts anew with a second request': mistakes(2, 'user', 'subscribe', 'none'),
  },
  'A.2.2/routes-an-unsubscribe-and-ends': {
    'takes no notice of an unsubscribe': drops(1, 'user', 'unsubscribe'),
    'routes an unsubscribe and keeps the subscription': forgets(1, 'user', 'unsubscribe'),
  },
  'A.2.2/routes-an-unsubscribe-from-nothing': {
    'routes no unsubscribe that changes nothing': drops(1, 'user', 'unsubscribe'),
    'ends both directions': mistakes(1, 'user', 'unsubscribe', 'none'),
  },
  'A.2.3/routes-an-approval': {
    'takes no notice of an approval': drops(1, 'user', 'subscribed'),
    'routes an approval and does not note it': forgets(1, 'user', 'subscribed'),
  },
  'A.2.3/routes-no-approval-in-advance': {
    'routes every approval': handsOn(1, 'user', 'subscribed'),
    'takes the contact for a subscriber': mistakes(1, 'user', 'subscribed', 'from'),
  },
  'A.2.3/routes-no-approval-twice': {
    'routes every approval': handsOn(2, 'user', 'subscribed'),
  },
  'A.2.4/routes-a-cancellation': {
    'takes no notice of a cancellation': drops(1, 'user', 'unsubscribed'),
    'routes a cancellation and keeps the subscription': forgets(1, 'user', 'unsubscribed'),
  },
  'A.2.4/routes-no-cancellation-of-nothing': {
    'routes every cancellation': handsOn(1, 'user', 'unsubscribed'),
    'ends both directions': mistakes(1, 'user', 'unsubscribed', 'none'),
  },
})

export const amends = amendsFor(rfc6121, {
  'A.2.3/routes-no-approval-twice': { 'passes over a second approval': drops(2, 'user', 'subscribed') },
})
