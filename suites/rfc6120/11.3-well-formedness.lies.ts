import { carriesOn, closesWith, type Lie, liesAbout, NS } from '#lies'
import { rfc6120 } from './requirements.ts'

/** The server writes a message to its recipient in other bytes. */
function writes(change: (raw: string) => string): Lie {
  return () => ({
    toClient: (part) =>
      part.kind === 'element' && part.element.is('message') ? [change(part.raw)] : undefined,
  })
}

export const lies = liesAbout(rfc6120, {
  '11.3/server-sends-well-formed-xml': {
    'does not escape a less-than sign': writes((raw) => raw.replaceAll('&lt;', '<')),
    'does not escape an ampersand': writes((raw) => raw.replaceAll('&amp;', '&')),
    'loses an end tag': writes((raw) => raw.replace(/<\/\w+>/, '')),
    'does not escape an apostrophe': writes((raw) => raw.replaceAll('&apos;', "'")),
  },
  '11.3/server-sends-declared-prefixes': {
    'keeps a prefix and loses its declaration': writes((raw) =>
      raw.replace(/<(\w+:)?scene xmlns(:\w+)?='[^']*'/, '<p:scene').replace('</scene>', '</p:scene>'),
    ),
  },
  '11.3/refuses-what-is-not-well-formed': {
    'answers by a stanza error and carries on': carriesOn,
    'takes the fault for a restriction': closesWith('restricted-xml'),
    'uses the name that the condition had in RFC 3920': closesWith('xml-not-well-formed'),
  },
  '11.3/refuses-what-is-not-namespace-well-formed': {
    'knows nothing of namespaces and delivers the message': () => ({
      toClient: (part, link) => {
        if (part.kind === 'close' || part.kind === 'end') return []
        if (part.kind !== 'element' || !part.element.is('error', NS.streams)) return undefined
        return [`<message from='${link.jid}' to='${link.jid}' id='malformed'/>`]
      },
    }),
    'takes the fault for a wrong namespace': closesWith('invalid-namespace'),
  },
  '11.3/delivers-nothing-malformed': {
    'delivers the message before it closes the stream of its sender': () => ({
      toClient: (part, link) => {
        if (part.kind === 'element' && part.element.is('error', NS.streams)) {
          for (const other of link.all) {
            if (other !== link)
              other.tellClient(`<message from='${link.jid}' to='${other.jid}' id='malformed'/>`)
          }
        }
        return undefined
      },
    }),
  },
})
