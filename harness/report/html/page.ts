import type { RunResult } from '../../core/run-result.ts'
import { anchorsOf } from '../anchors.ts'
import { verdictWords } from '../badge.ts'
import { targetName, verdict } from '../verdict.ts'
import { capacitySections } from './capacity.ts'
import { failedSections, lesserSections } from './cards.ts'
import { coverageSections } from './coverage.ts'
import { hero, verdictTones } from './hero.ts'
import { loadSections } from './load.ts'
import { shell } from './shell.ts'
import { errorSections, tableSections } from './tables.ts'
import { html } from './template.ts'
import { testedSection } from './tested.ts'
import { observedSections, verificationSections } from './verifications.ts'
import { wholeRunSections } from './whole-run.ts'

/** The whole report as one page that needs no other file. */
export function page(run: RunResult): string {
  const anchors = anchorsOf(run)
  const sections = [
    testedSection(run),
    ...failedSections(run, anchors),
    ...wholeRunSections(run),
    ...lesserSections(run, anchors),
    ...capacitySections(run),
    ...loadSections(run),
    ...coverageSections(run),
    ...tableSections(run, anchors),
    ...errorSections(run, anchors),
    ...observedSections(run, anchors),
    ...verificationSections(run, anchors),
  ]
  const { exitCode } = verdict(run)
  return shell({
    title: `${targetName(run)} ${verdictWords[exitCode]} – Touchstone`,
    tone: verdictTones[exitCode],
    hero: hero(run, anchors),
    heroName: 'Verdict',
    sections,
    footer: html`Touchstone ${run.harness}, run <code>${run.id}</code>. Everything on this page comes from run.json, which is beside it.`,
    charts: run.scenarios.length + (run.capacities ?? []).length > 0,
  })
}
