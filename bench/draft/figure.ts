/** One measured number. `peer` is the same of the plain alternative in the same run, where there is one. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: 'share' | 'events' | 'entries' | 'min' | 's' | 'moments' | 'records'
  readonly peer: number | undefined
}

export function figure(name: string, value: number, unit: Figure['unit'], peer?: number): Figure {
  return { name, value, unit, peer }
}

/** Figures of the same name become one: the median, and for what must never be low also the worst. */
export function summarise(group: string, all: readonly (readonly Figure[])[]): Figure[] {
  const byName = new Map<string, Figure[]>()
  for (const one of all.flat()) byName.set(one.name, [...(byName.get(one.name) ?? []), one])
  return [...byName].flatMap(([name, figures]) => {
    const [first] = figures
    if (first === undefined) return []
    const peers = figures.flatMap(({ peer }) => peer ?? [])
    const middle = figure(`${group}: ${name}`, median(figures.map(({ value }) => value)), first.unit, peers.length === 0 ? undefined : median(peers))
    const isShare = first.unit === 'share' && figures.length > 1
    return isShare ? [middle, figure(`${group}: ${name}, worst`, Math.min(...figures.map(({ value }) => value)), 'share')] : [middle]
  })
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}

/** One figure as a line of JSON. */
export function jsonOf({ name, value, unit, peer }: Figure): string {
  const round = (number: number): number => Math.round(number * 10_000) / 10_000
  const hasPeer = peer !== undefined
  return JSON.stringify({
    name,
    value: round(value),
    unit,
    peer: hasPeer ? round(peer) : null,
    ratio: hasPeer && peer !== 0 ? round(value / peer) : null,
  })
}

/** One figure as a line for a person. */
export function lineOf({ name, value, unit, peer }: Figure): string {
  const show = (number: number): string => (unit === 'share' ? number.toFixed(3) : number.toFixed(unit === 's' || unit === 'min' ? 1 : 0))
  const compared = peer === undefined ? '' : `   (plain rules: ${show(peer)})`
  return `${name.padEnd(72)} ${show(value).padStart(8)} ${unit.padEnd(8)}${compared}`
}
