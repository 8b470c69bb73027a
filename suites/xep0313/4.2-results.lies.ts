import { type Element, liesAbout } from '#lies'
import { changesResult } from './archive-lies.ts'
import { xep0313 } from './requirements.ts'

export const lies = liesAbout(xep0313, {
  '4.2/names-message-and-query': {
    'does not say which query it is about': changesResult((named) => named.withAttrs({ queryid: undefined })),
    'gives no ids': changesResult((named) => named.withAttrs({ id: undefined })),
    'mistakes one query for the other': changesResult((named) => named.withAttrs({ queryid: 'first' })),
  },
  '4.2/tells-the-time': {
    'tells when it was asked': changesResult((named) => stamped(named, new Date(Date.now() + 60_000))),
    'tells no time': changesResult((named) => stamped(named, undefined)),
  },
})

function stamped(named: Element, time: Date | undefined): Element {
  const change = (element: Element): Element =>
    element.name === 'delay' && element.ns === 'urn:xmpp:delay'
      ? element.withAttrs({ stamp: time?.toISOString() })
      : element.withChildren(
          element.children.map((child) =>
            typeof child === 'string' || child.name === 'message' ? child : change(child),
          ),
        )
  return change(named)
}
