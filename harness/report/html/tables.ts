/** Tables of the specifications as a reader knows them: each cell with how it came out, each error with who heard it. */
import {
  saslErrorConditions,
  stanzaErrorConditions,
  streamErrorConditions,
} from '../../core/error-conditions.ts'
import type { RunResult, VerificationResult } from '../../core/run-result.ts'
import type { Anchors } from '../anchors.ts'
import { groupBy, outcomeSigns, outcomeWords } from '../outcomes.ts'
import { counted } from '../wording.ts'
import { type Section, sectionOf } from './section.ts'
import { type Content, html, jump, type Markup } from './template.ts'

/** How many requirements stand beside an error before the rest is counted. */
const IN_SIGHT = 4

type InCell = VerificationResult & Required<Pick<VerificationResult, 'cell'>>

/** State tables and the like: what was verified cell by cell. */
export function tableSections({ verifications }: RunResult, anchors: Anchors): readonly Section[] {
  const inCells = verifications.filter((each): each is InCell => each.cell !== undefined)
  const tables = [...groupBy(inCells, ({ cell }) => cell.table)].toSorted(([a], [b]) => naturally(a, b))
  return sectionOf('tables', 'Tables of the specifications', tables, () =>
    tables.map(([title, cells]) => table(title, cells, anchors)),
  )
}

function table(title: string, cells: readonly InCell[], anchors: Anchors): Markup {
  const columns = [...new Set(cells.map(({ cell }) => cell.column))].toSorted(naturally)
  const rows = [...groupBy(cells, ({ cell }) => cell.row)].toSorted(([a], [b]) => naturally(a, b))
  return html`
<h3>${title}</h3>
<div class="scroll"><table class="grid">
  <thead><tr><th scope="col"><span class="unseen">row</span></th>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
  <tbody>${rows.map(
    ([row, inRow]) => html`
    <tr><th scope="row">${row}</th>${columns.map((column) => html`<td>${inRow.filter(({ cell }) => cell.column === column).map((each) => sign(each, anchors, each.situation))}</td>`)}</tr>`,
  )}
  </tbody>
</table></div>`
}

/** Error conditions of RFC 6120, each with the verifications during which the server sent it. */
export function errorSections({ verifications }: RunResult, anchors: Anchors): readonly Section[] {
  const heard = groupBy(
    verifications.flatMap((verification) => verification.errors.map((error) => ({ error, verification }))),
    ({ error }) => error,
  )
  const kinds = [
    ['Stream errors', 'stream', streamErrorConditions],
    ['Stanza errors', 'stanza', stanzaErrorConditions],
    ['SASL errors', 'sasl', saslErrorConditions],
  ] as const
  return sectionOf('errors', 'Error conditions', [...heard.keys()], () => [
    html`<p class="lead">Which of the defined conditions the server sent, and while what was verified.</p>`,
    kinds.map(([title, kind, conditions]) => {
      const sent = conditions.filter((condition) => heard.has(`${kind}/${condition}`)).length
      return html`
<h3>${title} <span class="quiet">${sent} of ${counted(conditions.length, 'condition')} came</span></h3>
<div class="scroll"><table class="errors">
  <thead class="unseen"><tr><th scope="col">Condition</th><th scope="col">Times</th><th scope="col">Verifications</th></tr></thead>
  <tbody>${conditions.map((condition) => {
    const during = (heard.get(`${kind}/${condition}`) ?? []).map(({ verification }) => verification)
    return errorRow(condition, during, anchors)
  })}
  </tbody>
</table></div>`
    }),
  ])
}

function errorRow(condition: string, during: readonly VerificationResult[], anchors: Anchors): Markup {
  if (during.length === 0) {
    return html`
    <tr class="quiet"><th scope="row">${condition}</th><td>–</td><td>nothing that was asked brought it about</td></tr>`
  }
  const byRequirement = [...groupBy(during, ({ requirement }) => requirement).values()]
  const shown = byRequirement.slice(0, IN_SIGHT).flatMap((group) => group.slice(0, 1))
  const more = byRequirement.length - shown.length
  return html`
    <tr><th scope="row">${condition}</th><td>${during.length}</td><td>${shown.map((each) => sign(each, anchors, each.requirement))}${more === 0 ? undefined : html` <span class="quiet">and ${counted(more, 'more requirement')}</span>`}</td></tr>`
}

function sign(verification: VerificationResult, anchors: Anchors, text: Content): Markup {
  const { kind } = verification.outcome
  return html`<span class="in-cell"><span class="mark ${kind}" title="${outcomeWords[kind]}"><span aria-hidden="true">${outcomeSigns[kind]}</span><span class="unseen">${outcomeWords[kind]}</span></span> ${jump(anchors.get(verification) ?? '', text)}</span> `
}

function naturally(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true })
}
