import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml'
import { clip, showControls } from '../../base/text.ts'
import { messageOf } from '../../base/error.ts'

/** Where something stands in the file; both counted from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** A YAML document as plain tree with places. `text` of a scalar is what stands in the file, quotes taken off. */
export type YamlNode =
  | { readonly kind: 'empty'; readonly place: Place }
  | { readonly kind: 'scalar'; readonly text: string; readonly place: Place }
  | { readonly kind: 'list'; readonly items: readonly YamlNode[]; readonly place: Place }
  | { readonly kind: 'map'; readonly entries: readonly YamlEntry[]; readonly place: Place }

export interface YamlEntry {
  readonly key: string
  readonly keyPlace: Place
  readonly value: YamlNode
}

/** Something wrong in a YAML file. `path` is where in the record it was meant to go. */
export interface YamlProblem extends Place {
  readonly path: string
  readonly message: string
}

/** Bytes a file may have; nodes it may stand for once its aliases are followed; how deep it may nest. */
const mostCharacters = 5_000_000
const mostNodes = 200_000
const deepest = 40

/** Reads YAML 1.2 within limits: no tags are executed, repeated keys are refused, aliases may not multiply the file. */
export function parseYaml(text: string): { readonly root?: YamlNode; readonly problems: readonly YamlProblem[] } {
  if (text.length > mostCharacters) return { problems: [problemAt({ line: 1, column: 1 }, `The file has more than ${mostCharacters} characters`)] }
  const lines = new LineCounter()
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  try {
    const document = parseDocument(text.replace(/^\ufeff/, ''), { lineCounter: lines, version: '1.2', schema: 'core', prettyErrors: false })
    const broken = [...document.errors, ...document.warnings].map((error) => problemAt(placeOf(error.pos[0]), wordsOf(error)))
    if (broken.length > 0) return { problems: broken }
    const walk: Walk = { placeOf, anchors: new Map(), left: mostNodes, problems: [] }
    const root = treeOf(walk, document.contents, { depth: 0, place: { line: 1, column: 1 } })
    return walk.problems.length > 0 ? { problems: walk.problems } : { root, problems: [] }
  } catch (error) {
    // The parser recurses: a file nested thousands deep ends its stack.
    return {
      problems: [problemAt({ line: 1, column: 1 }, error instanceof RangeError ? 'The file is nested too deeply' : firstLine(messageOf(error)))],
    }
  }
}

/** What the parser says, in words for who wrote the file rather than for who calls the parser. */
function wordsOf({ code, message }: { code: string; message: string }): string {
  if (code === 'MULTIPLE_DOCS') return 'A second document starts here: the file is one document, without "---" inside'
  if (message.includes('call stack')) return 'The file is nested too deeply'
  return clip(showControls(firstLine(message)), 200)
}

export function problemAt(place: Place, message: string, path = ''): YamlProblem {
  return { line: place.line, column: place.column, path, message }
}

interface Walk {
  placeOf(offset: number): Place
  /** What each anchor stands for, and how many nodes that is. */
  readonly anchors: Map<string, { readonly tree: YamlNode; readonly nodes: number }>
  left: number
  readonly problems: YamlProblem[]
}

interface Above {
  readonly depth: number
  readonly place: Place
}

function treeOf(walk: Walk, node: Node | null | undefined, above: Above): YamlNode {
  const place = node?.range === undefined || node.range === null ? above.place : walk.placeOf(node.range[0])
  if (walk.problems.length > 0) return { kind: 'empty', place }
  if (above.depth > deepest) return stop(walk, place, `The file nests deeper than ${deepest} levels here`)
  const known = isAlias(node) ? walk.anchors.get(node.source) : undefined
  if (isAlias(node) && known === undefined) return stop(walk, place, `There is no "&${node.source}" before this`)
  // An alias costs as much as what it stands for, whoever walks the tree later.
  walk.left -= known?.nodes ?? 1
  if (walk.left < 0) return stop(walk, place, `The file stands for more than ${mostNodes} values: aliases may not multiply it`)
  if (known !== undefined) return known.tree
  const before = walk.left
  const tree = ownTree(walk, node, { depth: above.depth + 1, place })
  if (!isAlias(node) && node?.anchor !== undefined) walk.anchors.set(node.anchor, { tree, nodes: 1 + before - walk.left })
  return tree
}

function ownTree(walk: Walk, node: Node | null | undefined, below: Above): YamlNode {
  const { place } = below
  if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => treeOf(walk, asNode(item), below)), place }
  if (isMap(node)) return { kind: 'map', entries: node.items.map((pair) => entryOf(walk, pair, below)), place }
  if (!isScalar(node) || node.value === null || node.value === undefined) return { kind: 'empty', place }
  return { kind: 'scalar', text: typeof node.value === 'string' ? node.value : (node.source ?? String(node.value)), place }
}

function entryOf(walk: Walk, pair: Pair, below: Above): YamlEntry {
  const key = treeOf(walk, asNode(pair.key), below)
  if (key.kind !== 'scalar') walk.problems.push(problemAt(key.place, 'A key must be a word'))
  return { key: key.kind === 'scalar' ? key.text : '', keyPlace: key.place, value: treeOf(walk, asNode(pair.value), { ...below, place: key.place }) }
}

function stop(walk: Walk, place: Place, message: string): YamlNode {
  walk.problems.push(problemAt(place, message))
  return { kind: 'empty', place }
}

function asNode(value: unknown): Node | null {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value) ? value : null
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.trim() ?? message
}
