import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { RunResult } from '../core/run-result.ts'
import { nameOf } from './anchors.ts'
import { html } from './html.ts'
import { first, greenRun, hostileRun, invalidLoadRun, oneRedRun, richRun } from './testdata/runs.ts'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executablePath = places.find((place) => existsSync(place))
const required = process.env['TOUCHSTONE_REQUIRE_BROWSER'] === '1'
const title =
  executablePath === undefined && !required
    ? `the page in a browser: left out, because there is none of ${places.join(', ')}; TOUCHSTONE_REQUIRE_BROWSER=1 makes that a failure`
    : 'the page in a browser'

if (executablePath === undefined && !required) console.warn(title)

describe.runIf(executablePath !== undefined || required)(title, () => {
  let context: BrowserContext
  let folder: string

  beforeAll(async () => {
    if (executablePath === undefined) {
      throw new Error(`Expected a browser, found none of ${places.join(', ')}: install chromium.`)
    }
    folder = await mkdtemp(join(tmpdir(), 'touchstone-report-'))
    const browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
      ],
    })
    context = await browser.newContext()
  })

  afterEach(() => Promise.all(context.pages().map((page) => page.close())))

  afterAll(async () => {
    await context?.browser()?.close()
    if (folder !== undefined) await rm(folder, { recursive: true })
  })

  test.each([
    ['rich', richRun],
    ['green', greenRun],
    ['one red', oneRedRun],
    ['invalid load', invalidLoadRun],
  ])('opens from a disk without a complaint and without the network: %s', async (_, run) => {
    const { page, complaints, requests } = await open(run)
    expect(complaints).toEqual([])
    expect(requests).toEqual([page.url()])
    expect(await page.locator('.chart canvas').count()).toBe(await page.locator('.chart').count())
  })

  test('says the verdict first, in words', async () => {
    const { page } = await open(oneRedRun)
    expect(await page.locator('h1').textContent()).toBe('Does not conform')
    expect(await page.title()).toBe('Prosody 13.0.6 does not conform – Touchstone')
  })

  test('runs nothing that a server sent', async () => {
    const { page, complaints } = await open(hostileRun)
    expect(complaints).toEqual([])
    expect(await page.evaluate('window.hacked')).toBeUndefined()
    expect(await page.locator('img').count()).toBe(0)
  })

  test('would not run a script even if one came through', async () => {
    const { page, complaints } = await open(richRun)
    await page.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<img src="x:" onerror="window.hacked = 1">')`,
    )
    await expect.poll(() => complaints.join()).toContain('Content Security Policy')
    expect(await page.evaluate('window.hacked')).toBeUndefined()
  })

  test('filters by text', async () => {
    const { page } = await open(richRun)
    await page.getByLabel('Filter').fill('PRIORITY -1')
    expect(await page.locator('tr[data-outcome]:visible').count()).toBe(1)
    expect(await page.locator('output').textContent()).toBe('1 of 16')
    await page.getByLabel('Filter').fill('')
    expect(await page.locator('output').textContent()).toBe('16 of 16')
  })

  test('filters by outcome', async () => {
    const { page } = await open(richRun)
    await page.locator('select').selectOption('not-applicable')
    expect(await page.locator('tr[data-outcome]:visible').count()).toBe(3)
    expect(await page.locator('.spec:visible').count()).toBe(2)
  })

  test('is reached by the keyboard: a slash goes to the filter', async () => {
    const { page } = await open(richRun)
    await page.keyboard.press('/')
    await page.keyboard.type('xep0363')
    expect(await page.locator('tr[data-outcome]:visible').count()).toBe(2)
  })

  test('an anchor leads to the card of a failure', async () => {
    const { page } = await open(richRun, `#${nameOf(first('failed'))}`)
    expect(await page.locator(':target .situation').first().textContent()).toContain('priority -1')
    expect(await page.locator(':target').evaluate((card) => card.getBoundingClientRect().top)).toBeLessThan(
      100,
    )
  })

  test('an anchor unfolds what it leads to', async () => {
    const { page } = await open(richRun, '#rfc6120/4.3.2/features-after-header')
    await page.locator('tr:target').waitFor({ state: 'visible' })
  })

  test('an anchor written by hand, the id of a requirement, leads to all its situations', async () => {
    const { page } = await open(richRun, `#${first('failed').requirement}`)
    await page.locator('tbody:target').waitFor({ state: 'visible' })
    expect(await page.locator(':target tr[data-outcome]').count()).toBe(2)
  })

  test('every link into the page leads somewhere', async () => {
    const { page } = await open(hostileRun)
    const ids = new Set(await idsOf(page))
    const links = await page
      .locator('a[href^="#"]')
      .evaluateAll((found) => found.map((link) => link.getAttribute('href')))
    const anchors = links.map((href) => decodeURIComponent(href?.slice(1) ?? ''))
    expect(anchors.filter((anchor) => !ids.has(anchor))).toEqual([])
  })

  test('has every id once', async () => {
    const { page } = await open(richRun)
    const ids = await idsOf(page)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('needs no scrolling sideways, however narrow and whatever a server sent', async () => {
    const { page } = await open(hostileRun)
    for (const width of [360, 390, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      await expect
        .poll(() => page.evaluate('document.documentElement.scrollWidth'))
        .toBeLessThanOrEqual(width)
    }
  })

  async function open(run: RunResult, fragment = ''): Promise<Opened> {
    const page = await context.newPage()
    const complaints: string[] = []
    const requests: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => requests.push(request.url()))
    const file = join(folder, 'report.html')
    for (const { contents } of html.render(run)) await writeFile(file, contents)
    await page.goto(`${pathToFileURL(file)}${fragment}`)
    return { page, complaints, requests }
  }
})

function idsOf(page: Page): Promise<string[]> {
  return page.locator('[id]').evaluateAll((elements) => elements.map(({ id }) => id))
}

interface Opened {
  readonly page: Page
  /** What the browser wrote to its console, and errors of scripts. */
  readonly complaints: readonly string[]
  readonly requests: readonly string[]
}
