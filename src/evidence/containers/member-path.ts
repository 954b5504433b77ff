import { clip, showControls } from '../../base/text.ts'

/** Longer names and deeper folders are no names: what is beyond is cut off. */
const mostPathBytes = 1024
const mostLevels = 64

/** A member's name as it is kept, and what was odd about it; or why the member is not kept at all. */
export type MemberPath = { readonly path: string; readonly odd?: string } | { readonly refusal: string }

/**
 * Looks at the name of an entry. Names that would lead out of the container's folder are refused: `..`, an absolute path, a drive. Names that only
 * hide something (control and direction characters, too long, too deep) are made harmless, and `odd` says how.
 */
export function memberPath(name: string): MemberPath {
  const slashed = name.includes('/') ? name : name.replaceAll('\\', '/')
  if (slashed.startsWith('/') || name.startsWith('\\')) return { refusal: 'its path is absolute' }
  if (/^[a-z]:/i.test(slashed)) return { refusal: 'its path names a drive' }
  if (/(?:^|[/\\])\.\.(?:[/\\]|$)/.test(slashed)) return { refusal: 'its path leads out of the archive ("..")' }
  const parts = slashed.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.length === 0) return { path: 'unnamed', odd: 'it has no name' }
  const odd: string[] = []
  if (parts.length > mostLevels) {
    odd.push(`lies ${parts.length} folders deep`)
    parts.splice(0, parts.length - mostLevels)
  }
  const plain = parts.join('/')
  const shown = showControls(plain.replace(/[\t\n]/g, (character) => (character === '\t' ? '\\t' : '\\n')))
  if (shown !== plain) odd.push('holds characters that nobody sees')
  const path = clipBytes(shown, mostPathBytes)
  if (path !== shown) odd.push(`is ${Buffer.byteLength(shown)} bytes long`)
  return odd.length === 0 ? { path } : { path, odd: `its name ${odd.join(', ')}` }
}

/** The end of a path that is too long says most: its ending and its name. */
function clipBytes(path: string, most: number): string {
  const bytes = Buffer.from(path)
  if (bytes.length <= most) return path
  const kept = bytes
    .subarray(bytes.length - most + 4)
    .toString('utf8')
    .replace(/^\ufffd{1,3}/, '')
  return `…${kept}`
}

/** A name as a message shows it. */
export function shownName(name: string): string {
  return `"${clip(showControls(name).replace(/[\t\n]/g, ' '), 120)}"`
}
