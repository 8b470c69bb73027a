import { conformance } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { walkSubscriptions } from './subscription-walk.ts'

const verify = conformance(rfc6121)

verify('A.1/keeps-to-the-tables-in-any-order', '100 steps with a contact on another domain', (stage) =>
  walkSubscriptions(stage, 'elsewhere', 100),
)

verify('A.1/keeps-both-sides-in-step', '100 steps of two users of the same server', (stage) =>
  walkSubscriptions(stage, 'here', 100),
)
