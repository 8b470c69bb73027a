import { type Element, liesAbout, mishears } from '#lies'
import { rfc5802 } from './requirements.ts'

/** The password that an unprepared one stands for where nobody prepares it: another one. */
function unprepared(iq: Element): Element {
  return iq.withChildren(
    iq
      .elements()
      .map((query) =>
        query.withChildren(
          query
            .elements()
            .map((field) =>
              field.name === 'password' ? field.withChildren([`unprepared ${field.text()}`]) : field,
            ),
        ),
      ),
  )
}

export const lies = liesAbout(rfc5802, {
  '2.2/prepares-passwords': {
    'hashes a password as it is written': mishears({ name: 'iq', type: 'set' }, (iq) =>
      iq.child('query', 'jabber:iq:register') === undefined ? undefined : [unprepared(iq)],
    ),
  },
})
