/** What servers get wrong in the opening tag of their stream (RFC 6120 §4.7). */
import type { Lie } from '#lies'

/** The server's header says something else. */
export function headerSays(change: (raw: string, asked: string) => string): Lie {
  return () => {
    let asked = ''
    return {
      toServer: (part) => {
        if (part.kind === 'header') asked = part.raw
        return undefined
      },
      toClient: (part) => (part.kind === 'header' ? [change(part.raw, asked)] : undefined),
    }
  }
}

/** The opening tag with one attribute set, or taken away; the XML declaration before it stays as it is. */
export function attribute(name: string, value: string | undefined): (raw: string) => string {
  return (raw) => {
    const [declaration = '', tag = ''] = raw.split(/(?=<stream:stream)/)
    const bare = tag.replace(new RegExp(` ${name}='[^']*'`), '')
    return declaration + (value === undefined ? bare : bare.replace(/>$/, ` ${name}='${value}'>`))
  }
}
