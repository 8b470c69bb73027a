import { liesAbout } from '#lies'
import { xep0363 } from './requirements.ts'
import { changedSlots } from './slot-lies.ts'

let slots = 0

export const lies = liesAbout(xep0363, {
  '9.3/urls-cannot-be-guessed': {
    'counts its slots': changedSlots((url) => {
      slots += 1
      return url.replace(/\/[^/]+(\/[^/]+)$/, `/${slots}$1`)
    }),
    'gives a file the same place each time': changedSlots((url) =>
      url.replace(/\/[^/]+(\/[^/]+)$/, '/romeo$1'),
    ),
  },
})
