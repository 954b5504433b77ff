import { defang } from '../../model/defang.ts'
import type { Indicator } from '../../model/indicator.ts'
import { indicatorTypes } from '../../model/indicator-sighting.ts'
import type { Sheet } from '../../model/report.ts'
import type { Desk } from '../desk.ts'
import { citationLabels, sheetOf, tlpOf } from './sheet.ts'

/** Values are defanged: whoever opens the file must not be able to click one. */
export function indicatorsSheet(desk: Desk): Sheet {
  return sheetOf<Indicator>(desk, {
    name: 'indicators',
    title: 'Indicators',
    about: 'One indicator of compromise, defanged so that nobody follows it by accident.',
    items: desk.document.indicators,
    columns: [
      ['type', ({ type }) => type],
      ['value_defanged', defanged],
      ['context', ({ context }) => context],
      ['first_seen_utc', ({ firstSeen }) => firstSeen],
      ['last_seen_utc', ({ lastSeen }) => lastSeen],
      ['count', ({ count }) => count, 'number'],
      ['tlp', (item) => tlpOf(desk, item)],
      ['review', ({ review }) => review],
      ['citations', ({ citations }) => citationLabels(desk, citations)],
      ['id', ({ id }) => id],
    ],
  })
}

function defanged({ type, value }: Indicator): string {
  const known = indicatorTypes.find((name) => name === type)
  return known === undefined ? value : defang(known, value)
}
