import { type Lie, liesAbout } from '#lies'
import { xep0363 } from './requirements.ts'

const without = (name: string): Lie => {
  return () => ({
    httpToClient: (answer) => {
      const { [name]: _left, ...headers } = answer.headers
      return { ...answer, headers }
    },
  })
}

export const lies = liesAbout(xep0363, {
  '8/pages-of-other-hosts-may-upload': {
    'allows no other origin': without('access-control-allow-origin'),
    'allows no PUT': without('access-control-allow-methods'),
    'allows no Authorization': without('access-control-allow-headers'),
  },
  '8/pages-of-other-hosts-may-fetch': {
    'lets no page read': without('access-control-allow-origin'),
    'lets pages of its own host read': () => ({
      httpToClient: (answer) => ({
        ...answer,
        headers: { ...answer.headers, 'access-control-allow-origin': 'https://upload.touchstone.test' },
      }),
    }),
    'answers no preflight': () => ({
      httpToServer: ({ method }) =>
        method === 'OPTIONS' ? { status: 405, headers: {}, body: Buffer.alloc(0) } : undefined,
    }),
  },
})
