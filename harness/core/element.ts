/**
 * An XML element as it stands on a stream: expanded name, attributes, children in order.
 *
 * Immutable. A *stanza* is an element that is a message, a presence or an iq; a stream also carries
 * elements that are no stanzas.
 */

export const NS = {
  client: 'jabber:client',
  server: 'jabber:server',
  component: 'jabber:component:accept',
  streams: 'http://etherx.jabber.org/streams',
  streamErrors: 'urn:ietf:params:xml:ns:xmpp-streams',
  stanzaErrors: 'urn:ietf:params:xml:ns:xmpp-stanzas',
  tls: 'urn:ietf:params:xml:ns:xmpp-tls',
  sasl: 'urn:ietf:params:xml:ns:xmpp-sasl',
  bind: 'urn:ietf:params:xml:ns:xmpp-bind',
  framing: 'urn:ietf:params:xml:ns:xmpp-framing',
  streamManagement: 'urn:xmpp:sm:3',
  channelBinding: 'urn:xmpp:sasl-cb:0',
  roster: 'jabber:iq:roster',
  ping: 'urn:xmpp:ping',
  discoInfo: 'http://jabber.org/protocol/disco#info',
  discoItems: 'http://jabber.org/protocol/disco#items',
} as const

export type XmlNode = Element | string

export class Element {
  /** Local name, without prefix. */
  readonly name: string
  /** Namespace name; the empty string when the element is in none. */
  readonly ns: string
  /** Attributes by qualified name; of the namespace declarations only those of prefixes that they use. */
  readonly attrs: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]

  constructor(
    name: string,
    ns: string,
    attrs: Readonly<Record<string, string>> = {},
    children: readonly XmlNode[] = [],
  ) {
    this.name = name
    this.ns = ns
    this.attrs = attrs
    this.children = children
  }

  get id(): string | undefined {
    return this.attrs['id']
  }
  get to(): string | undefined {
    return this.attrs['to']
  }
  get from(): string | undefined {
    return this.attrs['from']
  }
  get type(): string | undefined {
    return this.attrs['type']
  }

  is(name: string, ns?: string): boolean {
    return this.name === name && (ns === undefined || this.ns === ns)
  }

  get isStanza(): boolean {
    return this.name === 'message' || this.name === 'presence' || this.name === 'iq'
  }

  elements(): Element[] {
    return this.children.filter((child) => typeof child !== 'string')
  }

  /** The first child element of that name, in that namespace if one is given. */
  child(name: string, ns?: string): Element | undefined {
    return this.elements().find((child) => child.is(name, ns))
  }

  /** All child elements of that name, in that namespace if one is given. */
  childrenNamed(name: string, ns?: string): Element[] {
    return this.elements().filter((child) => child.is(name, ns))
  }

  /** Character data directly inside this element. */
  text(): string {
    return this.children.filter((child) => typeof child === 'string').join('')
  }

  /** A copy with these attributes set; `undefined` removes one. */
  withAttrs(changes: Readonly<Record<string, string | undefined>>): Element {
    const attrs: Record<string, string> = { ...this.attrs }
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) delete attrs[name]
      else attrs[name] = value
    }
    return new Element(this.name, this.ns, attrs, this.children)
  }

  /** A copy with these children in place of its own. */
  withChildren(children: readonly XmlNode[]): Element {
    return new Element(this.name, this.ns, this.attrs, children)
  }

  /** The element as XML. `enclosingNs` is the default namespace of the place it is written to. */
  toString(enclosingNs = ''): string {
    const declaration = this.ns === enclosingNs ? '' : ` xmlns='${escapeXml(this.ns)}'`
    const attrs = Object.entries(this.attrs)
      .map(([name, value]) => ` ${name}='${escapeAttribute(value)}'`)
      .join('')
    if (this.children.length === 0) return `<${this.name}${declaration}${attrs}/>`
    const inner = this.children
      .map((child) => (typeof child === 'string' ? escapeXml(child) : child.toString(this.ns)))
      .join('')
    return `<${this.name}${declaration}${attrs}>${inner}</${this.name}>`
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&apos;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
}

/** Escapes for element content, and for attribute values in which white space is all the same. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>'"\r]/g, (character) => ESCAPES[character] ?? character)
}

/** Escapes for attribute values, white space kept as it is read back (XML 1.0 §3.3.3). */
export function escapeAttribute(text: string): string {
  return text.replace(/[&<>'"\t\n\r]/g, (character) => ESCAPES[character] ?? character)
}
