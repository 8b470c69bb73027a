import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import type { RunResult } from '../core/run-result.ts'
import { badge } from './badge.ts'
import { chartScripts, pageScript, styles } from './html/assets.ts'
import { html } from './html.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import type { Renderer } from './renderer.ts'
import { renderers } from './renderers.ts'
import { parseRun } from './schema.ts'
import {
  emptyRun,
  first,
  greenRun,
  hostileRun,
  invalidLoadRun,
  manyVerifications,
  oneRedRun,
  richRun,
} from './testdata/runs.ts'
import { transcripts } from './transcripts.ts'
import { verdict } from './verdict.ts'

const runs: readonly (readonly [string, RunResult])[] = [
  ['rich', richRun],
  ['green', greenRun],
  ['one red', oneRedRun],
  ['invalid load', invalidLoadRun],
  ['empty', emptyRun],
  ['hostile', hostileRun],
]

function contentsOf(renderer: Renderer, run: RunResult): string {
  const [artifact] = renderer.render(run)
  if (artifact === undefined) throw new Error(`${renderer.format} rendered nothing`)
  return artifact.contents
}

describe('golden files, updated by vitest --update', () => {
  test.each([
    [junit, 'xml'],
    [markdown, 'md'],
    [badge, 'svg'],
  ] as const)('$format', async (renderer, extension) => {
    await expect(contentsOf(renderer, richRun)).toMatchFileSnapshot(
      `testdata/${renderer.format}.golden.${extension}`,
    )
  })

  test('html, without the scripts and styles that every page has', async () => {
    const page = [...styles, ...chartScripts, pageScript].reduce(
      (text, asset) => text.replace(asset, () => '…'),
      contentsOf(html, richRun).replace(/sha256-[^'&]+/g, 'sha256-…'),
    )
    await expect(page).toMatchFileSnapshot('testdata/html.golden.txt')
  })

  test('transcripts', async () => {
    const text = transcripts.render(richRun).map(({ path, contents }) => `==== ${path}\n${contents}`)
    await expect(text.join('\n')).toMatchFileSnapshot('testdata/transcripts.golden.txt')
  })
})

test('json reads back as the same run', () => {
  expect(parseRun(contentsOf(json, richRun), 'run.json')).toEqual(richRun)
})

describe.each(renderers.map((renderer) => [renderer.format, renderer] as const))('%s', (_, renderer) => {
  test.each(runs)('renders a run that is %s the same twice', (_name, run) => {
    const copy = structuredClone(run)
    expect(renderer.render(copy)).toEqual(renderer.render(run))
  })
})

test('no two files of a run have the same path', () => {
  const paths = renderers.flatMap((renderer) => renderer.render(richRun)).map(({ path }) => path)
  expect(new Set(paths).size).toBe(paths.length)
})

test.each([
  [html, /<img|<\/script><img|onerror="/],
  [junit, /<img/],
  [badge, /<img/],
] as const)('$format lets no markup of a server through', (renderer, markup) => {
  expect(contentsOf(renderer, hostileRun)).not.toMatch(markup)
})

test('html follows no address but http and https', () => {
  expect(contentsOf(html, richRun)).not.toContain('href="javascript:')
})

test('a page without scenarios carries no chart library', () => {
  expect(contentsOf(html, { ...richRun, scenarios: [], capacities: [] }).length).toBeLessThan(
    contentsOf(html, richRun).length - 50_000,
  )
})

test('html says why a scenario that warms up has fewer samples than messages', () => {
  const scenarios = greenRun.scenarios.map((scenario) => ({ ...scenario, warmUpMs: 15_000 }))
  const words =
    'counted from the intended time; what began in the warm-up, the first 15.0 s, is in lag and probe alone'
  expect(contentsOf(html, { ...greenRun, scenarios })).toContain(words)
  expect(contentsOf(html, greenRun)).not.toContain('warm-up')
})

describe('junit', () => {
  test.each(runs)('comes to the same verdict: %s', (_, run) => {
    const elements = elementsOf(contentsOf(junit, run))
    const failures = elements.filter((name) => name === 'failure').length
    const errors = elements.filter((name) => name === 'error').length
    const exitCode = failures > 0 ? 1 : errors > 0 ? 3 : 0
    expect(exitCode).toBe(verdict(run).exitCode)
  })

  test('a warning fails in a strict profile', () => {
    const strict = {
      ...greenRun,
      profile: { ...greenRun.profile, strict: true },
      verifications: [first('warned')],
    }
    expect(elementsOf(contentsOf(junit, strict))).toContain('failure')
  })

  test('totals count what is there', () => {
    const xml = contentsOf(junit, richRun)
    const count = (element: string): number => elementsOf(xml).filter((name) => name === element).length
    expect(xml).toContain(
      `<testsuites name="touchstone" tests="${count('testcase')}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`,
    )
  })
})

describe('markdown', () => {
  test('fits into a comment, however much failed', () => {
    const failed = first('failed')
    const all = manyVerifications(5_000).map((verification) => ({ ...verification, outcome: failed.outcome }))
    const text = contentsOf(markdown, {
      ...richRun,
      verifications: all,
      scenarios: Array.from({ length: 200 }, () => richRun.scenarios).flat(),
      coverage: Array.from({ length: 200 }, () => richRun.coverage).flat(),
      problems: Array.from({ length: 500 }, () => 'x'.repeat(1_000)),
    })
    expect(text.length).toBeLessThan(60_000)
    expect(text).toMatch(/… and [\d,]+ more in report.html/)
  })

  test('a fence is longer than any run of backticks inside it', () => {
    const failed = first('failed')
    const text = contentsOf(markdown, {
      ...greenRun,
      verifications: [{ ...failed, outcome: { ...failed.outcome, message: 'a ```` b' } } as typeof failed],
    })
    expect(text).toContain('`````text\na ```` b\n`````')
  })
})

function elementsOf(xml: string): readonly string[] {
  const names: string[] = []
  const parser = new SaxesParser()
  parser.on('opentag', ({ name }) => names.push(name))
  parser.write(xml).close()
  return names
}
