// Writes src/model/attack/attack.json from the ATT&CK clusters of MISP galaxy (mitre-attack-pattern.json).
// Run: node tools/attack/generate.ts [path of mitre-attack-pattern.json]
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const version = '19'

/** The tactics of ATT&CK Enterprise in the order of its matrix, with the short names its techniques carry. */
const tactics = [
  { id: 'TA0043', name: 'Reconnaissance', key: 'reconnaissance' },
  { id: 'TA0042', name: 'Resource Development', key: 'resource-development' },
  { id: 'TA0001', name: 'Initial Access', key: 'initial-access' },
  { id: 'TA0002', name: 'Execution', key: 'execution' },
  { id: 'TA0003', name: 'Persistence', key: 'persistence' },
  { id: 'TA0004', name: 'Privilege Escalation', key: 'privilege-escalation' },
  { id: 'TA0005', name: 'Stealth', key: 'stealth' },
  { id: 'TA0112', name: 'Defense Impairment', key: 'defense-impairment' },
  { id: 'TA0006', name: 'Credential Access', key: 'credential-access' },
  { id: 'TA0007', name: 'Discovery', key: 'discovery' },
  { id: 'TA0008', name: 'Lateral Movement', key: 'lateral-movement' },
  { id: 'TA0009', name: 'Collection', key: 'collection' },
  { id: 'TA0011', name: 'Command and Control', key: 'command-and-control' },
  { id: 'TA0010', name: 'Exfiltration', key: 'exfiltration' },
  { id: 'TA0040', name: 'Impact', key: 'impact' },
]

const clusterSchema = z.object({
  values: z.array(
    z.object({
      uuid: z.string(),
      value: z.string(),
      revoked: z.boolean().optional(),
      meta: z.object({ external_id: z.string(), kill_chain: z.array(z.string()).optional() }),
      related: z.array(z.object({ 'dest-uuid': z.string(), type: z.string() })).optional(),
    }),
  ),
})
type Technique = z.infer<typeof clusterSchema>['values'][number]

/** Enterprise tactics of a technique, in matrix order; the prefix of a kill chain entry is `attack-<platform>`. */
function tacticsOf(technique: Technique): string[] {
  const keys = new Set(
    (technique.meta.kill_chain ?? []).filter((entry) => entry.startsWith('attack-')).map((entry) => entry.slice(entry.indexOf(':') + 1)),
  )
  return tactics.filter((tactic) => keys.has(tactic.key)).map((tactic) => tactic.id)
}

function generate(path: string): void {
  const { values } = clusterSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  const byUuid = new Map(values.map((value) => [value.uuid, value]))
  const enterprise = values.filter((value) => (value.meta.kill_chain ?? []).some((entry) => entry.startsWith('attack-')))
  const techniques: Record<string, { name: string; tactics: string[] }> = {}
  const revoked: Record<string, string> = {}
  for (const value of enterprise.toSorted((a, b) => (a.meta.external_id < b.meta.external_id ? -1 : 1))) {
    const id = value.meta.external_id
    const successor = (value.related ?? [])
      .filter((link) => link.type === 'revoked-by')
      .map((link) => byUuid.get(link['dest-uuid'])?.meta.external_id)[0]
    if (successor !== undefined) revoked[id] = successor
    else if (value.revoked !== true) techniques[id] = { name: value.value.slice(0, value.value.lastIndexOf(' - ')), tactics: tacticsOf(value) }
  }
  writeFileSync(new URL('../../src/model/attack/attack.json', import.meta.url), rowPerLine({ version, tactics, techniques, revoked }))
  process.stdout.write(`${Object.keys(techniques).length} techniques, ${Object.keys(revoked).length} revoked ids\n`)
}

/** One technique a line, so that a new version of ATT&CK is a readable difference. */
function rowPerLine(data: { version: string; tactics: unknown[]; techniques: Record<string, unknown>; revoked: Record<string, string> }): string {
  const rows = (entries: Record<string, unknown>) =>
    Object.entries(entries).map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  return [
    '{',
    `  "version": ${JSON.stringify(data.version)},`,
    `  "tactics": [\n${data.tactics.map((tactic) => `    ${JSON.stringify(tactic)}`).join(',\n')}\n  ],`,
    `  "techniques": {\n${rows(data.techniques).join(',\n')}\n  },`,
    `  "revoked": {\n${rows(data.revoked).join(',\n')}\n  }`,
    '}\n',
  ].join('\n')
}

generate(process.argv[2] ?? new URL('../../../shared/data/attack/mitre-attack-pattern.json', import.meta.url).pathname)
