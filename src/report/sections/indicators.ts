import { timesWords } from '../../base/text.ts'
import { defang } from '../../model/defang.ts'
import type { Indicator } from '../../model/indicator.ts'
import { indicatorTypes } from '../../model/indicator-sighting.ts'
import { absentInline, note, tableOr } from '../blocks.ts'
import { code, lines, text } from '../inline.ts'
import type { Section } from '../outline.ts'

const names: Record<Indicator['type'], string> = {
  ipv4: 'IP Address',
  ipv6: 'IP Address (v6)',
  domain: 'Domain',
  url: 'URL',
  email: 'E-mail Address',
  md5: 'File Hash (MD5)',
  sha1: 'File Hash (SHA-1)',
  sha256: 'File Hash (SHA-256)',
  'user-agent': 'User Agent',
  'aws-key-id': 'AWS Access Key ID',
  'aws-arn': 'AWS ARN',
  'file-name': 'File Name',
  process: 'Process',
  other: 'Other',
}

export function indicatorTypeName(type: Indicator['type']): string {
  return names[type]
}

function defanged({ type, value }: Indicator): string {
  const known = indicatorTypes.find((name) => name === type)
  return known === undefined ? value : defang(known, value)
}

/** Appendix A. Values are defanged, as everywhere in a report. */
export const indicatorsAppendix: Section = (desk) => [
  ...(desk.document.indicators.length === 0
    ? []
    : [note('Values are defanged so that nobody follows them by accident; indicators.csv holds the same list.')]),
  tableOr(
    {
      caption: 'Indicators of compromise',
      sheet: 'indicators',
      columns: [
        ['Type', 15],
        ['Value', 33],
        ['Context', 28],
        ['First and last seen', 24],
      ],
      rows: desk.document.indicators.map((item) => [
        item.tlp === undefined ? text(indicatorTypeName(item.type)) : lines([text(indicatorTypeName(item.type)), text(item.tlp)]),
        [code(defanged(item))],
        desk.statement(item.context ?? '', item),
        lines([
          item.firstSeen === undefined ? absentInline('First seen unknown') : desk.instant(item.firstSeen),
          item.lastSeen === undefined ? absentInline('Last seen unknown') : desk.instant(item.lastSeen),
          item.count === undefined ? [] : text(`seen ${timesWords(item.count)}`),
        ]),
      ]),
    },
    desk.missing('/indicators', 'Unknown; that none is recorded does not mean that there was none'),
  ),
]
