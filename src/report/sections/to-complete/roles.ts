import type { Incident } from '../../../model/incident.ts'

/** Who is asked, in the order they are listed, and how records call them. */
const known = {
  'Incident lead': /incident (?:lead|manager|commander|coordinator)|head of response/i,
  'Forensic analysts': /forensic|analyst|responder|investigat/i,
  'Detection engineering': /detection|monitoring|\bsoc\b|security (?:architect|engineer)/i,
  'System owners': /(?:system|service|account|platform|key) owner|owner of|operations|\bit\b|administrator/i,
  'Evidence custodian': /custod|evidence/i,
  'Counsel and privacy officer': /counsel|legal|privacy|data protection|compliance|\bdpo\b/i,
  Communications: /communicat|press|public relations/i,
  Finance: /financ|controller|\bcfo\b|account(?:ing|ant)/i,
  'Executive sponsor': /sponsor|executive|management|\bc[eit]s?o\b|board/i,
} as const

export type RoleName = keyof typeof known

export const roleNames = Object.keys(known)

/** The role a record's word for it means: "Privacy counsel" is counsel; what nobody knows stays as it is worded. */
export function roleOf(words: string | undefined): string {
  if (words === undefined || words.trim() === '') return 'Incident lead'
  return (
    Object.entries(known).find(([name, pattern]) => name.toLowerCase() === words.trim().toLowerCase() || pattern.test(words))?.[0] ?? words.trim()
  )
}

/** Who has a role according to the record, as a report may name them: the alias where there is one. */
export function holdersOf(role: string, { people }: Incident): string[] {
  const named = people.roles.filter((item) => roleOf(item.role) === role).flatMap((item) => item.alias ?? item.name ?? [])
  const lead = role === 'Incident lead' && people.lead !== undefined ? [people.lead] : []
  return [...new Set([...lead, ...named])].filter((name) => name.trim() !== '')
}
