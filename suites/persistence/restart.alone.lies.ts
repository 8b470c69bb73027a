import { liesAbout } from '#lies'
import { forgetful } from './forgetful.ts'
import { persistence } from './requirements.ts'

export const lies = liesAbout(persistence, {
  'restart/keeps-the-roster': forgetful.roster,
  'restart/keeps-subscription-requests': forgetful.subscriptionRequest,
  'restart/keeps-offline-messages': forgetful.offlineMessages,
  'restart/keeps-the-configuration-of-a-room': forgetful.roomConfiguration,
  'restart/keeps-the-affiliations-of-a-room': forgetful.affiliations,
  'restart/keeps-the-subject-of-a-room': forgetful.subject,
  'restart/keeps-the-history-of-a-room': forgetful.history,
  'restart/keeps-the-archive': forgetful.archive,
  'restart/keeps-the-blocklist': forgetful.blocklist,
  'restart/keeps-personal-events': forgetful.personalEvents,
  'restart/keeps-uploaded-files': forgetful.uploadedFile,
  'restart/keeps-slots': forgetful.slot,
})
