import { liesAbout, NS } from '#lies'
import { answersAsTheServer, blames, leavesUnanswered, passesOn } from './iq-lies.ts'
import { rfc6121 } from './requirements.ts'

export const lies = liesAbout(rfc6121, {
  '8.5.2.1.3/answered-by-the-server-itself': {
    'passes it to a resource': passesOn(NS.discoInfo),
    'leaves it unanswered': leavesUnanswered(NS.discoInfo),
    'answers in its own name': answersAsTheServer,
  },
  '8.5.2.1.3/unavailable-where-it-cannot-answer': {
    'passes it to a resource': passesOn('urn:example:nobody'),
    'calls it not allowed': blames('not-allowed'),
  },
})
