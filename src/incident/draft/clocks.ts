import type { Session } from '../../model/session.ts'

/**
 * Whether the times of two sessions may be compared to the hour. A source that states no zone may be off by half a day either way: within it the order
 * holds, against any other source nothing does.
 */
export function isSameClock(a: Session, b: Session): boolean {
  return (hasZone(a) && hasZone(b)) || (a.dataset === b.dataset && a.host === b.host)
}

/** True where the source said in which zone it told the time. */
export function hasZone({ first }: Pick<Session, 'first'>): boolean {
  return first.assumed?.includes('zone') !== true
}
