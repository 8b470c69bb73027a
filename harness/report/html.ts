import { page } from './html/page.ts'
import type { Renderer } from './renderer.ts'

/** One self-contained page for people: verdict first, then why, then everything. */
export const html: Renderer = {
  format: 'html',
  render: (run) => [{ path: 'report.html', contents: page(run) }],
}
