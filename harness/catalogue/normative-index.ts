/**
 * Facts about every sentence with a keyword (BCP 14), one file a specification; never its text.
 *
 * A line is `"<spec>-<section>-<ordinal>": [level, subject, observable]`. The ordinal counts the
 * keyword sentences of its section in the version that the file names; a sentence with several
 * keywords counts once, under its strongest. Made by scripts/make-index.ts.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { type Level, levels } from '../core/run-result.ts'

/** Whom a sentence binds. `server` includes the services: rooms, upload, publish-subscribe. */
export type Subject = 'server' | 'client' | 'both' | 'other'

/**
 * Who could see a server break it.
 * - `client`: ordinary clients, and plain TCP, TLS or HTTP connections
 * - `federation`: a peer server or an external component
 * - `setup`: someone who configures or restarts the server, or waits for very long
 * - `no`: nobody outside of the server
 * - `duplicate`: it introduces or repeats another sentence
 * - `n/a`: it binds clients or people
 * - `unreviewed`: nobody has decided that yet; the subject is a guess too
 */
export type Observable = 'client' | 'federation' | 'setup' | 'no' | 'duplicate' | 'n/a' | 'unreviewed'

export interface Sentence {
  /** `<spec>-<section>-<ordinal>`, for example `rfc6121-8.5.2.1.1-4`. */
  readonly id: string
  readonly section: string
  readonly level: Level
  readonly subject: Subject
  readonly observable: Observable
}

/** Where a test can see a server break the sentence. What is unreviewed counts when it binds servers. */
export function canBeSeen({ observable, subject }: Sentence): boolean {
  switch (observable) {
    case 'client':
    case 'federation':
    case 'setup':
      return true
    case 'unreviewed':
      return subject === 'server' || subject === 'both'
    case 'no':
    case 'duplicate':
    case 'n/a':
      return false
  }
}

const SENTENCES = new URL('./sentences/', import.meta.url)

const IndexFile = z.object({
  spec: z.string(),
  version: z.string().optional(),
  sentences: z.record(
    z.string(),
    z.tuple([
      z.enum(levels),
      z.enum(['server', 'client', 'both', 'other']),
      z.enum(['client', 'federation', 'setup', 'no', 'duplicate', 'n/a', 'unreviewed']),
    ]),
  ),
})

/** The specifications that have an index. */
export function indexedSpecs(): readonly string[] {
  return readdirSync(SENTENCES)
    .map((file) => file.replace(/\.json$/, ''))
    .sort()
}

/** The sentences of a specification in its own order; none where a document, such as an API's, has no index. */
export function sentencesOf(spec: string): readonly Sentence[] {
  if (!indexedSpecs().includes(spec)) return []
  const { sentences } = IndexFile.parse(JSON.parse(readFileSync(new URL(`${spec}.json`, SENTENCES), 'utf8')))
  return Object.entries(sentences).map(([id, [level, subject, observable]]) => ({
    id,
    section: id.slice(spec.length + 1, id.lastIndexOf('-')),
    level,
    subject,
    observable,
  }))
}
