import { type Element, liesAbout } from '#lies'
import { xep0045 } from './requirements.ts'
import { isHistory, isSelfPresence, isSubject, sendsLate } from './room-lies.ts'

const toMercutio = (element: Element) => element.to?.startsWith('mercutio') === true

export const lies = liesAbout(xep0045, {
  '7.1/order-of-events': {
    'sends the subject before the history': sendsLate(
      (element) => toMercutio(element) && isHistory(element),
      isSubject,
    ),
    'sends the presence of the others after the own': sendsLate(
      (element) => toMercutio(element) && element.is('presence') && !isSelfPresence(element),
      isSelfPresence,
    ),
    'sends the subject once somebody speaks': sendsLate(
      (element) => toMercutio(element) && isSubject(element),
      (element) => element.is('message') && !isHistory(element),
    ),
  },
})
