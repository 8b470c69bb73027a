import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { outcomeKinds } from '../core/run-result.ts'
import { failureBlock, type Paint, paintFor, summary } from './console.ts'
import { emptyRun, first, greenRun, richRun } from './testdata/runs.ts'

const plain: Paint = paintFor(new PassThrough())
const bracketed: Paint = (style, text) => `[${style}]${text}[/]`

test('a failure says requirement, rule, situation, expected, heard, link and transcript', () => {
  expect(failureBlock(first('failed'), plain, 'reports/latest')).toBe(
    `✗ rfc6121/8.5.2.1.1/never-to-negative-priority   MUST NOT
  rule        a message to the bare JID reaches no resource whose priority is negative
  situation   a message to the bare JID passes over the resource at priority -1
  expected    chamber (priority -1) hears no <message id='s5'/>
  heard       +12 ms  <message id='s5' from='romeo-7k2@touchstone.test/orchard' to='juliet-7k2@touchstone.test'/>
  link        https://www.rfc-editor.org/rfc/rfc6121#section-8.5.2.1.1
  transcript  reports/latest/transcripts/rfc6121-8.5.2.1.1-never-to-negative-priority~e9515e.txt`,
  )
})

test.each(outcomeKinds)('a block for %s', async (kind) => {
  await expect(failureBlock(first(kind), plain, 'reports/latest')).toMatchFileSnapshot(
    `testdata/${kind}.golden.txt`,
  )
})

test('a server cannot steer the terminal', () => {
  const failed = first('failed')
  const steering = { ...failed, situation: '\u001b]0;title\u0007\u001b[2J' }
  expect(failureBlock(steering, plain, 'reports/latest')).toContain('situation   ␛]0;title␇␛[2J')
})

test('a very long message is cut and says so', () => {
  const failed = first('failed')
  const long = { ...failed, outcome: { ...failed.outcome, message: 'x'.repeat(100_000) } }
  const block = failureBlock(long as typeof failed, plain, 'reports/latest')
  expect(block.length).toBeLessThan(5_000)
  expect(block).toContain('(96,000 more characters)')
})

describe('the summary', () => {
  test.each([
    ['rich', richRun],
    ['green', greenRun],
    ['empty', emptyRun],
  ])('of a run that is %s', async (name, run) => {
    const text = summary(run, ['reports/latest/report.html', 'reports/latest/run.json'], plain)
    await expect(text).toMatchFileSnapshot(`testdata/summary-${name}.golden.txt`)
  })

  test('bounds its reasons', () => {
    const text = summary(
      { ...greenRun, problems: Array.from({ length: 40 }, (_, index) => `Problem ${index}.`) },
      [],
      plain,
    )
    expect(text).toContain('  - and 28 more\n')
  })

  test('paints the verdict and the outcomes', () => {
    const text = summary(richRun, [], bracketed)
    expect(text).toContain('[red]Prosody 13.0.6 does not conform')
    expect(text).toContain('[green]7 passed[/] · [red]2 failed[/] · [yellow]1 warned[/]')
  })

  test('has no colour where the reader is no terminal', () => {
    const text = summary(richRun, [], plain)
    expect(text).toBe(stripVTControlCharacters(text))
  })
})
