import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readRules } from '../../src/app/detecting/rules.ts'
import { readEvidence } from '../../src/app/reading/read-evidence.ts'
import { formatNamed } from '../../src/evidence/formats/index.ts'
import { collectFindings } from '../../src/findings/collect.ts'
import { mergeFindings } from '../../src/findings/merge-findings.ts'
import { compileRules } from '../../src/findings/sigma/rule-set.ts'

// Public detonations of single techniques in AWS; where the folder is absent the check is skipped and says so.
const folder = join(import.meta.dirname, '../../../shared/data/cloudtrail/detonations')
const present = existsSync(folder)

/** The tactic in a file's name, in the ids of ATT&CK 19. */
const tactics: Readonly<Record<string, readonly string[]>> = {
  'credential-access': ['TA0006'],
  'defense-evasion': ['TA0005', 'TA0112'],
  discovery: ['TA0007'],
  execution: ['TA0002'],
  exfiltration: ['TA0010'],
  impact: ['TA0040'],
  'initial-access': ['TA0001'],
  'lateral-movement': ['TA0008'],
  persistence: ['TA0003'],
  'privilege-escalation': ['TA0004'],
}

/** The technique that each file carries out. */
const techniques: Readonly<Record<string, string>> = {
  'ec2-get-password-data': 'T1552',
  'ec2-steal-instance-credentials': 'T1552.005',
  'secretsmanager-batch-retrieve-secrets': 'T1555.006',
  'secretsmanager-retrieve-secrets': 'T1555.006',
  'ssm-retrieve-securestring-parameters': 'T1555.006',
  'cloudtrail-delete': 'T1685.002',
  'cloudtrail-event-selectors': 'T1685.002',
  'cloudtrail-stop': 'T1685.002',
  'dns-delete-logs': 'T1685.002',
  'organizations-leave': 'T1666',
  'vpc-remove-flow-logs': 'T1685.002',
  'ec2-download-user-data': 'T1580',
  'ec2-launch-unusual-instances': 'T1578.002',
  'ec2-user-data': 'T1059.004',
  'ssm-send-command': 'T1651',
  'ssm-start-session': 'T1651',
  // An opened port is no exfiltration: ATT&CK has it under the firewalls that were weakened.
  'ec2-security-group-open-port-22-ingress': 'T1686.001',
  'ec2-share-ami': 'T1537',
  'ec2-share-ebs-snapshot': 'T1537',
  'rds-share-snapshot': 'T1537',
  'bedrock-invoke-model': 'T1496.004',
  'console-login-without-mfa': 'T1078.004',
  'ec2-instance-connect': 'T1021.008',
  'ec2-serial-console-send-ssh-public-key': 'T1021.008',
  'iam-backdoor-role': 'T1098.003',
  'iam-backdoor-user': 'T1098.001',
  'iam-create-admin-user': 'T1136.003',
  'iam-create-backdoor-role': 'T1136.003',
  'iam-create-user-login-profile': 'T1098.001',
  'lambda-backdoor-function': 'T1546',
  'lambda-layer-extension': 'T1546',
  'lambda-overwrite-code': 'T1546',
  'rolesanywhere-create-trust-anchor': 'T1098.001',
  'sts-federation-token': 'T1078.004',
  'iam-update-user-login-profile': 'T1098.001',
}

async function findingsIn(path: string) {
  const { rules } = await readRules()
  const set = compileRules(rules)
  const collector = collectFindings()
  await readEvidence({
    path,
    onEvent: (event, _, bytes) => collector.see(event, set.match(event, formatNamed(event.dataset)?.logsources ?? []), bytes),
    onProblem: (problem) => expect.fail(problem.message),
  })
  return mergeFindings([collector.tally()])
}

describe.skipIf(!present)('public detonations in AWS (skipped where ../shared/data/cloudtrail is absent)', () => {
  const files = present
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .sort()
    : []

  it('are all there', () => {
    expect(files).toHaveLength(35)
  })

  it.each(files)('%s raises a finding of its technique and its tactic', async (name) => {
    const [, tactic = '', technique = ''] = name.split('.')
    const findings = await findingsIn(join(folder, name))
    const expected = techniques[technique]
    const fitting = findings.filter((finding) => finding.techniques.includes(expected ?? ''))
    expect(fitting.length, `findings: ${findings.map((finding) => finding.rule.title).join(', ')}`).toBeGreaterThan(0)
    if (expected !== 'T1686.001') expect(fitting.some((finding) => finding.tactics.some((id) => tactics[tactic]?.includes(id)))).toBe(true)
  })
})
