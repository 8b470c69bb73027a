import { type Lie, rewrites } from '#lies'

/** Changes both URLs of every slot. */
export function changedSlots(change: (url: string) => string): Lie {
  return rewrites({ name: 'iq', type: 'result' }, (iq) => {
    const slot = iq.child('slot')
    if (slot === undefined) return undefined
    const children = slot
      .elements()
      .map((child) => child.withAttrs({ url: change(child.attrs['url'] ?? '') }))
    return [iq.withChildren([slot.withChildren(children)])]
  })
}
