import type { Renderer } from './renderer.ts'

/** The run itself, for `touchstone report run.json`, for comparisons and for tools of others. */
export const json: Renderer = {
  format: 'json',
  render: (run) => [{ path: 'run.json', contents: `${JSON.stringify(run, null, 2)}\n` }],
}
