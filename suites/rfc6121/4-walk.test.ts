import { conformance } from '#conformance'
import { walkPresence } from './presence-walk.ts'
import { rfc6121 } from './requirements.ts'

const verify = conformance(rfc6121)

verify('4/keeps-presence-true', '60 steps of a user with up to three sessions', (stage) =>
  walkPresence(stage, 60),
)
