import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const PROJECT = new URL('../', import.meta.url)

const readme = await readFile(new URL('README.md', PROJECT), 'utf8')
const troubles = readme.slice(readme.indexOf('## When it does not run'), readme.indexOf('## More'))

/** The sentences in the first column, cut where something is filled in. */
const said = [...troubles.matchAll(/^\| (`.*?`) \|/gm)]
  .flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, sentence = '']) => sentence))
  .flatMap((sentence) => sentence.split('…'))
  .map((part) => part.trim())
  .filter((part) => part !== '' && part !== ':')

test('every error in the table of README.md is one that the harness says', async () => {
  const files = await readdir(new URL('harness', PROJECT), { recursive: true })
  const sources = await Promise.all(
    files
      .filter((file) => /(?<!\.test)\.ts$/.test(file))
      .map((file) => readFile(new URL(`harness/${file}`, PROJECT), 'utf8')),
  )
  const harness = sources.join('\n')

  expect(said.length).toBeGreaterThan(10)
  expect(said.filter((part) => !harness.includes(part))).toEqual([])
})

test('every file that a page names is there', async () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    ...(await readdir(new URL('docs', PROJECT), { recursive: true }))
      .filter((file) => file.endsWith('.md'))
      .map((file) => `docs/${file}`),
  ]
  const broken: string[] = []
  for (const page of pages) {
    const text = await readFile(new URL(page, PROJECT), 'utf8')
    for (const [, link = ''] of text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)) {
      const target = new URL(link, new URL(page, PROJECT))
      const there = await readFile(target).then(
        () => true,
        (error: NodeJS.ErrnoException) => error.code === 'EISDIR',
      )
      if (!there) broken.push(`${page} links to ${link}`)
    }
  }
  expect(broken).toEqual([])
})
