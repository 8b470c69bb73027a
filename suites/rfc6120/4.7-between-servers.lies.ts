import { liesAbout } from '#lies'
import { attribute, headerSays } from './header-lies.ts'
import { rfc6120 } from './requirements.ts'

export const lies = liesAbout(rfc6120, {
  '4.7.1/names-itself-to-a-peer': {
    'does not say who it is': headerSays(attribute('from', undefined)),
    'names the machine that it runs on': headerSays(attribute('from', 'localhost.localdomain')),
  },
  '4.7.2/response-to-mirrors-a-peer': {
    'does not say to whom it answers': headerSays(attribute('to', undefined)),
    'answers to itself': headerSays(attribute('to', 'touchstone.test')),
  },
})
