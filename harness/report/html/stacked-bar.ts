import { grouped } from '../wording.ts'
import { html, type Markup } from './template.ts'

export interface Share {
  readonly name: string
  /** The class that colours it. */
  readonly tone: string
  readonly count: number
}

const WIDTH = 1000
const HEIGHT = 12
/** One failure among thousands is still seen. */
const NARROWEST = 14

/** Counts as parts of one bar. The numbers themselves are its name for those who cannot see it. */
export function stackedBar(title: string, shares: readonly Share[]): Markup {
  const total = shares.reduce((sum, { count }) => sum + count, 0)
  const parts = shares
    .filter(({ count }) => count > 0)
    .map((share) => ({ ...share, weight: Math.max(NARROWEST, (share.count / total) * WIDTH) }))
  const scale = WIDTH / parts.reduce((sum, { weight }) => sum + weight, 0)
  const name = `${title}: ${shares.map(({ name: part, count }) => `${grouped(count)} ${part}`).join(', ')}`
  let x = 0
  const drawn = parts.map(({ tone, count, name: part, weight }) => {
    const left = x
    x += weight * scale
    return html`<rect class="${tone}" x="${left.toFixed(1)}" width="${(x - left).toFixed(1)}" height="${HEIGHT}"><title>${grouped(count)} ${part}</title></rect>`
  })
  return html`<svg class="bar" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${name}">${drawn}</svg>`
}
