import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

function uplot(file: string): string {
  return readFileSync(require.resolve(`uplot/dist/${file}`), 'utf8').trim()
}

function own(file: URL): string {
  return readFileSync(file, 'utf8').trim()
}

/** What the page carries inside itself, so that it opens from a disk with no network. */
export const styles: readonly string[] = [uplot('uPlot.min.css'), own(new URL('./page.css', import.meta.url))]

/** Scripts that every page needs. */
export const pageScript = own(new URL('./page.client.js', import.meta.url))

/** Scripts that a page with charts needs, in this order. */
export const chartScripts: readonly string[] = [
  uplot('uPlot.iife.min.js'),
  own(new URL('./charts.client.js', import.meta.url)),
]

/** The source expression by which a content security policy allows exactly this text. */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
