import { type Element, liesAbout } from '#lies'
import { blames } from '../xep0045/room-lies.ts'
import { changesFin, changesResult, findsNothing, holds, omitsResults, overlooks } from './archive-lies.ts'
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
  '4.3.2/pages': {
    'gives everything at once': overlooks((child) => child.name === 'set'),
    'calls every page complete': changesFin((fin) => fin.withAttrs({ complete: 'true' })),
    'calls no page complete': changesFin((fin) => fin.withAttrs({ complete: undefined })),
    'leaves out the first of each page': omitsResults((message) => holds(message, 'three')),
  },
  '4.3.2/refuses-unknown-ids': {
    'finds nothing instead': findsNothing,
    'calls it a bad request': blames('bad-request'),
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
