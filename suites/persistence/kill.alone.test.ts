import { conformance } from '#conformance'
import { blocklist, roster, subscriptionRequest } from './contacts.ts'
import { afterKill } from './kept.ts'
import { archive, offlineMessages, personalEvents } from './messages.ts'
import { persistence } from './requirements.ts'
import { affiliations, history, roomConfiguration, subject } from './rooms.ts'
import { slot, uploadedFile } from './uploads.ts'

const verify = conformance(persistence)

verify('kill/keeps-the-roster', 'a contact with a name, groups and a subscription', afterKill(roster))
verify(
  'kill/keeps-subscription-requests',
  'a request with a reason to somebody who was offline',
  afterKill(subscriptionRequest),
)
verify('kill/keeps-offline-messages', 'two messages to somebody who was offline', afterKill(offlineMessages))
verify(
  'kill/keeps-the-configuration-of-a-room',
  'a room with a name, for members only',
  afterKill(roomConfiguration),
)
verify(
  'kill/keeps-the-affiliations-of-a-room',
  'a room with an owner, a member and an outcast',
  afterKill(affiliations),
)
verify('kill/keeps-the-subject-of-a-room', 'a room whose subject was changed', afterKill(subject))
verify('kill/keeps-the-history-of-a-room', 'a room in which two messages were said', afterKill(history))
verify('kill/keeps-the-archive', 'a message that was sent', afterKill(archive))
verify('kill/keeps-the-blocklist', 'a user who was blocked', afterKill(blocklist))
verify('kill/keeps-personal-events', 'a bookmark', afterKill(personalEvents))
verify('kill/keeps-uploaded-files', 'a picture', afterKill(uploadedFile))
verify('kill/keeps-slots', 'a slot that was not used yet', afterKill(slot))
