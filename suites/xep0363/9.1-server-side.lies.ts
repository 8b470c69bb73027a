import { type Lie, liesAbout } from '#lies'
import { xep0363 } from './requirements.ts'

/** Fields of answers to GET that say something else, or nothing. */
const says = (fields: Readonly<Record<string, string | undefined>>): Lie => {
  return () => ({
    httpToClient(answer, { method }) {
      if (method !== 'GET') return undefined
      const changed = Object.entries({ ...answer.headers, ...fields })
      const headers = Object.fromEntries(
        changed.filter((field): field is [string, string] => field[1] !== undefined),
      )
      return { ...answer, headers }
    },
  })
}

export const lies = liesAbout(xep0363, {
  '9.1/runs-no-scripts': {
    'sends no policy': says({ 'content-security-policy': undefined }),
    'lets scripts of its own host run': says({ 'content-security-policy': "default-src 'self'" }),
    'makes an exception for scripts': says({
      'content-security-policy': "default-src 'none'; script-src 'unsafe-inline'",
    }),
  },
  '9.1/pages-are-not-shown-inline': {
    'shows whatever it has': says({ 'content-disposition': 'inline' }),
    'says nothing of how to show it': says({ 'content-disposition': undefined }),
  },
  '9.1/types-are-not-guessed': {
    'leaves the type to the browser': says({ 'x-content-type-options': undefined }),
  },
})
