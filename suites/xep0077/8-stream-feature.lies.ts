import { liesAbout, NS, rewrites, xml } from '#lies'
import { xep0077 } from './requirements.ts'

export const lies = liesAbout(xep0077, {
  '8/announced-to-clients': {
    'keeps it to itself': rewrites({ name: 'features', ns: NS.streams }, (features) => [
      features.withChildren(
        features.elements().filter(({ ns }) => ns !== 'http://jabber.org/features/iq-register'),
      ),
    ]),
  },
  '8/not-announced-to-servers': {
    'has the same features for all': rewrites({ name: 'features', ns: NS.streams }, (features) => [
      features.withChildren([
        ...features.children,
        xml`<register xmlns='http://jabber.org/features/iq-register'/>`,
      ]),
    ]),
  },
})
