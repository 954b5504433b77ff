import type { Fact } from '../../model/facts.ts'
import type { Cost } from '../../model/impact.ts'
import type { Incident } from '../../model/incident.ts'
import { formatNumber, plural } from '../../base/text.ts'
import { orMore, standing } from './counts.ts'

/** Costs per currency: gross, recovered and net, never mixed; improvements after the incident are no loss and stand apart. */
export function moneyFacts(document: Incident): Fact[] {
  const costs = standing(document.impact.financial.costs)
  const currencies = [...new Set(costs.map((cost) => cost.currency))].toSorted()
  return currencies.flatMap((currency) =>
    currencyFacts(
      currency,
      costs.filter((cost) => cost.currency === currency),
    ),
  )
}

function currencyFacts(currency: string, all: readonly Cost[]): Fact[] {
  const costs = all.filter((cost) => cost.category !== 'improvement')
  const improvements = all.filter((cost) => cost.category === 'improvement')
  const gross = sumOf(costs, 'amount')
  const recovered = sumOf(costs, 'recovered')
  const facts = [
    moneyFact({ name: 'gross', label: 'Gross cost', formula: 'Amounts of all costs added up, improvements left out', value: gross }, currency, costs),
    moneyFact({ name: 'recovered', label: 'Recovered', formula: 'Recovered amounts added up', value: recovered }, currency, []),
    moneyFact({ name: 'net', label: 'Net cost', formula: 'Gross minus recovered', value: cents(gross - recovered) }, currency, costs),
  ]
  if (improvements.length === 0) return facts
  const value = sumOf(improvements, 'amount')
  return [
    ...facts,
    moneyFact(
      { name: 'improvements', label: 'Improvements', formula: 'Amounts of improvements after the incident, no part of the loss', value },
      currency,
      improvements,
    ),
  ]
}

interface Total {
  readonly name: string
  readonly label: string
  readonly formula: string
  readonly value: number
}

function moneyFact(total: Total, currency: string, costs: readonly Cost[]): Fact {
  const { name, label, formula, value } = total
  const unknown = costs.filter((cost) => cost.amount === undefined).length
  const estimate = costs.some((cost) => cost.status === 'estimate' && cost.amount !== undefined)
  const amount = `${estimate ? 'about ' : ''}${amountText(value, currency)}`
  const text = unknown === 0 ? amount : `${orMore(amount)} (amount unknown for ${plural(unknown, 'cost')})`
  const head = { id: `costs/${name}/${currency}`, label: `${label} (${currency})`, basis: ['/impact/financial/costs'], formula }
  return { ...head, kind: 'money', value, unit: currency, text, known: unknown === 0 ? 'exact' : 'at least' }
}

/** "EUR 12,500" or "EUR 12,500.50". */
export function amountText(value: number, currency: string): string {
  const whole = Number.isInteger(value)
  return `${currency} ${whole ? formatNumber(value) : value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
}

function sumOf(costs: readonly Cost[], key: 'amount' | 'recovered'): number {
  return cents(costs.reduce((total, cost) => total + (cost[key] ?? 0), 0))
}

// Adding decimals in binary leaves dust behind the cents.
function cents(value: number): number {
  return Math.round(value * 100) / 100
}
