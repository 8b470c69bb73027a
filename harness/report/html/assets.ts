import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

function text(file: string | URL): string {
  return readFileSync(file, 'utf8').trim()
}

/** What the page carries inside itself, so that it opens from a disk with no network. Later ones go before earlier ones. */
export const styles: readonly string[] = [
  text(require.resolve('uplot/dist/uPlot.min.css')),
  ...['base', 'verdict', 'cards', 'load', 'verifications', 'narrow-and-print'].map((part) =>
    text(new URL(`./styles/${part}.css`, import.meta.url)),
  ),
]

/** Scripts that every page needs. */
export const pageScript = text(new URL('./page.client.js', import.meta.url))

/** Scripts that a page with charts needs, in this order. */
export const chartScripts: readonly string[] = [
  text(require.resolve('uplot/dist/uPlot.iife.min.js')),
  text(new URL('./charts.client.js', import.meta.url)),
]

/** The source expression by which a content security policy allows exactly this text. */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
