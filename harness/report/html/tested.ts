import { type Capability, capabilities } from '../../core/capability.ts'
import type { RunResult } from '../../core/run-result.ts'
import { bytes, counted, duration, listed } from '../wording.ts'
import { utc } from './hero.ts'
import type { Section } from './section.ts'
import { type Content, html, type Markup } from './template.ts'

/** What the verdict is about: the server, the machine, the settings. */
export function testedSection(run: RunResult): Section {
  return {
    id: 'tested',
    title: 'What was tested',
    body: [html`<dl class="facts-table">${[...serverFacts(run), ...runFacts(run)]}</dl>`, promises(run)],
  }
}

function serverFacts({ target }: RunResult): readonly Markup[] {
  if (target === undefined) return [fact('Server', 'none could be started')]
  const { software, provider, path, domain, hosts } = target
  return [
    fact('Server', `${software.name} ${software.version}`),
    ...(software.image === undefined ? [] : [fact('Image', html`<code>${software.image}</code>`)]),
    fact('Database', software.database ?? 'unknown'),
    fact('Provider', provider),
    fact('Path', path),
    fact('Domain', domain),
    ...hosts.map((host) => fact('SASL', html`${listed(host.mechanisms)} on ${host.domain}`)),
  ]
}

function runFacts(run: RunResult): readonly Markup[] {
  const { machine, profile } = run
  const boot = run.boot.reduce((sum, { ms }) => sum + ms, 0)
  return [
    fact('Profile', `${profile.id}${profile.strict ? ', strict: recommendations count' : ''}`),
    fact('Asked for', run.filters.length === 0 ? 'everything' : listed(run.filters)),
    fact(
      'Machine',
      `${machine.cpu}, ${counted(machine.cores, 'core')}, ${bytes(machine.memoryBytes)}, ${machine.os}`,
    ),
    fact('Harness', `Touchstone ${run.harness} on Node ${machine.node}`),
    fact('Seed', html`<code>${String(run.seed)}</code>, repeated by <code>--seed ${String(run.seed)}</code>`),
    fact('Run', html`<code>${run.id}</code>, ${utc(run.startedAt)}, ${duration(run.durationMs)}`),
    ...(run.boot.length === 0
      ? []
      : [
          fact(
            'Boot',
            html`${duration(boot)} <ul class="steps">${run.boot.map(({ step, ms }) => html`<li>${step} <span class="quiet">${duration(ms)}</span></li>`)}</ul>`,
          ),
        ]),
  ]
}

function fact(name: string, value: Content): Markup {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`
}

function promises({ profile, target, verifications }: RunResult): Content {
  if (target === undefined) return undefined
  const promised: ReadonlySet<string> = new Set(profile.promises)
  const found: ReadonlySet<string> = new Set(target.capabilities)
  const missing = profile.promises.filter((name) => !found.has(name))
  const lacked = new Set(
    verifications.flatMap(({ outcome }) => (outcome.kind === 'not-applicable' ? [outcome.lacks] : [])),
  )
  const concerned = Object.entries(capabilities).filter(
    ([name]) => promised.has(name) || found.has(name) || lacked.has(name as Capability),
  )
  return [
    missing.map(
      (name) => html`
<p class="missing"><b>Promised and missing:</b> <code>${name}</code>, ${capabilities[name]}</p>`,
    ),
    html`
<details class="plain">
  <summary><b>Capabilities</b> <span class="quiet">${promised.size} promised, ${found.size} found</span></summary>
  <div class="scroll"><table>
    <thead><tr><th scope="col">Capability</th><th scope="col">Promised</th><th scope="col">Found</th><th scope="col">Meaning</th></tr></thead>
    <tbody>${concerned.map(
      ([name, meaning]) => html`
      <tr><th scope="row"><code>${name}</code></th><td>${promised.has(name) ? 'yes' : '–'}</td><td>${found.has(name) ? 'yes' : '–'}</td><td>${meaning}</td></tr>`,
    )}
    </tbody>
  </table></div>
</details>`,
  ]
}
