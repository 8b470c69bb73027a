import { amendsFor, Element, liesAbout, rewrites, xml } from '#lies'
import { MAM } from './archive-lies.ts'
import { xep0313 } from './requirements.ts'

export const lies = liesAbout(xep0313, {
  '5/tells-its-ends': {
    'tells nothing': rewrites({ name: 'iq', type: 'result' }, (iq) => {
      const metadata = iq.child('metadata', MAM)
      return metadata && [iq.withChildren([metadata.withChildren([])])]
    }),
    'takes an empty archive for none': rewrites({ name: 'iq', type: 'result' }, (iq) =>
      iq.child('metadata', MAM)?.children.length === 0
        ? [
            iq
              .withAttrs({ type: 'error' })
              .withChildren([
                xml`<error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
              ]),
          ]
        : undefined,
    ),
  },
})

export const amends = amendsFor(xep0313, {
  '5/tells-its-ends': {
    'tells what results have told': () => {
      const ends: { id: string; timestamp: string }[] = []
      return {
        toServer: (part, link) => {
          if (part.kind !== 'element' || part.element.child('metadata', MAM) === undefined) return undefined
          const { id, to } = part.element
          const told = [
            ['start', ends[0]],
            ['end', ends.at(-1)],
          ] as const
          const children = told.flatMap(([name, end]) =>
            end === undefined ? [] : [new Element(name, MAM, end)],
          )
          link.tellClient(xml`
            <iq type='result' id='${id ?? ''}' from='${to ?? ''}'><metadata xmlns='${MAM}'>${children}</metadata></iq>`)
          return []
        },
        toClient: (part) => {
          const result = part.kind === 'element' ? part.element.child('result', MAM) : undefined
          const delay = result?.child('forwarded', 'urn:xmpp:forward:0')?.child('delay', 'urn:xmpp:delay')
          if (result !== undefined) {
            ends.push({ id: result.attrs['id'] ?? '', timestamp: delay?.attrs['stamp'] ?? '' })
          }
          return undefined
        },
      }
    },
  },
})
