import { defaultPhases } from '../../../src/model/phase.ts'

/** What an act of the attacker is in ATT&CK: the tactic it serves and its technique. */
export interface Act {
  readonly tactic: string
  readonly technique: string
}

const act = (tactic: string, technique: string): Act => ({ tactic, technique })

/** The acts of all scenarios. */
export const acts = {
  sweep: act('TA0043', 'T1595.003'),
  vulnerabilityScan: act('TA0043', 'T1595.002'),
  foundFile: act('TA0006', 'T1552.001'),
  exploit: act('TA0001', 'T1190'),
  webShell: act('TA0003', 'T1505.003'),
  command: act('TA0002', 'T1059.004'),
  signIn: act('TA0001', 'T1078.004'),
  whoAmI: act('TA0007', 'T1087.004'),
  identities: act('TA0007', 'T1087.004'),
  infrastructure: act('TA0007', 'T1580'),
  services: act('TA0007', 'T1526'),
  storage: act('TA0007', 'T1619'),
  hostLook: act('TA0007', 'T1082'),
  user: act('TA0003', 'T1136.003'),
  addKey: act('TA0003', 'T1098.001'),
  addPolicy: act('TA0003', 'T1098.003'),
  localUser: act('TA0003', 'T1136.001'),
  authorizedKey: act('TA0003', 'T1098.004'),
  assume: act('TA0008', 'T1550.001'),
  shell: act('TA0008', 'T1021.004'),
  shellEntry: act('TA0001', 'T1078.003'),
  rootShell: act('TA0004', 'T1548.003'),
  history: act('TA0005', 'T1070.003'),
  blind: act('TA0112', 'T1685.002'),
  secrets: act('TA0006', 'T1555.006'),
  instanceKey: act('TA0006', 'T1552.005'),
  credentialFiles: act('TA0006', 'T1003.008'),
  objects: act('TA0009', 'T1530'),
  database: act('TA0009', 'T1213.006'),
  archive: act('TA0009', 'T1560.001'),
  bulk: act('TA0009', 'T1213'),
  tool: act('TA0011', 'T1105'),
  share: act('TA0010', 'T1537'),
  send: act('TA0010', 'T1048'),
} as const

/** The default phase that gathers a tactic. */
export function phaseOf(tactic: string): string {
  const phase = defaultPhases.find(({ tactics }) => tactics.includes(tactic))
  if (phase === undefined) throw new RangeError(`No default phase gathers ${tactic}`)
  return phase.id
}
