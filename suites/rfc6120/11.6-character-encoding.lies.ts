import {
  type Amend,
  amendsFor,
  carriesOn,
  closeStream,
  closesWith,
  hangsUp,
  type Lie,
  type Link,
  liesAbout,
} from '#lies'
import { rfc6120 } from './requirements.ts'

/** The server writes a message to its recipient in other characters. */
function writes(change: (raw: string) => string): Lie {
  return () => ({
    toClient: (part) =>
      part.kind === 'element' && part.element.is('message') ? [change(part.raw)] : undefined,
  })
}

const understands: Lie = () => ({
  toClient: (part) =>
    part.kind === 'header' ? undefined : part.kind === 'element' ? ['<stream:features/>'] : [],
})

export const lies = liesAbout(rfc6120, {
  '11.6/carries-utf-8': {
    'loses characters outside of the first plane': writes((raw) =>
      raw.replace(/[\u{10000}-\u{10ffff}]/gu, '\uFFFD'),
    ),
    'makes plain spaces of all others': writes((raw) => raw.replaceAll('\u00a0', ' ')),
    'takes bytes for characters': writes((raw) => Buffer.from(raw).toString('latin1')),
  },
  '11.6/closes-on-another-encoding': {
    'understands other encodings': understands,
    'hangs up on another encoding': hangsUp,
  },
  '11.6/names-the-unsupported-encoding': {
    'takes another encoding for XML that is not well-formed': closesWith('not-well-formed'),
    'answers by a stanza error and carries on': carriesOn,
  },
  '11.6/server-sends-no-byte-order-mark': {
    'begins with a byte order mark': () => ({
      toClient: (part) => (part.kind === 'header' ? [`\uFEFF${part.raw}`] : undefined),
    }),
  },
  '11.6/no-byte-order-mark-is-read': {
    'takes the character out of texts': writes((raw) => raw.replaceAll('\uFEFF', '')),
    'passes over a byte order mark': understands,
  },
})

export const amends = amendsFor(rfc6120, {
  '11.6/names-the-unsupported-encoding': {
    'knows another encoding when it sees one': closesWithoutHeader('unsupported-encoding'),
  },
  '11.6/no-byte-order-mark-is-read': {
    'reads a byte order mark as a character': closesWithoutHeader('not-well-formed'),
  },
})

/** A stream that does not begin with a header in UTF-8 is closed, whatever the server has made of its beginning. */
function closesWithoutHeader(condition: string): Amend {
  return () => {
    const opened = new Set<Link>()
    return {
      toServer: (part, link) => {
        if (part.kind === 'header') opened.add(link)
        return undefined
      },
      toClient: (part, link) => {
        if (part.kind !== 'element' || opened.has(link)) return undefined
        closeStream(link, condition)
        return []
      },
    }
  }
}
