import { posix } from 'node:path'
import { childOrders, propertiesFirst } from './word-orders.ts'
import { everyElement, parseXml, type XmlElement } from './xml-tree.ts'

/** Files of a package by path. */
export type Parts = ReadonlyMap<string, Uint8Array>

/** What Word would call damaged, or repair, in a package; empty where it opens. Throws where a part is no XML. */
export function wordProblems(parts: Parts): string[] {
  const trees = new Map(
    [...parts].flatMap(([path, bytes]) => (/\.(?:xml|rels)$/.test(path) ? [[path, parseXml(new TextDecoder().decode(bytes))]] : [])),
  )
  const document = trees.get('word/document.xml')
  if (document === undefined) return ['There is no word/document.xml']
  return [
    ...typeProblems(parts, trees),
    ...relationshipProblems(parts, trees),
    ...[...trees].flatMap(([path, tree]) => [...everyElement(tree)].flatMap((element) => orderProblems(path, element))),
    ...identityProblems(document),
    ...referenceProblems(document, trees),
    ...tableProblems(document),
    ...[...trees.values()].flatMap(fieldProblems),
  ]
}

const attribute = (element: XmlElement, name: string): string => element.attributes.get(name) ?? ''
const all = (tree: XmlElement | undefined, name: string): XmlElement[] =>
  tree === undefined ? [] : [...everyElement(tree)].filter((one) => one.name === name)
const twice = (values: readonly string[]): string[] => values.filter((value, index) => values.indexOf(value) !== index)

function typeProblems(parts: Parts, trees: ReadonlyMap<string, XmlElement>): string[] {
  const types = trees.get('[Content_Types].xml')
  const endings = all(types, 'Default').map((one) => attribute(one, 'Extension'))
  const named = all(types, 'Override').map((one) => attribute(one, 'PartName'))
  const untyped = [...parts.keys()].filter((path) => !named.includes(`/${path}`) && !endings.includes(path.split('.').at(-1) ?? ''))
  const absent = named.filter((path) => !parts.has(path.slice(1)))
  return [...untyped.map((path) => `${path} has no content type`), ...absent.map((path) => `${path} has a type but is not there`)]
}

function relationshipProblems(parts: Parts, trees: ReadonlyMap<string, XmlElement>): string[] {
  const reached = new Set(['[Content_Types].xml'])
  const problems = [...trees].flatMap(([path, tree]) => {
    if (!path.endsWith('.rels')) return []
    reached.add(path)
    const owner = posix.join(posix.dirname(path), '..')
    const relationships = all(tree, 'Relationship')
    const targets = relationships
      .filter((one) => attribute(one, 'TargetMode') !== 'External')
      .map((one) => posix.join(owner, attribute(one, 'Target')))
    for (const target of targets) reached.add(target)
    const source = trees.get(posix.join(owner, posix.basename(path, '.rels')))
    const known = relationships.map((one) => attribute(one, 'Id'))
    const used = source === undefined ? [] : [...everyElement(source)].flatMap(usedIds)
    return [
      ...targets.filter((target) => !parts.has(target)).map((target) => `${path} leads to ${target}, which is not there`),
      ...twice(known).map((id) => `${path} has ${id} twice`),
      ...used.filter((id) => !known.includes(id)).map((id) => `${path} lacks ${id}`),
      ...relationships.filter((one) => attribute(one, 'TargetMode') === 'External').flatMap(externalProblems),
    ]
  })
  return [...problems, ...[...parts.keys()].filter((path) => !reached.has(path)).map((path) => `nothing leads to ${path}`)]
}

function usedIds(element: XmlElement): string[] {
  return [...element.attributes].filter(([name]) => name === 'r:id' || name === 'r:embed').map(([, value]) => value)
}

/** Nothing but links that people click leads outside. */
function externalProblems(relationship: XmlElement): string[] {
  const target = attribute(relationship, 'Target')
  const isLink = attribute(relationship, 'Type').endsWith('/hyperlink') && /^(?:https?|mailto):/.test(target) && URL.canParse(target)
  return isLink ? [] : [`a relationship leads outside: ${target}`]
}

function orderProblems(path: string, element: XmlElement): string[] {
  const names = element.children.map(({ name }) => name)
  const first = propertiesFirst.get(element.name)
  if (first !== undefined && names.lastIndexOf(first) > 0) return [`${path}: ${first} is not first in ${element.name}`]
  const order = childOrders.get(element.name)
  if (order === undefined) return []
  const places = names.map((name) => order.indexOf(name))
  const unknown = names.filter((name) => !order.includes(name))
  const isSorted = places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0))
  return [
    ...unknown.map((name) => `${path}: ${name} does not belong into ${element.name}`),
    ...(isSorted ? [] : [`${path}: wrong order in ${element.name}: ${names.join(' ')}`]),
  ]
}

