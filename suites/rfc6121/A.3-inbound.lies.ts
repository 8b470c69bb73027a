import { amendsFor, liesAbout, mishears, xml } from '#lies'
import { rfc6121 } from './requirements.ts'
import { drops, forgets, handsOn, mistakes } from './state-lies.ts'

export const lies = liesAbout(rfc6121, {
  'A.3.1/delivers-a-request': {
    'takes no notice of a request': drops(1, 'contact', 'subscribe'),
  },
  'A.3.1/delivers-no-request-twice': {
    'delivers every request': handsOn(2, 'contact', 'subscribe'),
  },
  'A.3.1/delivers-no-request-of-a-subscriber': {
    'delivers every request': handsOn(2, 'contact', 'subscribe'),
    'takes a request for the end of what was': mistakes(2, 'contact', 'subscribe', 'none'),
  },
  'A.3.1/approves-again-for-a-subscriber': {
    'leaves a request of a subscriber without an answer': drops(2, 'contact', 'subscribe'),
  },
  'A.3.2/delivers-an-unsubscribe': {
    'takes no notice of an unsubscribe': drops(1, 'contact', 'unsubscribe'),
    'delivers an unsubscribe and keeps the subscription': forgets(1, 'contact', 'unsubscribe'),
  },
  'A.3.2/ends-a-pending-request': {
    'takes no notice of an unsubscribe': drops(1, 'contact', 'unsubscribe'),
  },
  'A.3.2/answers-with-unsubscribed': {
    'leaves an unsubscribe without an answer': drops(1, 'contact', 'unsubscribe'),
  },
  'A.3.2/delivers-no-unsubscribe-from-nothing': {
    'delivers every unsubscribe': handsOn(1, 'contact', 'unsubscribe'),
    'ends both directions': mistakes(1, 'contact', 'unsubscribe', 'none'),
  },
  'A.3.3/delivers-an-approval': {
    'takes no notice of an approval': drops(1, 'contact', 'subscribed'),
    'delivers an approval and does not note it': forgets(1, 'contact', 'subscribed'),
  },
  'A.3.3/delivers-no-approval-of-nothing': {
    'delivers every approval': handsOn(1, 'contact', 'subscribed'),
  },
  'A.3.3/delivers-no-approval-twice': {
    'delivers every approval': handsOn(2, 'contact', 'subscribed'),
  },
  'A.3.3/changes-nothing-for-a-subscriber': {
    'starts anew with a second approval': mistakes(2, 'contact', 'subscribed', 'none'),
  },
  'A.3.4/delivers-a-cancellation': {
    'takes no notice of a cancellation': drops(1, 'contact', 'unsubscribed'),
    'delivers a cancellation and keeps the subscription': forgets(1, 'contact', 'unsubscribed'),
  },
  'A.3.4/delivers-no-cancellation-of-nothing': {
    'delivers every cancellation': handsOn(1, 'contact', 'unsubscribed'),
    'ends both directions': mistakes(1, 'contact', 'unsubscribed', 'none'),
  },
})

export const amends = amendsFor(rfc6121, {
  'A.3.2/answers-with-unsubscribed': {
    'answers for the user': mishears({ name: 'presence', type: 'unsubscribe' }, ({ from, to }, link) => {
      link.tellClient(xml`<presence type='unsubscribed' from='${to ?? ''}' to='${from ?? ''}'/>`)
      return undefined
    }),
  },
})
