import { type Lie, liesAbout } from '#lies'
import { rfc6120 } from './requirements.ts'

/** The server begins its stream by something else. */
function begins(declaration: string): Lie {
  return () => ({
    toClient: (part) =>
      part.kind === 'header' ? [part.raw.replace(/^(<\?xml[^>]*>)?/, declaration)] : undefined,
  })
}

export const lies = liesAbout(rfc6120, {
  '11.5/server-sends-an-xml-declaration': {
    'begins with its header': begins(''),
  },
  '11.5/declaration-is-as-xml-has-it': {
    'declares XML 1.1': begins("<?xml version='1.1'?>"),
    'declares another encoding': begins("<?xml version='1.0' encoding='ISO-8859-1'?>"),
    'puts white space before the declaration': begins("\n<?xml version='1.0'?>"),
  },
  '11.5/declaration-is-not-standalone': {
    'declares that its stream stands alone': begins("<?xml version='1.0' standalone='yes'?>"),
  },
  '11.5/copes-with-standalone': {
    'hangs up on a declaration that it did not expect': () => ({
      toClient: (part, link) => {
        if (part.kind === 'header') link.hangUp()
        return []
      },
    }),
    'greets the client and never offers it anything': () => ({
      toClient: (part) => (part.kind === 'header' ? undefined : ['<presence/>']),
    }),
  },
})
