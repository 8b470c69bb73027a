import { liesAbout } from '#lies'
import { answersWith, pretends } from './api-lies.ts'
import { adminApi } from './requirements.ts'

const announcement = { method: 'POST', path: /^\/server\/announcement$/ }

export const lies = liesAbout(adminApi, {
  'server/announces-to-who-is-online': {
    'accepts an announcement and forgets it': pretends(announcement, 201),
    'says that it failed': answersWith(announcement, 500),
  },
  'server/announces-to-all': {
    'accepts an announcement and forgets it': pretends(announcement, 201),
    'keeps nothing for those who are offline': () => ({
      toClient: (part, link) => {
        const late = link.all.indexOf(link) > 0
        return late && part.kind === 'element' && part.element.name === 'message' ? [] : undefined
      },
    }),
  },
})
