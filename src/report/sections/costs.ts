import { formatNumber } from '../../base/text.ts'
import type { Cost } from '../../model/impact.ts'
import type { Block, Inline } from '../../model/report.ts'
import { absentInline, properties, tableOr } from '../blocks.ts'
import { type Desk, sentence } from '../desk.ts'
import { lines, strong, text } from '../inline.ts'

/** The cost sheet with its totals; losses only where somebody recorded them. */
export function costs(desk: Desk): Block[] {
  const { narrative, costs: rows } = desk.document.impact.financial
  const told = narrative === undefined ? [] : desk.prose(narrative)
  if (rows.length === 0) return told
  return [
    ...told,
    tableOr(
      {
        caption: 'Costs of the incident',
        columns: [
          ['Cost', 30],
          ['Category', 18],
          { title: 'Amount', width: 20, align: 'right' },
          { title: 'Recovered', width: 16, align: 'right' },
          ['Status', 16],
        ],
        rows: rows.map((cost) => costRow(desk, cost)),
      },
      '',
    ),
    totals(desk),
  ]
}

function costRow(desk: Desk, cost: Cost): Inline[][] {
  return [
    desk.statement(cost.basis === undefined ? text(cost.label) : lines([text(cost.label), text(`Basis: ${cost.basis}`)]), {
      ...cost,
      basis: undefined,
    }),
    text(sentence(cost.category)),
    amount(cost),
    cost.recovered === undefined ? text('None recorded') : text(money(cost.recovered, cost.currency)),
    text(sentence(cost.status)),
  ]
}

function amount({ amount: likely, low, high, currency }: Cost): Inline[] {
  const range =
    low === undefined && high === undefined
      ? undefined
      : `${low === undefined ? 'up' : formatNumber(low)} to ${high === undefined ? 'unknown' : money(high, currency)}`
  if (likely === undefined) return range === undefined ? absentInline('Unknown') : text(range)
  return lines([text(money(likely, currency)), range === undefined ? [] : text(`(${range})`)])
}

/** `EUR 12,500`, `EUR 3,150.50`. */
function money(value: number, currency: string): string {
  const digits = Number.isInteger(value) ? 0 : 2
  return `${currency} ${value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`
}

/** Totals come from the facts, one set for each currency. */
function totals(desk: Desk): Block {
  const facts = Object.values(desk.facts).filter((fact) => fact.kind === 'money')
  return properties(facts.map((fact) => [fact.label, [strong(fact.text)]]))
}
