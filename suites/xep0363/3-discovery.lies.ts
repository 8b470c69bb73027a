import { Element, type Lie, liesAbout, NS, rewrites, xml } from '#lies'
import { xep0363 } from './requirements.ts'

/** A copy of the tree in which each element is replaced by what `change` makes of it. */
function edited(element: Element, change: (element: Element) => Element | undefined): Element {
  const children = element.children.flatMap((child): (Element | string)[] => {
    if (typeof child === 'string') return [child]
    const changed = change(child)
    return changed === undefined ? [] : [edited(changed, change)]
  })
  return element.withChildren(children)
}

const TOO_LARGE = xml`<error type='modify'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`

const inAnswers = (change: (element: Element) => Element | undefined): Lie =>
  rewrites({ name: 'iq', type: 'result' }, (iq) =>
    iq.child('query') === undefined ? undefined : [edited(iq, change)],
  )

export const lies = liesAbout(xep0363, {
  '3/listed-among-the-items-of-the-server': {
    'leaves the upload service out of its items': inAnswers((element) =>
      element.is('item', NS.discoItems) && element.attrs['jid']?.startsWith('upload.') ? undefined : element,
    ),
  },
  '3/states-the-largest-size': {
    'keeps the largest size to itself': inAnswers((element) =>
      element.is('x', 'jabber:x:data') ? undefined : element,
    ),
    'states it in a form about something else': inAnswers((element) =>
      element.name === 'field' && element.attrs['var'] === 'FORM_TYPE'
        ? element.withChildren([new Element('value', 'jabber:x:data', {}, ['urn:example:other'])])
        : element,
    ),
  },
  '3/largest-size-is-a-number-of-bytes': {
    'calls the field max-size': inAnswers((element) =>
      element.attrs['var'] === 'max-file-size' ? element.withAttrs({ var: 'max-size' }) : element,
    ),
    'writes it with a unit': inAnswers((element) =>
      element.attrs['var'] === 'max-file-size'
        ? element.withChildren([new Element('value', 'jabber:x:data', {}, ['10 MiB'])])
        : element,
    ),
  },
  '3/grants-the-largest-size': {
    'counts in units of a thousand': refusesSlotsFrom(0.9),
    'takes its limit for the size at which it refuses': refusesSlotsFrom(1),
  },
})

/** Refuses slots for files of so much of the largest size, and of more. */
function refusesSlotsFrom(share: number): Lie {
  return () => {
    let largest = Number.POSITIVE_INFINITY
    let asked = 0
    return {
      toServer: (part) => {
        if (part.kind === 'element') asked = Number(part.element.child('request')?.attrs['size'] ?? asked)
        return undefined
      },
      toClient: (part) => {
        if (part.kind !== 'element') return undefined
        largest = Number(/max-file-size.*?<value>(\d+)/.exec(part.raw)?.[1] ?? largest)
        return part.element.child('slot') !== undefined && asked >= share * largest
          ? [new Element('iq', NS.client, { ...part.element.attrs, type: 'error' }, [TOO_LARGE])]
          : undefined
      },
    }
  }
}
