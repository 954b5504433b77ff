import { parseRegex } from './regex-syntax.ts'
import type { Assertion, CharTest, RegexFault, RegexNode } from './regex-tree.ts'

/** One step: test a character and go on; go on at two places; test the place; done. */
type Instruction =
  | { readonly kind: 'chars'; readonly has: CharTest }
  | { readonly kind: 'split'; left: number; right: number }
  | { readonly kind: 'assert'; readonly what: Assertion }
  | { readonly kind: 'match' }

export type RegexSearch = { readonly ok: true; readonly isIn: (text: string) => boolean } | { readonly ok: false; readonly fault: RegexFault }

/**
 * A search for an expression of RE2's syntax anywhere in a text. All of its states run at once (Thompson's construction), so that no text takes longer than
 * its length times the size of the expression: the runtime's own engine goes back and can be made to hang, and is not used.
 */
export function compileRegex(source: string): RegexSearch {
  const parsed = parseRegex(source)
  if (!parsed.ok) return parsed
  const program: Instruction[] = []
  emit(parsed.node, program)
  program.push({ kind: 'match' })
  return { ok: true, isIn: (text) => run(program, text) }
}

function emit(node: RegexNode, program: Instruction[]): void {
  switch (node.kind) {
    case 'chars':
    case 'assert':
      program.push(node)
      return
    case 'sequence':
      for (const part of node.of) emit(part, program)
      return
    case 'choice':
      emitChoice(node.of, program)
      return
    case 'repeat':
      emitRepeat(node, program)
  }
}

function emitChoice(branches: readonly RegexNode[], program: Instruction[]): void {
  const exits: { left: number; right: number }[] = []
  for (const [index, branch] of branches.entries()) {
    if (index === branches.length - 1) {
      emit(branch, program)
      continue
    }
    const split = pushSplit(program)
    emit(branch, program)
    exits.push(pushSplit(program))
    split.right = program.length
  }
  for (const exit of exits) {
    exit.left = program.length
    exit.right = program.length
  }
}

function emitRepeat({ of, least, most }: RegexNode & { kind: 'repeat' }, program: Instruction[]): void {
  for (let count = 0; count < least; count++) emit(of, program)
  if (most === Number.POSITIVE_INFINITY) {
    const start = program.length
    const split = pushSplit(program)
    emit(of, program)
    const back = pushSplit(program)
    back.left = start
    back.right = start
    split.right = program.length
    return
  }
  const splits = []
  for (let count = least; count < most; count++) {
    splits.push(pushSplit(program))
    emit(of, program)
  }
  for (const split of splits) split.right = program.length
}

/** Goes on behind itself; where else is set later. */
function pushSplit(program: Instruction[]): { left: number; right: number } {
  const split = { kind: 'split' as const, left: program.length + 1, right: program.length + 1 }
  program.push(split)
  return split
}

function run(program: readonly Instruction[], text: string): boolean {
  // The place at which an instruction was last entered: each is entered once a place.
  const entered = new Int32Array(program.length).fill(-1)
  const stack: number[] = []
  const enter = (start: number, at: number, into: number[]): boolean => {
    stack.push(start)
    for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
      if (entered[index] === at) continue
      entered[index] = at
      const instruction = program[index]
      if (instruction?.kind === 'match') return true
      if (instruction?.kind === 'split') stack.push(instruction.right, instruction.left)
      else if (instruction?.kind === 'chars') into.push(index)
      else if (instruction !== undefined && holds(instruction.what, text, at)) stack.push(index + 1)
    }
    return false
  }
  let now: number[] = []
  for (let at = 0; ; ) {
    if (enter(0, at, now)) return true
    if (at >= text.length) return false
    const code = text.codePointAt(at) ?? 0
    at += code > 0xffff ? 2 : 1
    const next: number[] = []
    for (const index of now) {
      const instruction = program[index]
      if (instruction?.kind === 'chars' && instruction.has(code) && enter(index + 1, at, next)) return true
    }
    now = next
  }
}

function holds(what: Assertion, text: string, at: number): boolean {
  switch (what) {
    case 'start':
      return at === 0
    case 'end':
      return at === text.length
    case 'line-start':
      return at === 0 || text.charCodeAt(at - 1) === 10
    case 'line-end':
      return at === text.length || text.charCodeAt(at) === 10
    case 'boundary':
      return isWordAt(text, at - 1) !== isWordAt(text, at)
    case 'no-boundary':
      return isWordAt(text, at - 1) === isWordAt(text, at)
  }
}

/** Words are ASCII, as \w is. */
function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95
}
