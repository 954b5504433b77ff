import { readFileSync } from 'node:fs'
import { isObject } from '../../src/base/json.ts'
import { type Incident, incidentSchema } from '../../src/model/incident.ts'

/** One of our own incidents in `fixtures/incidents`. */
export function fixtureRecord(name: string): Incident {
  return incidentSchema.parse(JSON.parse(readFileSync(new URL(`../../fixtures/incidents/${name}.json`, import.meta.url), 'utf8')))
}

/** A record somebody has just begun: one act, and nothing else said. */
export function tinyRecord(): Incident {
  const occurred = { earliest: '2026-03-01T10:15:00Z', latest: '2026-03-01T10:15:59.999999999Z', precision: 'minute', zone: 'Z' }
  return incidentSchema.parse({
    id: 'INC-2026-0002',
    timeline: [{ id: 'e1', occurred, phase: 'phase-1', text: 'Somebody signed in who should not' }],
  })
}

/** A record as large as they get, with long texts, on top of one that fills every section. */
export function hugeRecord(): Incident {
  const base = fixtureRecord('full')
  const citations = base.timeline.flatMap((entry) => entry.citations)
  return incidentSchema.parse({
    ...base,
    timeline: many(2_000, (index) => longEntry(index, citations.slice(index % citations.length).slice(0, 1))),
    indicators: many(500, longIndicator),
    systems: many(300, longSystem),
    recommendations: many(60, (index) => ({
      ...base.recommendations[index % base.recommendations.length],
      id: `r${index}`,
      number: undefined,
      action: long(index),
    })),
    rootCause: { ...base.rootCause, movement: { ...base.rootCause.movement, path: many(60, longStep) } },
    detection: { ...base.detection, opportunities: many(40, longOpportunity) },
  })
}

function longEntry(index: number, citations: readonly unknown[]): unknown {
  return {
    id: `t${index}`,
    occurred: { earliest: timeOf(index), latest: timeOf(index), precision: 'millisecond', zone: 'Z' },
    phase: `phase-${1 + Math.floor(index / 400)}`,
    text: `Step ${index}: ${long(index)}`,
    kind: index % 7 === 0 ? 'response' : 'attacker',
    ...(index % 100 === 0 ? { milestone: true } : {}),
    techniques: ['T1078.004', 'T1530'].slice(index % 2),
    systems: [`s${index % 300}`],
    citations,
    ...(index % 3 === 0 ? { review: 'proposed', tier: index % 6 === 0 ? 'to review' : 'stated', reason: long(index + 1) } : {}),
  }
}

function longIndicator(index: number): unknown {
  const isUrl = index % 3 === 0
  return {
    id: `i${index}`,
    type: isUrl ? 'url' : 'ipv4',
    value: isUrl ? `https://host-${index}.example.net/${'path/'.repeat(index % 40)}` : `198.51.${index % 256}.${index % 199}`,
    context: long(index),
    firstSeen: timeOf(index),
    lastSeen: timeOf(index + 900),
    count: index * 1_234_567,
  }
}

function longSystem(index: number): unknown {
  const name = `ip-10-0-${index}-17.eu-central-1.compute.internal.example.org`
  return { id: `s${index}`, name, role: long(index), impact: long(index + 2), accounts: many(index % 9, (one) => `service-account-${one}`) }
}

function longStep(index: number): unknown {
  return { id: `m${index}`, from: `host-${index}.example.org`, to: `host-${index + 1}.example.org`, at: timeOf(index * 30), method: long(index) }
}

function longOpportunity(index: number): unknown {
  const at = { earliest: timeOf(index * 40), latest: timeOf(index * 40), precision: 'microsecond', zone: 'Z' }
  return { id: `o${index}`, at, point: `Opportunity ${index} ${long(index)}`, potential: long(index + 1), whyMissed: long(index + 2) }
}

function timeOf(index: number): string {
  return new Date(Date.UTC(2026, 2, 1) + index * 97_000 + (index % 1000)).toISOString()
}

/** Texts of people, and of logs, in scripts that not every font has. */
export const foreignTexts = [
  'Ключ утёк в открытый репозиторий; им прочитаны выгрузки клиентов',
  'Το κλειδί διέρρευσε σε δημόσιο αποθετήριο',
  'تم تسريب المفتاح في مستودع عام (key AKIA) ثم قُرئت البيانات 123',
  'המפתח דלף למאגר ציבורי (S3) ונקראו קבצי לקוחות',
  '部署密钥泄露到公开仓库，客户导出数据被读取',
  '公開リポジトリにキーが漏えいし、顧客データが読み取られた',
  '배포 키가 공개 저장소로 유출되어 고객 데이터가 읽힘',
  'कुंजी सार्वजनिक भंडार में लीक हुई',
  'คีย์รั่วไหลในที่เก็บสาธารณะและข้อมูลลูกค้าถูกอ่าน',
  'Zażółć gęślą jaźń, příliš žluťoučký kůň, ő ű Ł đ',
  'Alert 🚨🔥👩‍💻 sent to 🇩🇪 on-call ✅ → fixed',
  'Ελληνικά, кириллица, עברית, العربية and 中文 in one line: Ω≠ω ½ ∑ √2',
] as const

/** Words without a place to break them. */
export const endlessTexts = [
  `C:\\Users\\svc\\AppData\\Local\\Temp\\${'a1b2c3d4'.repeat(20)}.exe`,
  'f'.repeat(400),
  `https://login.example.net/oauth2/authorize?${'state=Zm9vYmFy&'.repeat(20)}`,
  `arn:aws:iam::111122223333:role/${'very-long-role-name-'.repeat(12)}`,
  'W'.repeat(120),
] as const

/** The full record with these texts, in turn, wherever a text of people or logs may stand. */
export function recordWith(texts: readonly string[]): Incident {
  let turn = 0
  const next = (): string => texts[turn++ % texts.length] ?? ''
  const swap = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => swap(item, key))
    if (typeof value === 'string') return freeTexts.has(key) && value !== '' ? next() : value
    if (!isObject(value) || value['kind'] === 'event' || value['kind'] === 'set') return value
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, name === 'evidence' ? item : swap(item, name)]))
  }
  return incidentSchema.parse(swap(fixtureRecord('full'), ''))
}

const freeTexts = new Set(
  'title text source reason statement action risk owner successCriteria effort verification name alias lead role impact context from to method credential control expected explanation point potential whyMissed audience channel message note question answer examined coverage what why service label scenario objectives result use credentials customerImpact howDetected commitment recipient changes author authors caption location retention purpose place'.split(
    ' ',
  ),
)

function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

/** A text of 8 to 130 words, always the same for a number. */
function long(index: number): string {
  const words =
    'account signed in from an address that nobody knew and read objects of the bucket with exports which no deployment had ever done before'.split(
      ' ',
    )
  return many(8 + ((index * 37) % 123), (one) => words[(index + one * (1 + (index % 5))) % words.length]).join(' ')
}
