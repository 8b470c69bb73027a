/** XML as it comes by chance: well-formed content in all its ways of being written, and content with one fault. */
import type { Random } from '#conformance'

const NAMES = [
  'a',
  'scene',
  'Act-2',
  '_line',
  'r\u00f4le',
  '\u6f14\u54e1',
  'x.y',
  'message',
  'body',
  'iq',
  'error',
]
const NAMESPACES = ['urn:touchstone:a', 'urn:touchstone:b?c=d&amp;e', 'http://example.org/\u00e9', 'urn:x']
const CHARACTERS = [
  ...'Wherefore art thou? ',
  ...'\u00e9\u6f14\u05d0\u0301\u200d\u2028\ufffd\u{1f494}\u{1d11e}\u{10fffd}',
  ...'"\'>;#=/-',
  '&amp;',
  '&lt;',
  '&gt;',
  '&quot;',
  '&apos;',
  '&#955;',
  '&#x1F494;',
  '\n',
  '\t',
]

const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at))

/** Text without `<`, and without the three characters that end a CDATA section. */
function text(random: Random, length: number): string {
  return times(random.below(length), () => random.pick(CHARACTERS))
    .join('')
    .replaceAll(']]>', '')
}

function attributes(random: Random): string {
  const names = NAMES.filter(() => random.below(6) === 0)
  return names
    .map((name) => {
      const quote = random.pick(["'", '"'])
      // White space in attributes is read as spaces, however it is written.
      const value = text(random, 8)
        .replaceAll(quote, '')
        .replace(/[\n\t]/g, ' ')
      return `${random.pick([' ', '  ', '\n'])}${name}${random.pick(['=', ' = '])}${quote}${value}${quote}`
    })
    .join('')
}

/** One element, well-formed also as to namespaces, in any of the ways to write it. @param depth of what is inside */
export function element(random: Random, depth = 3): string {
  const prefix = random.pick(['', '', '', 'p:', 'q:'])
  const name = `${prefix}${random.pick(NAMES)}`
  const declares = prefix !== '' || random.below(2) === 0
  const declaration = `xmlns${prefix === '' ? '' : `:${prefix.slice(0, -1)}`}`
  const ns = declares ? ` ${declaration}='${random.pick(NAMESPACES)}'` : ''
  const inside = content(random, depth)
  const space = random.pick(['', '', ' ', '\n'])
  if (inside === '' && random.below(2) === 0) return `<${name}${ns}${attributes(random)}${space}/>`
  return `<${name}${ns}${attributes(random)}${space}>${inside}</${name}${space}>`
}

export function content(random: Random, depth: number): string {
  return times(random.below(4), () => {
    const kind = random.below(depth > 0 ? 4 : 2)
    if (kind === 0) return text(random, 12)
    if (kind === 1) return `<![CDATA[${text(random, 8)}<&]]>`
    return element(random, depth - 1)
  }).join('')
}

/** What no document may hold there, whatever stands before and behind it. */
const FAULTS = [
  '&',
  '&;',
  '& ',
  '&#0;',
  '&#x1;',
  '&#xD800;',
  '&#x110000;',
  // Without the space, what follows by chance may make a tag of it.
  '< ',
  '</ ',
  '</>',
  '<1>',
  '<a b>',
  '<a b=c>',
  "<a b='1' b='2'>",
  "<a b='<'>",
  "<a b='1'c='2'/>",
  '<a/b>',
  '</nobody>',
  ']]>',
  '<![CDAT[x]]>',
  '\u0000',
  '\u0001',
  '\u000b',
  '\ufffe',
  '\uffff',
]

/**
 * XML with one fault: what stands before that, and what begins with it. A server may close as soon as it has
 * seen a fault, so that what begins with one has to be sent in one piece.
 */
export interface Broken {
  readonly before: string
  readonly fromFault: string
}

/** Content that is well-formed up to a fault, and goes on behind it. */
export function brokenContent(random: Random): Broken {
  const around = times(random.below(4), () => random.pick(NAMES))
  const [open, close] = [around.map((name) => `<${name}>`), around.toReversed().map((name) => `</${name}>`)]
  return {
    before: `${open.join('')}${content(random, 2)}`,
    fromFault: `${random.pick(FAULTS)}${content(random, 2)}${close.join('')}`,
  }
}

const FAULTS_IN_TAGS = [
  '<',
  "to='again'",
  'a ',
  'a=b',
  "a='<'",
  "a='&'",
  "a='&#0;'",
  '\u0000',
  "'",
  "version='1.1'",
  "verona:a='1'",
]

/** A stream header with one fault somewhere in its tag. */
export function brokenHeader(random: Random, to: string): Broken {
  const attributes = [
    `to='${to}'`,
    "version='1.0'",
    "xmlns='jabber:client'",
    "xmlns:stream='http://etherx.jabber.org/streams'",
    `from='romeo@${to}'`,
    "xml:lang='en'",
  ]
  const space = random.pick([' ', '  ', '\n'])
  const at = random.below(attributes.length + 1)
  return {
    before: `<?xml version='1.0'?><stream:stream ${attributes.slice(0, at).join(space)}${space}`,
    fromFault: `${[random.pick(FAULTS_IN_TAGS), ...attributes.slice(at)].join(space)}>`,
  }
}

/** The same bytes, cut anywhere, inside of characters, too. @param most pieces at the most */
export function cut(random: Random, written: string, most = 6): Buffer[] {
  const bytes = Buffer.from(written)
  const cuts = times(random.below(most), () => random.below(bytes.length)).sort((one, other) => one - other)
  return [0, ...cuts].map((at, index) => bytes.subarray(at, cuts[index] ?? bytes.length))
}
