import { clip, showControls } from '../../base/text.ts'

/** A text as a YAML scalar on one line, whatever it holds: quoted where it is not plain words. */
export function yamlScalar(text: string): string {
  const plain = oneLine(text)
  const isWord = /^[A-Za-z][A-Za-z0-9 ._/-]*[A-Za-z0-9]$/.test(plain) && !/^(?:true|false|null|yes|no|on|off)$/i.test(plain)
  return isWord ? plain : JSON.stringify(plain)
}

/** A text on one line for a comment: it may come from a log, so nothing in it can end the comment or hide. */
export function oneLine(text: string, length = 160): string {
  return clip(showControls(text.replaceAll(/\s+/g, ' ').trim()), length)
}

/** Lines of one section: a comment has a space behind its "#", a line to be filled in has none. */
export class StarterLines {
  readonly #lines: string[] = []
  readonly #indent: string

  constructor(depth = 0) {
    this.#indent = '  '.repeat(depth)
  }

  /** A question or a hint. */
  ask(...texts: readonly string[]): this {
    for (const text of texts) this.#lines.push(`${this.#indent}# ${oneLine(text, 400)}`)
    return this
  }

  /** A line that says something once its "#" is taken away. */
  offer(line: string): this {
    this.#lines.push(`${this.#indent}#${line}`.trimEnd())
    return this
  }

  /** A group of fields: its key stands, what it holds is below. */
  group(key: string, fill: (lines: StarterLines) => void, depth = this.#indent.length / 2): this {
    const below = new StarterLines(depth + 1)
    fill(below)
    this.#lines.push(`${this.#indent}${key}:`, ...below.#lines)
    return this
  }

  gap(): this {
    this.#lines.push('')
    return this
  }

  toString(): string {
    return `${this.#lines.join('\n')}\n`
  }
}
