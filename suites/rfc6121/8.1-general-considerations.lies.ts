import { amendsFor, liesAbout } from '#lies'
import { forEach, loses, returns } from './delivery-lies.ts'
import { rfc6121 } from './requirements.ts'

export const lies = liesAbout(rfc6121, {
  '8.1/tells-those-who-may-know': {
    'keeps silent to everybody': forEach(['normal', 'groupchat', 'headline'], loses),
  },
})

export const amends = amendsFor(rfc6121, {
  '8.1/tells-those-who-may-know': { 'tells whoever asks': forEach(['normal', 'headline'], returns) },
})
