import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { describe, expect, it } from 'vitest'
import { checkLayout, type Defect } from './check-layout.ts'
import { readPages } from './pdf-pages.ts'

const margins = { x: 40, top: 50, bottom: 40 }
const page =
  '#set document(title: "Test")\n#set page(width: 300pt, height: 200pt, margin: (x: 40pt, top: 50pt, bottom: 40pt), header: [Running], footer: [Foot])\n#set text(10pt)\n'

/** Typesets a page of ours and gives what the check says of it. */
async function defectsOf(source: string): Promise<Defect[]> {
  const compiler = NodeCompiler.create()
  const { result } = compiler.compile({ mainFileContent: page + source })
  if (result === null) throw new Error('The page of the test does not compile')
  return checkLayout(await readPages(compiler.pdf(result, { creationTimestamp: 0, pdfStandard: 'ua-1' })), margins)
}

async function kindsOf(source: string): Promise<string[]> {
  return [...new Set((await defectsOf(source)).map(({ page: number, kind }) => `${number} ${kind}`))]
}

const table = (header: string): string => `#table(columns: (1fr, 1fr), ${header}, ..range(40).map(index => [cell #index]))`
const svg = (text: string): string =>
  `#figure(alt: "drawing", image(bytes("<svg xmlns='http://www.w3.org/2000/svg' width='160' height='60'><rect width='160' height='60' fill='#eee'/>${text}</svg>"), width: 160pt, alt: "drawing"))`

describe('checkLayout()', () => {
  it('finds nothing on pages that are in order', async () => {
    expect(await defectsOf(`= Heading\n#lorem(20)\n${table('table.header[*One*][*Two*]')}\n#lorem(10)`)).toEqual([])
    expect(
      await defectsOf(`${svg("<text x='10' y='20' font-size='10'>first</text><text x='10' y='40' font-size='10'>second</text>")}\n#lorem(5)`),
    ).toEqual([])
    // Lines set as tightly as a reader may still bear.
    expect(await defectsOf('#set par(leading: 0.35em)\n#lorem(30)')).toEqual([])
  })

  it('finds text beyond the margins, on every side', async () => {
    expect(await kindsOf('#box(width: 400pt)[#h(1fr)far right]')).toEqual(['1 outside the page'])
    expect(await kindsOf('unbreakable#sym.wj#("x" * 38)')).toEqual(['1 outside the margins'])
    expect(await kindsOf('#place(dx: -12pt)[left]')).toEqual(['1 outside the margins'])
    expect(await kindsOf('#place(bottom, dx: 100pt, dy: 14pt)[low]')).toEqual(['1 outside the margins'])
    expect(await kindsOf('#place(dx: 100pt, dy: -14pt)[high]')).toEqual(['1 outside the margins'])
    expect(await kindsOf('Text #place(dx: 215pt)[#rotate(90deg)[turned]]')).toEqual(['1 outside the margins'])
  })

  it('finds text printed over text, also where it is turned', async () => {
    const found = await defectsOf('Some words\n#place(top, dx: 3pt)[printed over them]')
    expect(found).toMatchObject([{ page: 1, kind: 'overprinted' }])
    expect(found[0]?.detail).toContain('"Some words"')
    expect(await kindsOf('#v(20pt)\nSome words here\n#place(top, dx: 20pt, dy: 20pt)[#rotate(90deg)[turned]]')).toEqual(['1 overprinted'])
  })

  it('finds a table that goes on without its header row', async () => {
    expect(await kindsOf(table('table.header(repeat: false)[One][Two]'))).toEqual([
      '2 lost table header',
      '3 lost table header',
      '4 lost table header',
    ])
    const second = `${table('table.header[One][Two]')}\n#table(columns: 2, table.header(repeat: false)[Three][Four], ..range(40).map(index => [cell #index]))`
    const kinds = await kindsOf(second)
    expect(kinds.length).toBeGreaterThan(1)
    expect(kinds.every((kind) => /^[4-9] lost table header$/.test(kind))).toBe(true)
  })

  it('finds a cell that runs into the next column', async () => {
    const cells = '#table(columns: (60pt, 60pt), table.header[A][B], [#box(width: 90pt)[unbreakablexxxxxx]], [], [a], [b])'
    expect(await kindsOf(cells)).toEqual(['1 into the next column'])
    const touching = '#table(columns: (60pt, 60pt), inset: 0pt, table.header[A][B], [#box(width: 60pt)[#h(1fr)end]], [begins])'
    expect(await kindsOf(touching)).toEqual(['1 into the next column'])
  })

  it('finds words of a figure that collide or leave it, and words printed over it', async () => {
    const label = (x: number, y: number, text: string): string => `<text x='${x}' y='${y}' font-size='10'>${text}</text>`
    expect(await kindsOf(svg(label(10, 20, 'first label') + label(30, 22, 'second label')))).toEqual(['1 overprinted'])
    expect(await kindsOf(svg(label(60, 72, 'below it')))).toEqual(['1 outside its figure'])
    expect(await kindsOf(`${svg(label(10, 20, 'label'))}\n#place(dy: -40pt, dx: 80pt)[over it]`)).toEqual(['1 over a figure'])
  })

  it('finds a heading at the foot of a page and a page without anything', async () => {
    expect(await kindsOf('#v(86pt)\n#heading(level: 1)[Alone]\n#colbreak()\nText')).toEqual(['1 stranded heading'])
    expect(await kindsOf('One\n#pagebreak()\n#pagebreak()\nThree')).toEqual(['2 empty page'])
  })
})
