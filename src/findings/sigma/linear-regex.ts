import type { Assertion, RegexNode } from './regex-syntax.ts'
import { RegexFault } from './regex-syntax.ts'

/** One instruction: test a character and go on; go on at two places; test the position; done. */
type Instruction =
  | { readonly kind: 'chars'; readonly has: (code: number) => boolean }
  | { kind: 'split'; left: number; right: number }
  | { readonly kind: 'assert'; readonly what: Assertion }
  | { readonly kind: 'match' }

/** Counted repetitions are written out; beyond this an expression is refused. */
const longestProgram = 20_000

/**
 * Runs a regular expression over all of its states at once (Thompson's construction), so that no text, however hostile, takes longer
 * than the length of the text times the size of the expression. Tells only whether it matches anywhere.
 */
export function compileLinear(node: RegexNode): (text: string) => boolean {
  const program: Instruction[] = []
  emit(node, program)
  program.push({ kind: 'match' })
  return (text) => run(program, text)
}

function push(program: Instruction[], instruction: Instruction): number {
  if (program.length >= longestProgram) throw new RegexFault('its repetitions are too large')
  return program.push(instruction) - 1
}

function emit(node: RegexNode, program: Instruction[]): void {
  switch (node.kind) {
    case 'chars':
    case 'assert':
      push(program, node)
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
  const exits: { kind: 'split'; left: number; right: number }[] = []
  for (const [index, branch] of branches.entries()) {
    if (index === branches.length - 1) {
      emit(branch, program)
      break
    }
    const split = { kind: 'split' as const, left: program.length + 1, right: 0 }
    push(program, split)
    emit(branch, program)
    const exit = { kind: 'split' as const, left: 0, right: 0 }
    push(program, exit)
    exits.push(exit)
    split.right = program.length
  }
  for (const exit of exits) {
    exit.left = program.length
    exit.right = program.length
  }
}

function emitRepeat({ of, least, most }: RegexNode & { kind: 'repeat' }, program: Instruction[]): void {
  for (let count = 0; count < least; count++) emit(of, program)
  if (most === Infinity) {
    const split = { kind: 'split' as const, left: program.length + 1, right: 0 }
    const start = push(program, split)
    emit(of, program)
    push(program, { kind: 'split', left: start, right: start })
    split.right = program.length
    return
  }
  const splits: { kind: 'split'; left: number; right: number }[] = []
  for (let count = least; count < most; count++) {
    const split = { kind: 'split' as const, left: program.length + 1, right: 0 }
    push(program, split)
    splits.push(split)
    emit(of, program)
  }
  for (const split of splits) split.right = program.length
}

function run(program: readonly Instruction[], text: string): boolean {
  let now: number[] = []
  let next: number[] = []
  // The step at which an instruction was last entered: each is entered once a step.
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
  for (let at = 0; at <= text.length; at++) {
    if (enter(0, at, now)) return true
    const code = text.charCodeAt(at)
    for (const index of now) {
      const instruction = program[index]
      if (at < text.length && instruction?.kind === 'chars' && instruction.has(code) && enter(index + 1, at + 1, next)) return true
    }
    now = next
    next = []
  }
  return false
}

function holds(what: Assertion, text: string, at: number): boolean {
  switch (what) {
    case 'start':
      return at === 0
    case 'end':
      return at === text.length
    case 'line-start':
      return at === 0 || isLineEnd(text, at - 1)
    case 'line-end':
      return at === text.length || isLineEnd(text, at)
    case 'boundary':
      return isWordAt(text, at - 1) !== isWordAt(text, at)
    case 'no-boundary':
      return isWordAt(text, at - 1) === isWordAt(text, at)
  }
}

function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code === 10 || code === 13 || code === 0x2028 || code === 0x2029
}

function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95
}
