/**
 * The strict reader of a stream: bytes in, top-level events out.
 *
 * It accepts what RFC 6120 §11 allows on a stream and nothing else: well-formed namespace-aware XML in
 * UTF-8 without comments, processing instructions, document types or entity references. Code points
 * may be split over chunks anywhere. After a `malformed` event it reads nothing more.
 */
import { TextDecoder } from 'node:util'
import { SaxesParser, type SaxesTagNS } from 'saxes'
import { Element, type XmlNode } from '../core/element.ts'

/** `raw` is the source text, without the white space before it; of a malformed part, all that had come. */
export type ParsedEvent =
  | {
      readonly kind: 'header'
      readonly element: Element
      readonly defaultNs: string
      readonly prefix: string
      readonly raw: string
    }
  | { readonly kind: 'element'; readonly element: Element; readonly raw: string }
  | { readonly kind: 'close'; readonly raw: string }
  | { readonly kind: 'malformed'; readonly reason: string; readonly raw: string }

interface OpenElement {
  readonly tag: SaxesTagNS
  readonly children: XmlNode[]
}

export class StreamParser {
  private readonly decoder = strictDecoder()
  private readonly sax = new SaxesParser({ xmlns: true, position: false })
  private readonly open: OpenElement[] = []
  private events: ParsedEvent[] = []
  /** Bytes of a code point that is not whole yet. */
  private undecoded = new Uint8Array()
  private unread = ''
  private consumed = 0
  private dead = false

  constructor() {
    this.sax.on('error', (error) => {
      this.retract()
      this.fail(`not well-formed: ${error.message}`)
    })
    this.sax.on('xmldecl', ({ version, encoding }) => {
      if (version !== '1.0') this.fail(`not XML 1.0: declared to be XML ${version}`)
      if (encoding !== undefined && encoding.toUpperCase() !== 'UTF-8') {
        this.fail(`not UTF-8: declared to be ${encoding}`)
      }
    })
    this.sax.on('comment', () => this.fail('restricted XML: a comment'))
    this.sax.on('processinginstruction', () => this.fail('restricted XML: a processing instruction'))
    this.sax.on('doctype', () => this.fail('restricted XML: a document type declaration'))
    this.sax.on('text', (text) => this.characters(text))
    this.sax.on('cdata', (text) => this.characters(text))
    this.sax.on('opentag', (tag) => this.opened(tag))
    this.sax.on('closetag', () => this.closed())
  }

  /** Reads a chunk, cut anywhere, and returns the events that it completes. */
  push(bytes: Uint8Array): ParsedEvent[] {
    this.events = []
    if (this.dead) return this.events
    const { text, wrong } = this.decode(bytes)
    this.unread += text
    // saxes passes over a byte order mark; a stream has none (RFC 6120 §11.6).
    if (this.consumed === 0 && this.unread.startsWith('\uFEFF')) this.fail('a byte order mark')
    this.sax.write(text)
    // saxes takes everything up to the next semicolon for the name of an entity.
    if (/[\s<>&'"]/.test(this.sax['entity'])) {
      this.fail('not well-formed: disallowed character in entity name.')
    }
    if (wrong !== undefined) this.fail(`not UTF-8: byte 0x${wrong.toString(16).padStart(2, '0')}`)
    return this.events
  }

  /** The text up to the first byte that UTF-8 does not allow there, and that byte. */
  private decode(bytes: Uint8Array): { text: string; wrong?: number } {
    const all = Buffer.concat([this.undecoded, bytes])
    try {
      const text = this.decoder.decode(bytes, { stream: true })
      this.undecoded = all.subarray(Buffer.byteLength(text))
      return { text }
    } catch {
      const decoder = strictDecoder()
      let text = ''
      for (const byte of all) {
        try {
          text += decoder.decode(Uint8Array.of(byte), { stream: true })
        } catch {
          return { text, wrong: byte }
        }
      }
      return { text }
    }
  }

  private opened(tag: SaxesTagNS): void {
    if (this.dead) return
    this.open.push({ tag, children: [] })
    if (this.open.length === 1) {
      this.events.push({
        kind: 'header',
        element: toElement({ tag, children: [] }),
        defaultNs: tag.ns?.[''] ?? '',
        prefix: tag.prefix,
        raw: this.takeRaw(),
      })
    }
  }

  private closed(): void {
    if (this.dead) return
    const finished = this.open.pop()
    if (finished === undefined) return
    const parent = this.open.at(-1)
    if (parent === undefined) {
      this.events.push({ kind: 'close', raw: this.takeRaw() })
      return
    }
    const element = toElement(finished)
    if (this.open.length === 1) this.events.push({ kind: 'element', element, raw: this.takeRaw() })
    else parent.children.push(element)
  }

  private characters(text: string): void {
    if (this.dead || this.open.length === 0) return
    if (this.open.length > 1) {
      this.open.at(-1)?.children.push(text)
      return
    }
    // White space between stanzas keeps a connection alive (RFC 6120 §4.6.1); anything else has no place there.
    if (/[^ \t\r\n]/.test(text)) this.fail(`character data between stanzas: ${JSON.stringify(text)}`)
  }

  /** saxes says that an element is closed before it says that the closing tag was another's. */
  private retract(): void {
    const last = this.events.at(-1)
    if (this.dead || this.sax.position !== this.consumed || last === undefined) return
    this.events.pop()
    this.unread = last.raw + this.unread
  }

  private fail(reason: string): void {
    if (this.dead) return
    this.dead = true
    this.events.push({ kind: 'malformed', reason, raw: this.unread })
  }

  /** The source text since the last event. */
  private takeRaw(): string {
    const length = this.sax.position - this.consumed
    const raw = this.unread.slice(0, length)
    this.unread = this.unread.slice(length)
    this.consumed += length
    return raw.trimStart()
  }
}

function strictDecoder(): TextDecoder {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
}

function toElement({ tag, children }: OpenElement): Element {
  const attrs: Record<string, string> = {}
  for (const attribute of Object.values(tag.attributes)) {
    const { name, prefix, uri, value } = attribute
    if (name === 'xmlns' || prefix === 'xmlns') continue
    if (prefix !== '' && prefix !== 'xml') attrs[`xmlns:${prefix}`] = uri
    attrs[name] = value
  }
  return new Element(tag.local, tag.uri, attrs, children)
}
