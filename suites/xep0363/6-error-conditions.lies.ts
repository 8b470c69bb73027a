import { Element, liesAbout, NS, rewrites, xml } from '#lies'
import { xep0363 } from './requirements.ts'

export const lies = liesAbout(xep0363, {
  '6/refuses-a-file-that-is-too-large': {
    'grants any size': rewrites({ name: 'iq', type: 'error' }, (iq) => [
      new Element('iq', NS.client, { ...iq.attrs, type: 'result' }, [
        xml`<slot xmlns='urn:xmpp:http:upload:0'><put url='https://a/b'/><get url='https://a/b'/></slot>`,
      ]),
    ]),
    'keeps the limit to itself': rewrites({ name: 'iq', type: 'error' }, (iq) => [
      iq.withChildren(
        iq
          .elements()
          .map((child) =>
            child.name === 'error'
              ? child.withChildren(child.elements().filter(({ name }) => name !== 'file-too-large'))
              : child,
          ),
      ),
    ]),
  },
})
