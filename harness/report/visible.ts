const CONTROL_PICTURES = 0x2400
const DELETE_PICTURE = '\u2421'

/**
 * Text from a server, made safe to look at: what a terminal, an XML parser or a reader's eye would
 * take for something else becomes a visible sign. Control characters become control pictures (U+2400 to
 * U+2421), bidirectional controls and C1 controls their code point, lone surrogates and
 * noncharacters U+FFFD. Line feeds and tabs stay.
 */
export function visible(text: string): string {
  return text
    .replace(CONTROLS, (character) =>
      character === '\x7f' ? DELETE_PICTURE : String.fromCharCode(CONTROL_PICTURES + character.charCodeAt(0)),
    )
    .replace(MISLEADING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(NOT_XML, '\ufffd')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f]/g
const MISLEADING = /[\x80-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const NOT_XML = /[\ud800-\udfff\ufffe\uffff]/gu
