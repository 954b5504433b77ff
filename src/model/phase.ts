import { z } from 'zod'

/** A phase of the incident and the ATT&CK tactics it gathers. */
export const phaseSchema = z.object({
  id: z.string(),
  title: z.string().meta({ title: 'Title' }),
  tactics: z.array(z.string()).default([]).meta({ title: 'ATT&CK tactics', description: 'Tactic ids whose acts this phase tells', from: 'tactics' }),
  emptyReason: z.string().optional().meta({ title: 'Why it is empty', description: 'Printed where the phase has no entries' }),
})
export type Phase = z.infer<typeof phaseSchema>

/** The five phases and the tactics they gather (all 15 of ATT&CK v19); changeable per incident. */
export const defaultPhases: readonly Phase[] = [
  { id: 'phase-1', title: 'Initial Compromise', tactics: ['TA0043', 'TA0042', 'TA0001', 'TA0002', 'TA0003'] },
  { id: 'phase-2', title: 'Discovery/Reconnaissance', tactics: ['TA0007'] },
  { id: 'phase-3', title: 'Lateral Movement', tactics: ['TA0004', 'TA0005', 'TA0112', 'TA0006', 'TA0008'] },
  { id: 'phase-4', title: 'Data Access/Exfiltration', tactics: ['TA0009', 'TA0011', 'TA0010', 'TA0040'] },
  { id: 'phase-5', title: 'Detection and Response', tactics: [] },
]
