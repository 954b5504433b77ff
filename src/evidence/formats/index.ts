import type { EvidenceFormat } from '../format.ts'
import { awsCloudtrail } from './aws-cloudtrail.ts'
import { csv } from './csv.ts'
import { jsonl } from './jsonl.ts'
import { syslog } from './syslog.ts'
import { timesketchCsv } from './timesketch-csv.ts'
import { timesketchJsonl } from './timesketch-jsonl.ts'
import { webAccess } from './web-access.ts'

/** Every format that is read. */
export const formats: readonly EvidenceFormat[] = [awsCloudtrail, syslog, webAccess, timesketchCsv, timesketchJsonl, jsonl, csv]

/** The format of this name. */
export function formatNamed(name: string): EvidenceFormat | undefined {
  return formats.find((format) => format.name === name)
}
