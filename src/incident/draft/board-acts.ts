import type { Finding } from '../../model/finding.ts'

/** A kind of act in the words of a board: no product, no command, no name. */
export interface BoardAct {
  /** As a clause in the past: "new accounts were created". */
  readonly done: string
  /** Which acts a short summary names first; 0 for what says nothing beside the others. */
  readonly gravity: number
  /** Behind "attempts to": "create accounts". */
  readonly tried: string
}

const guessing: BoardAct = { gravity: 5, done: 'passwords were tried out', tried: 'guess passwords' }
const probing: BoardAct = { gravity: 2, done: 'systems were searched for weak points from outside', tried: 'find weak points from outside' }
const webAttack: BoardAct = { gravity: 5, done: 'requests meant to break into a web site were answered', tried: 'break into a web site' }
const hiddenDoor: BoardAct = { gravity: 8, done: 'a hidden way into a web site was used', tried: 'use a hidden way into a web site' }
const accounts: BoardAct = { gravity: 7, done: 'new accounts were created', tried: 'create accounts' }
const rights: BoardAct = { gravity: 8, done: 'administrator rights were obtained or granted', tried: 'obtain or grant administrator rights' }
const keys: BoardAct = { gravity: 7, done: 'new access keys or passwords were made for existing accounts', tried: 'make new access keys' }
const lasting: BoardAct = {
  gravity: 6,
  done: 'programs were set up to run again by themselves',
  tried: 'set up programs that run again by themselves',
}
const trust: BoardAct = { gravity: 7, done: 'the rules of who may enter were changed', tried: 'change the rules of who may enter' }
const signIns: BoardAct = { gravity: 0, done: 'existing accounts were used', tried: 'use existing accounts' }
const commands: BoardAct = { gravity: 4, done: 'commands were run on systems', tried: 'run commands on systems' }
const tools: BoardAct = { gravity: 5, done: 'programs were fetched from outside', tried: 'fetch programs from outside' }
const blinding: BoardAct = { gravity: 9, done: 'logging or protection was switched off or weakened', tried: 'switch off logging or protection' }
const secondFactor: BoardAct = { gravity: 7, done: 'a second factor of sign-in was removed', tried: 'remove a second factor of sign-in' }
const lookingAround: BoardAct = {
  gravity: 3,
  done: 'accounts and permissions were looked through',
  tried: 'look through accounts and permissions',
}
const secrets: BoardAct = { gravity: 10, done: 'stored passwords and keys were read', tried: 'read stored passwords and keys' }
const moving: BoardAct = { gravity: 6, done: 'further systems or identities were entered', tried: 'enter further systems or identities' }
const collecting: BoardAct = { gravity: 10, done: 'stored files or records were read', tried: 'read stored files or records' }
const sharing: BoardAct = { gravity: 10, done: 'stored disks or databases were opened to others', tried: 'open stored disks or databases to others' }
const sending: BoardAct = { gravity: 10, done: 'commands that send data out were run', tried: 'send data out' }
const destroying: BoardAct = { gravity: 10, done: 'stored data or backups were deleted or made unusable', tried: 'delete stored data or backups' }
const computing: BoardAct = {
  gravity: 7,
  done: 'computing power was used at the cost of the organisation',
  tried: 'use computing power at the cost of the organisation',
}
const unusual: BoardAct = { gravity: 1, done: 'other unusual acts were recorded', tried: 'act in other unusual ways' }

/** The longest technique id that fits decides: T1098.001 before T1098. */
const byTechnique: Readonly<Record<string, BoardAct>> = {
  T1003: secrets,
  T1005: collecting,
  T1021: moving,
  T1046: lookingAround,
  T1048: sending,
  T1053: lasting,
  T1059: commands,
  T1069: lookingAround,
  T1070: blinding,
  T1074: collecting,
  T1078: signIns,
  T1082: lookingAround,
  T1087: lookingAround,
  T1098: rights,
  'T1098.001': keys,
  'T1098.004': keys,
  T1105: tools,
  T1110: guessing,
  T1136: accounts,
  T1190: webAttack,
  T1213: collecting,
  T1484: trust,
  T1485: destroying,
  T1486: destroying,
  T1490: destroying,
  T1496: computing,
  T1505: hiddenDoor,
  T1518: lookingAround,
  T1526: lookingAround,
  T1530: collecting,
  T1537: sharing,
  T1543: lasting,
  T1546: lasting,
  T1548: rights,
  T1550: moving,
  T1552: secrets,
  T1555: secrets,
  T1556: trust,
  'T1556.006': secondFactor,
  T1560: collecting,
  T1562: blinding,
  T1567: sending,
  T1578: computing,
  T1580: lookingAround,
  T1595: probing,
  T1619: lookingAround,
  T1648: commands,
  T1651: commands,
  T1666: blinding,
  T1685: blinding,
  T1686: blinding,
}

const byTactic: Readonly<Record<string, BoardAct>> = {
  TA0043: probing,
  TA0042: probing,
  TA0001: signIns,
  TA0002: commands,
  TA0003: lasting,
  TA0004: rights,
  TA0005: blinding,
  TA0112: blinding,
  TA0006: secrets,
  TA0007: lookingAround,
  TA0008: moving,
  TA0009: collecting,
  TA0011: tools,
  TA0010: sending,
  TA0040: destroying,
}

/** What a finding tells, for a board: by its first technique that has words, else by its first tactic. */
export function boardActOf({ techniques, tactics }: Pick<Finding, 'techniques' | 'tactics'>): BoardAct {
  for (const technique of techniques) {
    const act = byTechnique[technique] ?? byTechnique[technique.slice(0, 5)]
    if (act !== undefined) return act
  }
  for (const tactic of tactics) {
    const act = byTactic[tactic]
    if (act !== undefined) return act
  }
  return unusual
}

/** Kinds of data by technique, as the report names them to everybody. */
const kindsOfData: readonly (readonly [technique: RegExp, kind: string])[] = [
  [/^T1555/, 'Stored passwords and keys'],
  [/^T1003/, 'Password store of a system'],
  [/^T1552/, 'Passwords and keys in files or settings'],
  [/^T1537/, 'Copies of disks or databases'],
  [/^T1530/, 'Stored files'],
  [/^T1213/, 'Records of an application'],
  [/^T10(?:05|39|48)|^T1560|^T1074|^T1567/, 'Files of a system'],
]

/** Which kind of data a finding touches; the title of its rule where its techniques do not say. */
export function dataKindOf({ techniques, rule }: Pick<Finding, 'techniques' | 'rule'>): string {
  for (const [pattern, kind] of kindsOfData) if (techniques.some((technique) => pattern.test(technique))) return kind
  return rule.title
}