function identityProblems(document: XmlElement): string[] {
  const pictures = all(document, 'wp:docPr').map((one) => attribute(one, 'id'))
  const starts = all(document, 'w:bookmarkStart')
  const opened = starts.map((one) => attribute(one, 'w:id'))
  const closed = all(document, 'w:bookmarkEnd').map((one) => attribute(one, 'w:id'))
  const names = starts.map((one) => attribute(one, 'w:name'))
  return [
    ...twice(pictures).map((id) => `two drawings have id ${id}`),
    ...twice(opened).map((id) => `two bookmarks have id ${id}`),
    ...twice(names.map((name) => name.toLowerCase())).map((name) => `two bookmarks are named ${name}`),
    ...names.filter((name) => !/^[A-Za-z]\w{0,39}$/.test(name)).map((name) => `no name of a bookmark: ${name}`),
    ...(opened.join() === closed.join() ? [] : ['bookmarks do not end as they begin']),
    ...all(document, 'wp:docPr')
      .filter((one) => attribute(one, 'descr') === '')
      .map((one) => `drawing ${attribute(one, 'id')} has no words`),
  ]
}

function referenceProblems(document: XmlElement, trees: ReadonlyMap<string, XmlElement>): string[] {
  const names = new Set(all(document, 'w:bookmarkStart').map((one) => attribute(one, 'w:name')))
  const styles = new Set(all(trees.get('word/styles.xml'), 'w:style').map((one) => attribute(one, 'w:styleId')))
  const lists = new Set(all(trees.get('word/numbering.xml'), 'w:num').map((one) => attribute(one, 'w:numId')))
  const lost = (tree: XmlElement, kind: string, name: string, known: ReadonlySet<string>): string[] =>
    all(tree, kind).flatMap((one) =>
      one.attributes.has(name) && !known.has(attribute(one, name)) ? [`${kind} names ${attribute(one, name)}, which is not there`] : [],
    )
  const texts = [...trees].filter(([path]) => path.startsWith('word/') && !path.endsWith('.rels')).map(([, tree]) => tree)
  return [
    ...lost(document, 'w:hyperlink', 'w:anchor', names),
    ...lost(document, 'w:numId', 'w:val', lists),
    ...texts.flatMap((tree) => ['w:pStyle', 'w:rStyle', 'w:tblStyle', 'w:basedOn', 'w:next'].flatMap((kind) => lost(tree, kind, 'w:val', styles))),
  ]
}

function tableProblems(document: XmlElement): string[] {
  return all(document, 'w:tbl').flatMap((table, index) => {
    const name = `table ${index + 1}`
    const columns = all(
      table.children.find((one) => one.name === 'w:tblGrid'),
      'w:gridCol',
    ).map((one) => Number(attribute(one, 'w:w')))
    const rows = table.children.filter((one) => one.name === 'w:tr').map((row) => row.children.filter((one) => one.name === 'w:tc'))
    const width = Number(attribute(all(table, 'w:tblW')[0] ?? table, 'w:w'))
    return [
      ...(rows.length === 0 ? [`${name} has no rows`] : []),
      ...(rows.every((cells) => cells.length === columns.length) ? [] : [`${name} has rows of another length than its ${columns.length} columns`]),
      ...(rows.flat().every((cell) => cell.children.at(-1)?.name === 'w:p') ? [] : [`${name} has a cell that does not end with a paragraph`]),
      ...(columns.every((one) => one > 0) && columns.reduce((sum, one) => sum + one, 0) === width ? [] : [`${name} is not as wide as its columns`]),
    ]
  })
}

/** Fields open, divide and close; none of them does anything but count pages and list headings. */
function fieldProblems(tree: XmlElement): string[] {
  const marks = all(tree, 'w:fldChar').map((one) => attribute(one, 'w:fldCharType'))
  const shape = marks.map((mark) => mark.slice(0, 1)).join('')
  const strange = all(tree, 'w:instrText').filter(({ text }) => !/^ (?:PAGE|NUMPAGES|TOC \\o "1-2" \\h \\z \\u) $/.test(text))
  return [
    ...(/^(?:bse)*$/.test(shape) ? [] : [`fields do not close: ${shape}`]),
    ...strange.map(({ text }) => `a field says:${text}`),
    ...all(tree, 'w:fldSimple').map(() => 'a simple field'),
  ]
}
