import { escapeXml } from '../core/element.ts'
import type { Verdict } from '../core/run-result.ts'
import type { Renderer } from './renderer.ts'
import { verdict } from './verdict.ts'

/** The verdict in a word or three, by exit code. */
export const verdictWords: Readonly<Record<Verdict['exitCode'], string>> = {
  0: 'conforms',
  1: 'does not conform',
  2: 'could not start',
  3: 'inconclusive',
}

const COLOURS: Readonly<Record<Verdict['exitCode'], string>> = {
  0: '#1a7f4b',
  1: '#b42318',
  2: '#6b665c',
  3: '#8a5a00',
}

const CHARACTER_WIDTH = 6.6
const PADDING = 8

/** A small SVG for a README: `touchstone | conforms`. */
export const badge: Renderer = {
  format: 'badge',
  render: (run) => {
    const { exitCode } = verdict(run)
    return [{ path: 'badge.svg', contents: drawn('touchstone', verdictWords[exitCode], COLOURS[exitCode]) }]
  },
}

function drawn(label: string, word: string, colour: string): string {
  const labelWidth = widthOf(label) + 2 * PADDING
  const wordWidth = widthOf(word) + 2 * PADDING
  const width = labelWidth + wordWidth
  const name = escapeXml(`${label}: ${word}`)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="${name}">
  <title>${name}</title>
  <clipPath id="round"><rect width="${width}" height="20" rx="4"/></clipPath>
  <g clip-path="url(#round)">
    <rect width="${labelWidth}" height="20" fill="#33302a"/>
    <rect x="${labelWidth}" width="${wordWidth}" height="20" fill="${colour}"/>
  </g>
  <g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">
    <text x="${PADDING}" y="14" textLength="${widthOf(label)}">${escapeXml(label)}</text>
    <text x="${labelWidth + PADDING}" y="14" textLength="${widthOf(word)}">${escapeXml(word)}</text>
  </g>
</svg>
`
}

// The text is stretched to this width by textLength, so an estimate does for every font.
function widthOf(text: string): number {
  return Math.round(text.length * CHARACTER_WIDTH)
}
