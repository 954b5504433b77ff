import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Block, Figure, Inline, Report } from '../../../model/report.ts'
import { renderDocx } from './docx.ts'
import { madeUpReport } from '../../made-up-report.ts'

const heading: Block = { kind: 'heading', level: 2, number: '1.', text: 'One', id: 'one' }
const words = (text: string): Inline => ({ kind: 'text', text })
const paragraph = (...content: Inline[]): Block => ({ kind: 'paragraph', content })

const report = (blocks: readonly Block[], parts: Partial<Report> = {}): Report =>
  madeUpReport(blocks, { authors: ['Rosa Keller', 'Ben <Okafor>'], ...parts })

async function parts(given: Report): Promise<Map<string, string>> {
  return new Map(Object.entries(unzipSync(await renderDocx(given))).map(([path, bytes]) => [path, strFromU8(bytes)]))
}

async function body(...blocks: Block[]): Promise<string> {
  return (await parts(report(blocks))).get('word/document.xml') ?? ''
}

function figure(id: string, height: number): Figure {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 ${height}"><rect width="80" height="${height}"/></svg>`
  return { id, title: `Figure ${id}`, svg, alt: `Says "${id}" <b>` }
}

describe('renderDocx()', () => {
  it('names the record in the properties and the marking, and neither a machine nor a clock', async () => {
    const files = await parts(report([heading], { privilege: 'Privileged', reviewNotice: 'machine-proposed, 0 of 2 entries reviewed' }))
    const core = files.get('docProps/core.xml') ?? ''
    expect(core).toContain('<dc:title>INC-2026-0001: A title</dc:title>')
    expect(core).toContain('<dc:creator>Rosa Keller; Ben &lt;Okafor&gt;</dc:creator>')
    expect(core.match(/\d{4}-\d\d-\d\dT[^<]*/g)).toEqual(['2026-03-20T00:00:00Z', '2026-03-20T00:00:00Z'])
    expect(core).not.toContain('lastModifiedBy')
    expect(files.get('word/header1.xml')).toContain('TLP:GREEN')
    expect(files.get('word/header1.xml')).toContain('Privileged')
    expect(files.get('word/footer1.xml')).toContain('Machine-proposed, 0 of 2 entries reviewed')
    expect(files.get('word/styles.xml')).toContain('<w:color w:val="33FF00"/>')
    expect(files.get('word/document.xml')).toContain('edit chain ab12')
  })

  it('leaves the date out where the report has none', async () => {
    for (const date of ['', 'soon', '2026-13-99'])
      expect((await parts(report([], { date }))).get('docProps/core.xml')).not.toContain('dcterms:created')
  })

  it('never asks anything at opening', async () => {
    const settings = (await parts(report([heading]))).get('word/settings.xml') ?? ''
    expect(settings).not.toMatch(/updateFields|attachedTemplate|documentProtection/)
    expect(await body(heading)).not.toContain('w:dirty')
  })

  it('fills the contents with links to the headings', async () => {
    const xml = await body(
      heading,
      { kind: 'heading', level: 3, text: 'Below', id: 'below' },
      { kind: 'heading', level: 4, text: 'Deep', id: 'deep' },
    )
    const contents = /<w:sdt>.*<\/w:sdt>/s.exec(xml)?.[0] ?? ''
    expect([...contents.matchAll(/w:anchor="([^"]+)".*?<w:t[^>]*>([^<]+)/gs)].map(([, anchor, text]) => [anchor, text])).toEqual([
      ['h_one', '1. One'],
      ['h_below', 'Below'],
    ])
    expect(xml).toContain('w:name="h_deep"')
  })

  it('links inside where there is a place, outside where it is safe, and else prints the words', async () => {
    const files = await parts(
      report([
        heading,
        paragraph(
          { kind: 'link', text: 'in', href: '#one' },
          { kind: 'link', text: 'lost', href: '#gone' },
          { kind: 'link', text: 'out', href: 'https://example.com/a b?x=1&y=<2>' },
          { kind: 'link', text: 'again', href: 'https://example.com/a b?x=1&y=<2>' },
          { kind: 'link', text: 'script', href: 'javascript:alert(1)' },
          { kind: 'link', text: 'broken', href: 'http://[' },
          { kind: 'link', text: 'endless', href: `https://example.com/${'a'.repeat(3_000)}` },
          { kind: 'citation', label: 'E1:4', target: 'gone' },
        ),
      ]),
    )
    const outside = [...(files.get('word/_rels/document.xml.rels') ?? '').matchAll(/Target="([^"]+)" TargetMode="External"/g)].map(
      ([, target]) => target,
    )
    expect(outside).toEqual(['https://example.com/a%20b?x=1&amp;y=%3C2%3E'])
    const xml = files.get('word/document.xml') ?? ''
    expect(xml.match(/<w:hyperlink r:id=/g)).toHaveLength(2)
    for (const text of ['lost', 'script', 'broken', 'endless', '[E1:4]'])
      expect(xml).toMatch(new RegExp(`<w:r><w:t[^>]*>${text.replace(/[[\]]/g, '\\$&')}<`))
  })

  it('prints hostile text as text', async () => {
    const fields = '{ MERGEFIELD x } DDEAUTO c:\\\\cmd "/k" =1+1 <w:instrText> &amp; ]]> <!-- %x'
    const xml = await body(paragraph(words(fields), words('a\u0000b\u202ec\ud800\ufffe'), words('one\ntwo\tthree')), {
      kind: 'code',
      text: 'x\n\ty\u0007',
    })
    expect(xml).toContain('{ MERGEFIELD x } DDEAUTO c:\\\\cmd &quot;/k&quot; =1+1 &lt;w:instrText&gt; &amp;amp; ]]&gt; &lt;!-- %x')
    expect(xml).toContain('a\\u0000b\\u202ec\ufffd\ufffd')
    expect(xml).toContain('>one two three<')
    expect(xml).toMatch(/>x<\/w:t><\/w:r><w:r><w:br\/><\/w:r><w:r><w:t xml:space="preserve">    y\\u0007</)
  })

  it('counts every list from one, and goes no deeper than Word does', async () => {
    let deep: Block = paragraph(words('end'))
    for (let depth = 0; depth < 12; depth += 1) deep = { kind: 'block-list', ordered: true, items: [[paragraph(words('level')), deep]] }
    const files = await parts(
      report([heading, { kind: 'list', ordered: true, items: [[words('a')]] }, { kind: 'list', ordered: false, items: [[words('b')]] }, deep]),
    )
    const numbering = files.get('word/numbering.xml') ?? ''
    expect(numbering.match(/<w:num w:numId="\d+">/g)).toHaveLength(14)
    expect(numbering.match(/<w:startOverride w:val="1"\/>/g)).toHaveLength(13 * 9)
    expect(files.get('word/document.xml')).not.toMatch(/<w:ilvl w:val="(?:9|\d\d)"/)
  })

  it('puts each figure in once, as drawing and as pixels, with its words, never higher than a page', { timeout: 60_000 }, async () => {
    const [wide, tall] = [figure('wide', 200), figure('tall', 1_600)]
    const shown: Block[] = [wide, wide, tall].map((one) => ({ kind: 'figure', figure: one }))
    const files = await parts(report([heading, ...shown, { kind: 'figure', figure: { ...wide, svg: '<svg/>', alt: 'No drawing' } }]))
    expect([...files.keys()].filter((path) => path.includes('media'))).toHaveLength(4)
    const xml = files.get('word/document.xml') ?? ''
    expect([...xml.matchAll(/<wp:docPr id="(\d+)"/g)].map(([, id]) => id)).toEqual(['1', '2', '3'])
    expect(xml).toContain('descr="Says &quot;wide&quot; &lt;b&gt;"')
    const heights = [...xml.matchAll(/<wp:extent cx="(\d+)" cy="(\d+)"/g)].map(([, x, y]) => [Number(x) / 36_000, Number(y) / 36_000])
    expect(heights[0]?.map(Math.round)).toEqual([170, 43])
    expect(heights[2]?.[1]).toBeLessThan(220)
    expect(xml).toContain('No drawing')
  })

  it('repeats the head of a table and tears only rows that may be longer than a page', async () => {
    const columns = [
      { title: 'When', width: 1 },
      { title: 'What', width: 3 },
      { title: 'N', width: 1, align: 'right' as const },
    ]
    const row = (text: string): Inline[][] => [[words('10:15 UTC')], [words(text)], [words('3')]]
    const xml = await body(heading, {
      kind: 'table',
      caption: 'A "table"',
      columns,
      rows: [row('short'), row('long '.repeat(2_000)), [[words('alone')]]],
    })
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(1)
    expect(xml.match(/<w:cantSplit\/>/g)).toHaveLength(3)
    expect([...xml.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width))).toEqual([1928, 5782, 1928])
    expect(xml).toContain('<w:tblCaption w:val="A &quot;table&quot;"/>')
    expect(xml).toContain('10:15\u00a0UTC')
    expect(xml.match(/<w:tc>/g)).toHaveLength(12)
  })

  it('opens the document where there is nothing to tell', async () => {
    expect(await body()).toContain('Rendered from record version 1')
    expect(await body({ kind: 'properties', items: [] }, { kind: 'list', ordered: true, items: [] }, { kind: 'quote', blocks: [] })).not.toContain(
      '<w:tbl>',
    )
  })
})
