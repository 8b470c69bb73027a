import { liesAbout, rewrites } from '#lies'
import { inside, trimmed } from './content-lies.ts'
import { rfc6120 } from './requirements.ts'

export const lies = liesAbout(rfc6120, {
  '8.4/delivers-what-others-send-unmodified': {
    'takes white space for layout': rewrites({ id: /^chance-/ }, (stanza) => [inside(stanza, trimmed)]),
    'loses what is beyond the first plane of Unicode': rewrites({ id: /^chance-/ }, (stanza) => [
      inside(stanza, (child) =>
        child.withChildren(
          child.children.map((text) =>
            typeof text === 'string' ? text.replace(/[^\0-\uffff]/gu, '?') : text,
          ),
        ),
      ),
    ]),
  },
})
