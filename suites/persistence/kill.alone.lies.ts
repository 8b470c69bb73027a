import { liesAbout } from '#lies'
import { forgetful } from './forgetful.ts'
import { persistence } from './requirements.ts'

export const lies = liesAbout(persistence, {
  'kill/keeps-the-roster': forgetful.roster,
  'kill/keeps-subscription-requests': forgetful.subscriptionRequest,
  'kill/keeps-offline-messages': forgetful.offlineMessages,
  'kill/keeps-the-configuration-of-a-room': forgetful.roomConfiguration,
  'kill/keeps-the-affiliations-of-a-room': forgetful.affiliations,
  'kill/keeps-the-subject-of-a-room': forgetful.subject,
  'kill/keeps-the-history-of-a-room': forgetful.history,
  'kill/keeps-the-archive': forgetful.archive,
  'kill/keeps-the-blocklist': forgetful.blocklist,
  'kill/keeps-personal-events': forgetful.personalEvents,
  'kill/keeps-uploaded-files': forgetful.uploadedFile,
  'kill/keeps-slots': forgetful.slot,
})
