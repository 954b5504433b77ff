import { AppError } from '../../base/error.ts'
import type { DeskTools } from './incident-desk.ts'
import type { IncidentDesk } from './workspace.ts'

export function applyYaml(_tools: DeskTools): IncidentDesk['applyYaml'] {
  return async () => {
    throw new AppError('yaml', 'incident.yaml cannot be read yet')
  }
}
