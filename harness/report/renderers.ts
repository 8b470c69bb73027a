import { badge } from './badge.ts'
import { html } from './html.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import type { Renderer } from './renderer.ts'
import { transcripts } from './transcripts.ts'

/** Every format, the one that the others can be made from first. */
export const renderers: readonly Renderer[] = [json, html, junit, markdown, badge, transcripts]
