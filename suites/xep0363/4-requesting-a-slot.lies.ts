import { Element, type Lie, liesAbout, rewrites, xml } from '#lies'
import { xep0363 } from './requirements.ts'
import { changedSlots } from './slot-lies.ts'

export const lies = liesAbout(xep0363, {
  '4/keeps-the-file-name': {
    'drops the ending': changedSlots((url) => url.replace(/\.\w+$/, '')),
    'names every file alike': changedSlots((url) => url.replace(/[^/]*$/, 'file.bin')),
  },
  '4/urls-are-served-over-tls': {
    'hands out http': changedSlots((url) => url.replace(/^https:/, 'http:')),
  },
  '4/urls-are-uris': {
    'leaves spaces as they are': changedSlots((url) => url.replaceAll('%20', ' ')),
    'leaves percent signs as they are': changedSlots((url) => url.replaceAll('%25', '%')),
  },
  '4/non-ascii-is-percent-encoded': {
    'writes the name as it is': changedSlots((url) => url.replace(/%C3%A8/i, 'è')),
    'takes accents for Latin-1': changedSlots((url) => url.replace(/%C3%A8/i, '%E8')),
  },
  '4/headers-have-a-name-and-a-value': {
    'leaves the name of a header out': withHeader((header) => header.withAttrs({ name: undefined })),
    'leaves the value of a header out': withHeader((header) => header.withChildren([])),
  },
  '4/headers-are-the-allowed-ones': {
    'wants a header of its own': withHeader((header) => header.withAttrs({ name: 'X-Upload-Token' })),
  },
})

/** Adds a header to every slot, damaged by `damage`. */
function withHeader(damage: (header: Element) => Element): Lie {
  const header = damage(xml`<header xmlns='urn:xmpp:http:upload:0' name='Cookie'>juliet=sun</header>`)
  return rewrites({ name: 'iq', type: 'result' }, (iq) => {
    const slot = iq.child('slot')
    if (slot === undefined) return undefined
    const put = slot
      .elements()
      .map((child) => (child.name === 'put' ? child.withChildren([...child.children, header]) : child))
    return [iq.withChildren([new Element('slot', slot.ns, slot.attrs, put)])]
  })
}
