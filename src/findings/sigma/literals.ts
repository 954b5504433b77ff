/** More states than this are not kept: what does not fit is searched for one by one. 64 classes of characters make 5 MB of it. */
const mostStates = 20_000
/** The largest number that a cell of `foundIn` holds. */
const mostSearches = 0xffff_ffff
const asciiText = /^[\u0020-\u007e]{1,200}$/

/**
 * Tells which of many texts occur in another in one pass over it, however many there are (Aho and Corasick, "Efficient string matching", 1975).
 * Texts are ASCII in lower case. Texts are added first; the first search builds the table.
 */
export class Literals {
  private readonly numbers = new Map<string, number>()
  private readonly nodes: Node[] = [createNode()]
  private automaton: Automaton | undefined
  /** Number of the search in which each text was found last. */
  private foundIn = new Uint32Array(0)
  private search = 0
  private readonly found: number[] = []

  /** The number of a text; undefined where it cannot be searched for in this way. */
  add(text: string): number | undefined {
    const known = this.numbers.get(text)
    if (known !== undefined) return known
    if (!asciiText.test(text) || text !== text.toLowerCase() || this.nodes.length + text.length > mostStates) return undefined
    const number = this.numbers.size
    this.numbers.set(text, number)
    let node = 0
    for (let at = 0; at < text.length; at += 1) node = this.childOf(node, text.charCodeAt(at))
    this.nodes[node]?.ends.push(number)
    this.automaton = undefined
    return number
  }

  /** The numbers of the texts that stand in another, whatever its case, each once. The list is overwritten by the next search. */
  in(text: string): readonly number[] {
    const { found } = this
    found.length = 0
    if (this.numbers.size === 0) return found
    this.automaton ??= build(this.nodes)
    if (this.foundIn.length < this.numbers.size) this.foundIn = new Uint32Array(this.numbers.size)
    this.search += 1
    if (this.search > mostSearches) {
      this.foundIn.fill(0)
      this.search = 1
    }
    // Lower-casing a text costs as much as the search: the table folds the case of ASCII. Few other letters have ASCII ones in lower case.
    if (!this.scan(text, this.automaton)) this.scan(text.toLowerCase(), this.automaton)
    return found
  }

  /** False where the text holds more than ASCII. */
  private scan(text: string, { classes, table, ends }: Automaton): boolean {
    const { length } = text
    let state = 0
    let all = 0
    for (let at = 0; at < length; at += 1) {
      const character = text.charCodeAt(at)
      all |= character
      const next = table[state + (character < 128 ? (classes[character] ?? 0) : 0)] ?? 0
      if (next >= 0) {
        state = next
        continue
      }
      state = ~next
      for (const number of ends.get(state) ?? []) this.find(number)
    }
    return all < 128
  }

  private find(number: number): void {
    if (this.foundIn[number] === this.search) return
    this.foundIn[number] = this.search
    this.found.push(number)
  }

  private childOf(node: number, character: number): number {
    const children = this.nodes[node]?.children
    const known = children?.get(character)
    if (known !== undefined) return known
    children?.set(character, this.nodes.length)
    this.nodes.push(createNode())
    return this.nodes.length - 1
  }
}

interface Node {
  readonly children: Map<number, number>
  /** Numbers of the texts that end here. */
  readonly ends: number[]
}

function createNode(): Node {
  return { children: new Map(), ends: [] }
}

interface Automaton {
  /** Class of each ASCII character, the same for both cases of a letter; 0 for those that no text holds. */
  readonly classes: Uint8Array
  /** State and class -> state; states are rows of the table, by where they start. Where a text ends in the state, its complement (below zero). */
  readonly table: Int32Array
  /** State -> numbers of the texts that end in it. */
  readonly ends: ReadonlyMap<number, readonly number[]>
}

function build(nodes: readonly Node[]): Automaton {
  const classes = new Uint8Array(128)
  let width = 1
  for (const { children } of nodes) for (const character of children.keys()) if (classes[character] === 0) classes[character] = width++
  for (let letter = 65; letter <= 90; letter += 1) classes[letter] = classes[letter + 32] ?? 0
  const table = new Int32Array(nodes.length * width)
  const ends = new Map<number, readonly number[]>()
  // Breadth first: where a row falls back to is always complete before the row itself is filled.
  const queue: { node: number; fallback: number }[] = [{ node: 0, fallback: 0 }]
  for (const { node, fallback } of queue) {
    const own = nodes[node] ?? createNode()
    if (node !== 0) table.copyWithin(node * width, fallback * width, (fallback + 1) * width)
    const all = [...own.ends, ...(node === 0 ? [] : (ends.get(fallback * width) ?? []))]
    if (all.length > 0) ends.set(node * width, all)
    for (const [character, child] of own.children) {
      const cell = node * width + (classes[character] ?? 0)
      queue.push({ node: child, fallback: node === 0 ? 0 : (table[cell] ?? 0) / width })
      table[cell] = child * width
    }
  }
  for (let cell = 0; cell < table.length; cell += 1) if (ends.has(table[cell] ?? 0)) table[cell] = ~(table[cell] ?? 0)
  return { classes, table, ends }
}
