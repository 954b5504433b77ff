import type { Breach } from './breach.ts'
import { layers } from './layers.ts'
import type { CodeFinding, SourceFile } from './source-file.ts'

export const mostLines = 300
export const mostFunctionLines = 60
/** Longer ones are mentioned, not refused. */
export const niceFunctionLines = 40

const environmentReader = 'app/config.ts'

/** Sizes, and constructs that are forbidden everywhere or below app. */
export function checkCode(source: SourceFile): Breach[] {
  const found = source.findings.flatMap((finding) => checkFinding(source, finding))
  if (source.isGenerated) return found
  if (source.lines > mostLines) found.push({ path: source.path, line: undefined, message: `${source.lines} lines; a file has at most ${mostLines}` })
  for (const { name, line, lines } of source.functions) {
    if (lines > mostFunctionLines)
      found.push({ path: source.path, line, message: `${name} has ${lines} lines; a function has at most ${mostFunctionLines}` })
  }
  return found
}

/** Functions that are allowed but long. */
export function longFunctions(source: SourceFile): Breach[] {
  if (source.isGenerated || source.isTest) return []
  return source.functions
    .filter(({ lines }) => lines > niceFunctionLines && lines <= mostFunctionLines)
    .map(({ name, line, lines }) => ({ path: source.path, line, message: `${name} has ${lines} lines; try to stay under ${niceFunctionLines}` }))
}

function checkFinding(source: SourceFile, finding: CodeFinding): Breach[] {
  const message = wrong(source, finding)
  return message === undefined ? [] : [{ path: source.path, line: finding.line, message }]
}

function wrong(source: SourceFile, { kind, text }: CodeFinding): string | undefined {
  const isOutside = source.path.startsWith('../')
  const isImpure = source.isTest || isOutside || layers[source.path.split('/')[0] ?? '']?.isImpure === true
  switch (kind) {
    case 'any':
      return '"any" switches the type check off; use unknown and look'
    case 'non-null':
      return `"${text}" only claims that it is there; look`
    case 'environment':
      return source.path === environmentReader || isOutside ? undefined : `only src/${environmentReader} reads the environment ("${text}")`
    case 'clock':
      return isImpure ? undefined : `the clock is an argument here ("${text}")`
    case 'chance':
      return isImpure ? undefined : `randomness is an argument here ("${text}")`
    case 'state':
      return source.isTest || isOutside ? undefined : `no state in a module ("${text}")`
    case 'export-all':
      return `no barrels ("${text}")`
    case 'to-do':
      return `"${text}" belongs in an issue`
    case 'syntax':
      return text
  }
}
