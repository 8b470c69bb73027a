import { liesAbout, rewrites } from '#lies'
import { rfc6120 } from './requirements.ts'

export const lies = liesAbout(rfc6120, {
  '5.4.3.1/asks-a-peer-for-its-certificate': {
    'never learns who a peer is': rewrites({ name: 'features' }, (features, link) =>
      link.secured
        ? [features.withChildren(features.elements().filter(({ name }) => name !== 'mechanisms'))]
        : undefined,
    ),
  },
})
