import { type Element, liesAbout, rewrites, withholds } from '#lies'
import { xep0045 } from './requirements.ts'
import { isHistory, isSelfPresence, isSubject, sendsLate } from './room-lies.ts'

const toMercutio = (element: Element) => element.to?.startsWith('mercutio') === true

/** Changes the delays of what goes to mercutio. */
const changesDelays = (change: (delay: Element) => Element) =>
  rewrites({ name: 'message', to: /^mercutio/ }, (message) => [
    message.withChildren(message.elements().map((child) => (child.name === 'delay' ? change(child) : child))),
  ])

export const lies = liesAbout(xep0045, {
  '7.2.13/history-after-presence': {
    'sends the own presence after the history': sendsLate(
      (element) => toMercutio(element) && isSelfPresence(element),
      isSubject,
    ),
    'sends the others after the history': sendsLate(
      (element) => toMercutio(element) && element.is('presence') && !isSelfPresence(element),
      isHistory,
    ),
  },
  '7.2.13/history-is-stamped': {
    'does not say when': rewrites({ name: 'message', to: /^mercutio/ }, (message) => [
      message.withChildren(message.elements().filter(({ name }) => name !== 'delay')),
    ]),
    'gives another time': changesDelays((delay) => delay.withAttrs({ stamp: '1970-01-01T00:00:00Z' })),
    'gives the time in the old format': changesDelays((delay) =>
      delay.withAttrs({ stamp: '20020910T23:08:25' }),
    ),
  },
  '7.2.13/stamped-by-the-room': {
    'names the sender in the delay': rewrites({ name: 'message', to: /^mercutio/ }, (message) => [
      message.withChildren(
        message
          .elements()
          .map((child) => (child.name === 'delay' ? child.withAttrs({ from: message.from }) : child)),
      ),
    ]),
    'names nobody in the delay': changesDelays((delay) => delay.withAttrs({ from: undefined })),
  },
  '7.2.13/history-before-subject': {
    'sends the subject where it was set': sendsLate(
      (element) => toMercutio(element) && element.id === 'window',
      isSubject,
    ),
    'sends live messages first': sendsLate(
      (element) => toMercutio(element) && isHistory(element),
      ({ id }) => id === 'live',
    ),
    'keeps no history': withholds({ name: 'message', id: /^(soft|window)$/, to: /^mercutio/ }),
  },
})
