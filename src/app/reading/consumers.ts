import type { ConsumerKind } from './consumer.ts'
import { countActions } from './count-actions.ts'

/** Every kind of consumer that a worker can run beside the reading. */
export const consumerKinds: readonly ConsumerKind[] = [countActions]
