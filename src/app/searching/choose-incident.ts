import { AppError } from '../../base/error.ts'
import { clip, showControls } from '../../base/text.ts'

/** An incident as far as choosing one needs it. */
export interface KnownIncident {
  readonly id: string
  readonly title: string
}

const mostListed = 20

/** The incident that is meant: the one named, else the only one there is. Throws `not-found` where there is none, `usage` where there are several. */
export function chooseIncident(known: readonly KnownIncident[], wanted: string | undefined): KnownIncident {
  if (wanted !== undefined) {
    const found = known.find(({ id }) => id.toLowerCase() === wanted.toLowerCase())
    if (found === undefined)
      throw new AppError('not-found', `There is no incident "${wanted}"${known.length === 0 ? '' : `; there ${listed(known)}`}`)
    return found
  }
  const [only, ...others] = known
  if (only === undefined) throw new AppError('not-found', 'There is no incident yet. Start the workspace (hindcast serve) and add evidence')
  if (others.length > 0) throw new AppError('usage', `Which incident? Give --incident ID; there ${listed(known)}`)
  return only
}

function listed(known: readonly KnownIncident[]): string {
  const lines = known.slice(0, mostListed).map(({ id, title }) => `  ${id}  ${clip(showControls(title === '' ? 'Untitled incident' : title), 60)}`)
  const more = known.length > mostListed ? [`  and ${known.length - mostListed} more`] : []
  return [known.length === 1 ? 'is one:' : 'are:', ...lines, ...more].join('\n')
}
