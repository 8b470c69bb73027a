import { conformance } from '#conformance'
import { blocklist, roster, subscriptionRequest } from './contacts.ts'
import { afterRestart } from './kept.ts'
import { archive, offlineMessages, personalEvents } from './messages.ts'
import { persistence } from './requirements.ts'
import { affiliations, history, roomConfiguration, subject } from './rooms.ts'
import { slot, uploadedFile } from './uploads.ts'

const verify = conformance(persistence)

verify('restart/keeps-the-roster', 'a contact with a name, groups and a subscription', afterRestart(roster))
verify(
  'restart/keeps-subscription-requests',
  'a request with a reason to somebody who was offline',
  afterRestart(subscriptionRequest),
)
verify(
  'restart/keeps-offline-messages',
  'two messages to somebody who was offline',
  afterRestart(offlineMessages),
)
verify(
  'restart/keeps-the-configuration-of-a-room',
  'a room with a name, for members only',
  afterRestart(roomConfiguration),
)
verify(
  'restart/keeps-the-affiliations-of-a-room',
  'a room with an owner, a member and an outcast',
  afterRestart(affiliations),
)
verify('restart/keeps-the-subject-of-a-room', 'a room whose subject was changed', afterRestart(subject))
verify('restart/keeps-the-history-of-a-room', 'a room in which two messages were said', afterRestart(history))
verify('restart/keeps-the-archive', 'a message that was sent', afterRestart(archive))
verify('restart/keeps-the-blocklist', 'a user who was blocked', afterRestart(blocklist))
verify('restart/keeps-personal-events', 'a bookmark', afterRestart(personalEvents))
verify('restart/keeps-uploaded-files', 'a picture', afterRestart(uploadedFile))
verify('restart/keeps-slots', 'a slot that was not used yet', afterRestart(slot))
