import type { Inline } from '../model/report.ts'

/** Plain text, one line break in the source being one in print. */
export function text(value: string): Inline[] {
  return value.split('\n').flatMap((line, index): Inline[] => {
    const found: Inline[] = line === '' ? [] : [{ kind: 'text', text: line }]
    return index === 0 ? found : [{ kind: 'break' }, ...found]
  })
}

export function strong(value: string): Inline {
  return { kind: 'text', text: value, strong: true }
}

export function emphasis(value: string): Inline {
  return { kind: 'text', text: value, emphasis: true }
}

/** Values of machines: hashes, paths, addresses, technique ids. */
export function code(value: string): Inline {
  return { kind: 'text', text: value, code: true }
}

export function badge(value: string): Inline {
  return { kind: 'badge', text: value }
}

/** Puts one separator between non-empty parts. */
export function joinInlines(parts: readonly (readonly Inline[])[], separator: Inline): Inline[] {
  const filled = parts.filter((part) => part.length > 0)
  return filled.flatMap((part, index) => (index === 0 ? [...part] : [separator, ...part]))
}

/** Each part on a line of its own, in one cell or paragraph. */
export function lines(parts: readonly (readonly Inline[])[]): Inline[] {
  return joinInlines(parts, { kind: 'break' })
}

/** Parts behind each other with a space between. */
export function words(...parts: readonly (readonly Inline[])[]): Inline[] {
  return joinInlines(parts, { kind: 'text', text: ' ' })
}
