import { amendsFor, carriesOn, closesWith, hangsUp, type Lie, liesAbout } from '#lies'
import { closesBy } from './amends.ts'
import { rfc6120 } from './requirements.ts'

/** The server writes the body of a message as it stands, in place of its escaped form. */
function unescapes(escaped: RegExp, written: string): Lie {
  return () => ({
    toClient: (part) =>
      part.kind === 'element' && part.element.is('message')
        ? [part.raw.replace(escaped, written)]
        : undefined,
  })
}

export const lies = liesAbout(rfc6120, {
  '11.1/closes-on-restricted-xml': {
    'answers restricted XML by a stanza error and carries on': carriesOn,
    'hangs up on restricted XML': hangsUp,
  },
  '11.1/names-restricted-xml': {
    'takes restricted XML for XML that is not well-formed': closesWith('not-well-formed'),
    'calls restricted XML a bad format': closesWith('bad-format'),
  },
  '11.1/expands-no-entities': {
    'reads the document type and replaces the entity': () => ({
      toClient: (part) =>
        part.kind === 'header' ? undefined : part.kind === 'element' ? ['<stream:features/>'] : [],
    }),
  },
  '11.1/sends-no-restricted-xml': {
    'writes a comment as it stands': unescapes(/&lt;!-- Wherefore\? --&gt;/, '<!-- Wherefore? -->'),
    'writes a processing instruction as it stands': unescapes(/&lt;\?play .*?\?&gt;/, '<?play?>'),
    'writes a reference as it stands': unescapes(/&amp;nbsp;/, '&nbsp;'),
  },
})

export const amends = amendsFor(rfc6120, {
  '11.1/names-restricted-xml': { 'names what is restricted': closesBy('restricted-xml') },
})
