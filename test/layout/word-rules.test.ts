import { unzipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { docx } from '../../src/render/formats/docx/docx.ts'
import { fixtureRecord } from './records.ts'
import { reportOf } from './reports.ts'
import { wordProblems } from './word-rules.ts'
import { parseXml } from './xml-tree.ts'

let whole: Readonly<Record<string, Uint8Array>> = {}
beforeAll(async () => {
  whole = unzipSync(await docx.render(reportOf(fixtureRecord('full'))))
})

/** The problems of a document in which one text was replaced by another, everywhere or once. */
function afterChange(path: string, from: string | RegExp, to: string): string[] {
  const text = new TextDecoder().decode(whole[path])
  const changed = text.replace(from, to)
  expect(changed).not.toBe(text)
  return wordProblems(new Map(Object.entries({ ...whole, [path]: new TextEncoder().encode(changed) })))
}

const document = 'word/document.xml'
const changes: readonly (readonly [string, string, string | RegExp, string, RegExp])[] = [
  ['properties in the wrong order', document, '<w:pStyle w:val="Title"/>', '<w:jc w:val="left"/><w:pStyle w:val="Title"/>', /wrong order in w:pPr/],
  ['a property that does not belong there', document, '<w:tcPr>', '<w:tcPr><w:b/>', /w:b does not belong into w:tcPr/],
  ['a link to no bookmark', document, /w:anchor="[^"]+"/, 'w:anchor="nowhere"', /w:hyperlink names nowhere/],
  ['a bookmark twice', document, /(<w:bookmarkStart w:id="1" w:name=")[^"]+/, '$1h_report', /two bookmarks are named h_report/],
  ['a cell without a paragraph', document, /(<w:tc><w:tcPr>.*?<\/w:tcPr>)<w:p>.*?<\/w:p><\/w:tc>/, '$1</w:tc>', /does not end with a paragraph/],
  ['a row that is too short', document, /<w:tc>.*?<\/w:tc>/, '', /rows of another length/],
  ['a field that does not close', document, '<w:fldChar w:fldCharType="end"/>', '', /fields do not close/],
  ['a field that does something', document, ' TOC \\o "1-2" \\h \\z \\u ', ' DDEAUTO c:\\\\x ', /a field says: DDEAUTO/],
  ['a style nobody knows', document, '"Title"', '"Titel"', /w:pStyle names Titel/],
  ['a picture without words', document, /descr="[^"]*"/, 'descr=""', /has no words/],
  ['a part that is not there', 'word/_rels/document.xml.rels', 'styles.xml', 'stiles.xml', /which is not there/],
  [
    'a remote template',
    'word/_rels/document.xml.rels',
    'Target="styles.xml"',
    'Target="https://example.com/x.dotm" TargetMode="External"',
    /leads outside/,
  ],
  ['a part without a type', '[Content_Types].xml', /<Default Extension="png"[^>]*>/, '', /png has no content type/],
]

describe('wordProblems()', () => {
  it('finds none in a report', () => {
    expect(wordProblems(new Map(Object.entries(whole)))).toEqual([])
  })

  it.each(changes)('finds %s', (_, path, from, to, problem) => {
    expect(afterChange(path, from, to).join('\n')).toMatch(problem)
  })
})

describe('parseXml()', () => {
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

  it('reads elements, attributes and text', () => {
    const { name, attributes, children, text } = parseXml(`${head}<a b="1 &amp; 2">x<c/>&lt;y</a>`)
    expect([name, attributes.get('b'), children.map((one) => one.name), text]).toEqual(['a', '1 & 2', ['c'], 'x<y'])
  })

  it.each([
    '<a>',
    '<a></b>',
    '<a/><a/>',
    '<a b="1" b="2"/>',
    '<a b="<"/>',
    '<a>&bad;</a>',
    '<a>\u0007</a>',
    '<a>\ufffe</a>',
    '<!DOCTYPE a><a/>',
    '<a b=1/>',
  ])('refuses %j', (text) => {
    expect(() => parseXml(head + text)).toThrow(/No XML|closes|not one element|two attributes|No reference|forbids|declaration/)
  })
})
