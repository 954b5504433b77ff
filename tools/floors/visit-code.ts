import { type ESTree, Visitor } from 'vite'
import type { CodeFinding, FunctionSpan, Import } from './source-file.ts'

export interface Seen {
  readonly imports: readonly Import[]
  readonly functions: readonly FunctionSpan[]
  readonly findings: readonly CodeFinding[]
}

interface Surroundings {
  readonly code: string
  lineOf(offset: number): number
}

type FunctionNode = ESTree.Function | ESTree.ArrowFunctionExpression

/** Walks a program and notes lazy imports, functions with their length, and the constructs that floors forbid. */
export function visitCode(program: ESTree.Program, { code, lineOf }: Surroundings): Seen {
  const imports: Import[] = []
  const functions: FunctionSpan[] = []
  const findings: CodeFinding[] = []
  const names = new Map<unknown, string>()
  const groups = new Set<unknown>()
  const note = (kind: CodeFinding['kind'], node: { start: number; end: number }): void => {
    findings.push({ kind, line: lineOf(node.start), text: code.slice(node.start, Math.min(node.end, node.start + 60)).replace(/\s+/g, ' ') })
  }
  const noteFunction = (node: FunctionNode): void => {
    if (node.body === null || groups.has(node)) return
    const name = ('id' in node ? node.id?.name : undefined) ?? names.get(node) ?? 'a function'
    functions.push({ name, line: lineOf(node.start), lines: lineOf(node.end) - lineOf(node.start) + 1 })
  }
  const noteLazy = (source: unknown, start: number, kind: Import['kind'] = 'lazy'): void => {
    const target = literalOf(source)
    if (target !== undefined) imports.push({ target, kind, line: lineOf(start) })
  }

  for (const statement of program.body) if (isMutableState(statement)) note('state', statement)

  new Visitor({
    FunctionDeclaration: noteFunction,
    FunctionExpression: noteFunction,
    ArrowFunctionExpression: noteFunction,
    VariableDeclarator: (node) => void names.set(node.init, code.slice(node.id.start, node.id.end).split(':')[0] ?? ''),
    Property: (node) => void names.set(node.value, code.slice(node.key.start, node.key.end)),
    MethodDefinition: (node) => void names.set(node.value, code.slice(node.key.start, node.key.end)),
    ExportAllDeclaration: (node) => note('export-all', node),
    TSAnyKeyword: (node) => note('any', node),
    TSNonNullExpression: (node) => note('non-null', node),
    ImportExpression: (node) => noteLazy(node.source, node.start),
    TSImportType: (node) => noteLazy(node.source, node.start, 'type'),
    ImportDeclaration(node) {
      if (isEnvironmentImport(node)) note('environment', node)
    },
    MemberExpression(node) {
      const text = code.slice(node.start, node.end)
      if (/^process\s*(?:\.\s*env|\[\s*['"]env['"]\s*\])$|^import\.meta\.env$/.test(text)) note('environment', node)
      if (/^Math\.random$|^crypto\.(?:randomUUID|getRandomValues)$/.test(text)) note('chance', node)
      if (/^(?:Date|performance)\.now$|^process\.hrtime$/.test(text)) note('clock', node)
    },
    Identifier(node) {
      if (node.name === 'randomUUID' || node.name === 'randomBytes') note('chance', node)
    },
    CallExpression(node) {
      const callee = code.slice(node.callee.start, node.callee.end)
      if (/^describe\b/.test(callee)) for (const argument of node.arguments) groups.add(argument)
    },
    NewExpression(node) {
      const callee = code.slice(node.callee.start, node.callee.end)
      if (callee === 'Date' && node.arguments.length === 0) note('clock', node)
      const [first, second] = node.arguments
      const isOwnUrl = callee === 'URL' && second !== undefined && code.slice(second.start, second.end) === 'import.meta.url'
      if (isOwnUrl) noteLazy(first, node.start)
    },
  }).visit(program)
  return { imports, functions, findings }
}

function literalOf(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null || !('type' in node) || node.type !== 'Literal' || !('value' in node)) return undefined
  return typeof node.value === 'string' ? node.value : undefined
}

/** `let` at the top of a module: state that outlives a call and that two users of the module share. */
function isMutableState(statement: ESTree.Node): boolean {
  const declared = statement.type === 'ExportNamedDeclaration' && statement.declaration !== null ? statement.declaration : statement
  return declared.type === 'VariableDeclaration' && (declared.kind === 'let' || declared.kind === 'var') && !declared.declare
}

function isEnvironmentImport(node: ESTree.ImportDeclaration): boolean {
  if (!/^(?:node:)?process$/.test(node.source.value)) return false
  return node.specifiers.some(
    (specifier) => specifier.type === 'ImportSpecifier' && 'name' in specifier.imported && specifier.imported.name === 'env',
  )
}
