import { ownText } from '../../base/own-text.ts'
import { Literals } from './literals.ts'

/** Which of a slot's tests hold: texts of which the same is true are one class, and rules cannot tell them apart. */
export interface TextClass {
  readonly truths: ReadonlySet<number>
}

/** A test of one text that cannot be told by comparing or searching for texts. */
interface Check {
  readonly number: number
  readonly test: (text: string) => boolean
}

/** What a slot holds: one text, or a list of none or several. */
export type SlotValue = string | readonly string[]

/** Texts and classes remembered; beyond these all are forgotten and learnt again. */
const mostTexts = 4_096
const longestText = 256
const mostClasses = 2_000
/** Where most texts are new, remembering costs more than it saves: it is left alone for so many. */
const pauseLength = 100_000

/**
 * All that rules ask of one field. Tests are added first. Then a text is classified once, by one pass over it however many tests there are, and
 * remembered with its class: the values of logs repeat.
 */
export class SlotTests {
  private count = 0
  private readonly known = new Map<string, number>()
  /** Lower-case text -> tests that hold for it as a whole. */
  private readonly equals = new Map<string, number[]>()
  private readonly literals = new Literals()
  /** By number of the literal: the tests that hold where it stands, and those to be made then. */
  private readonly held: { readonly numbers: number[]; readonly checks: Check[] }[] = []
  private readonly loose: Check[] = []
  /** The test that holds for every text. */
  private readonly present = this.count++
  private readonly classes = new Map<string, TextClass>()
  private readonly texts = new Map<string, TextClass>()
  private hits = 0
  private pause = 0
  private readonly found: number[] = []
  private readonly none: TextClass = { truths: new Set() }
  private readonly plain: TextClass = { truths: new Set([this.present]) }

  /** The number of the test whether there is a text at all. */
  presence(): number {
    return this.present
  }

  /** The number of the test for one of these lower-case texts as a whole, in any case. */
  equality(texts: readonly string[]): number {
    return this.numbered(`is ${JSON.stringify(texts)}`, (number) => {
      for (const text of texts) append(this.equals, text, number)
    })
  }

  /** The number of the test whether one of these lower-case texts stands anywhere, in any case; undefined where `Literals` cannot tell. */
  containment(texts: readonly string[]): number | undefined {
    const literals = this.literalsOf(texts)
    if (literals === undefined) return undefined
    return this.numbered(`holds ${JSON.stringify(texts)}`, (number) => {
      for (const literal of literals) literal.numbers.push(number)
    })
  }

  /**
   * The number of any other test; those of one name are the same. `needs` are lower-case texts of which one stands, in any case, wherever it holds:
   * it is made only there.
   */
  check({ name, test, needs }: { name: string; test: (text: string) => boolean; needs?: readonly string[] | undefined }): number {
    return this.numbered(name, (number) => {
      const literals = needs === undefined ? undefined : this.literalsOf(needs)
      if (literals === undefined) this.loose.push({ number, test })
      else for (const { checks } of literals) checks.push({ number, test })
    })
  }

  classOf(value: SlotValue): TextClass {
    if (typeof value !== 'string') return value.length === 0 ? this.none : this.classify(value)
    if (value.length > longestText) return this.classify([value])
    if (this.pause > 0) {
      this.pause -= 1
      return this.classify([value])
    }
    const known = this.texts.get(value)
    if (known !== undefined) {
      this.hits += 1
      return known
    }
    return this.learn(value)
  }

  private learn(text: string): TextClass {
    if (this.texts.size >= mostTexts) {
      if (this.hits < mostTexts) this.pause = pauseLength
      this.texts.clear()
      this.hits = 0
    }
    const learnt = this.classify([text])
    this.texts.set(ownText(text), learnt)
    return learnt
  }

  private classify(texts: readonly string[]): TextClass {
    this.found.length = 0
    for (const text of texts) this.test(text)
    if (this.found.length === 0) return this.plain
    const truths = new Set([this.present, ...this.found.sort((a, b) => a - b)])
    const name = [...truths].join()
    const known = this.classes.get(name)
    if (known !== undefined) return known
    if (this.classes.size >= mostClasses) this.classes.clear()
    const created = { truths }
    this.classes.set(name, created)
    return created
  }

  private test(text: string): void {
    const { found } = this
    if (this.equals.size > 0) for (const number of this.equals.get(text.toLowerCase()) ?? []) found.push(number)
    for (const literal of this.literals.in(text)) {
      const held = this.held[literal]
      if (held === undefined) continue
      for (const number of held.numbers) found.push(number)
      for (const check of held.checks) this.run(check, text)
    }
    for (const check of this.loose) this.run(check, text)
  }

  private run({ number, test }: Check, text: string): void {
    if (!this.found.includes(number) && test(text)) this.found.push(number)
  }

  /** The same test gets the same number, however many rules make it. */
  private numbered(name: string, add: (number: number) => void): number {
    const known = this.known.get(name)
    if (known !== undefined) return known
    const number = this.count++
    this.known.set(name, number)
    add(number)
    return number
  }

  private literalsOf(texts: readonly string[]): { numbers: number[]; checks: Check[] }[] | undefined {
    const literals: { numbers: number[]; checks: Check[] }[] = []
    for (const text of texts) {
      const number = this.literals.add(text)
      if (number === undefined) return undefined
      literals.push((this.held[number] ??= { numbers: [], checks: [] }))
    }
    return literals.length === 0 ? undefined : literals
  }
}

function append(lists: Map<string, number[]>, key: string, number: number): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [number])
  else list.push(number)
}
