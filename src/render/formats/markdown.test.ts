import { fromMarkdown } from 'mdast-util-from-markdown'
import { describe, expect, it } from 'vitest'
import type { Block, Inline, Report } from '../../model/report.ts'
import { renderMarkdown } from './markdown.ts'
import { madeUpReport } from '../made-up-report.ts'

const report = (...blocks: Block[]): Report => madeUpReport(blocks, { title: 'T', date: '', authors: [] })

interface Node {
  readonly type: string
  readonly value?: string
  readonly children?: readonly Node[]
}

function plain(node: Node): string {
  return node.type === 'break' ? '\n' : (node.value ?? (node.children ?? []).map(plain).join(''))
}

function firstBlock(markdown: string): Node {
  return fromMarkdown(markdown).children[0] ?? expect.fail('nothing parsed')
}

const paragraph = (...content: Inline[]): Block => ({ kind: 'paragraph', content })
const text = (value: string): Inline => ({ kind: 'text', text: value })

const hostile = [
  '# not a heading',
  '- not an item',
  '+ not an item',
  '1. not an item',
  '12) not an item',
  '> not a quote',
  '--- not a rule',
  '===',
  '    not code',
  '```not code',
  '~~~not code',
  '<b>not html</b>',
  '<!-- not a comment -->',
  '&lt; &#39; &amp; AT&T',
  '[not](http://a.example) [a]',
  '![not](x.png)',
  '[a]: http://a.example',
  '[.]: http://a.example',
  '203[.]0[.]113[.]7',
  'bad[.](http://a.example)',
  '*not* **strong** _nor_ __this__',
  'snake_case_name',
  '`not code` ``nor``',
  'a\\b \\* end\\',
  '| not | a | table |',
  '~~kept~~',
  'https://a.example www.a.example',
  'line #',
  '!',
  '![',
  '*',
  '_',
  '\\',
  '`',
]

describe('renderMarkdown()', () => {
  it.each(hostile)('prints %j as text', (value) => {
    const parsed = firstBlock(renderMarkdown(report(paragraph(text(value)))))
    expect(parsed.type).toBe('paragraph')
    expect(plain(parsed)).toBe(value.trim())
    expect((parsed.children ?? []).map(({ type }) => type)).toEqual(['text'])
  })

  it.each(hostile)('prints %j as text in a list, in bold and as code', (value) => {
    const content: Inline[] = [{ kind: 'text', text: value, strong: true }, text(' '), { kind: 'text', text: value, code: true }]
    const parsed = firstBlock(renderMarkdown(report({ kind: 'list', ordered: false, items: [content] })))
    expect(parsed.type).toBe('list')
    expect(plain(parsed).replace(/\s+/g, ' ')).toBe(`${value.trim()} ${value}`.replace(/\s+/g, ' '))
  })

  it('keeps rows of a table on one line and pipes in their cell', () => {
    const markdown = renderMarkdown(
      report({
        kind: 'table',
        caption: '',
        columns: [
          { title: 'A|B', width: 1 },
          { title: 'N', width: 1, align: 'right' },
        ],
        rows: [[[text('a | b'), { kind: 'break' }, { kind: 'text', text: 'c|d', code: true }], [text('two\nlines')]]],
      }),
    )
    expect(markdown).toContain('| A\\|B | N |\n|---|---:|\n| a \\| b<br>`c\\|d` | two lines |\n')
  })

  it('fences code with more backticks than it holds', () => {
    const parsed = firstBlock(renderMarkdown(report({ kind: 'code', text: 'a\n````\n# b\n' })))
    expect(parsed).toMatchObject({ type: 'code', value: 'a\n````\n# b' })
  })

  it('links citations to the anchors of their sources, and gives other headings no anchor', () => {
    const markdown = renderMarkdown(
      report(
        { kind: 'heading', level: 2, number: '1.', text: 'One', id: 'one' },
        { kind: 'heading', level: 3, text: 'Two', id: 'two' },
        paragraph({ kind: 'citation', label: 'E3:1042', target: 'source-1' }, text(' '), { kind: 'link', text: 'see', href: '#two' }),
        { kind: 'source', id: 'source-1', label: 'E3:1042', content: [text('Record 1042')] },
      ),
    )
    expect(markdown).toContain('## 1. One')
    expect(markdown).not.toContain('id="one"')
    expect(markdown).toContain('<a id="two"></a>\n\n### Two')
    expect(markdown).toContain('[E3:1042](#source-1) [see](#two)')
    expect(markdown).toContain('- <a id="source-1"></a>**E3:1042** Record 1042')
  })

  it('nests lists, quotes and breaks as they are', () => {
    const markdown = renderMarkdown(
      report(
        {
          kind: 'block-list',
          ordered: true,
          items: [[paragraph(text('one')), { kind: 'list', ordered: false, items: [[text('deep')]] }], [paragraph(text('two'))]],
        },
        { kind: 'quote', blocks: [paragraph(text('a'), { kind: 'break' }, text('# b'))] },
      ),
    )
    const [list, quote] = fromMarkdown(markdown).children
    expect(list).toMatchObject({
      type: 'list',
      ordered: true,
      children: [{ children: [{ type: 'paragraph' }, { type: 'list', ordered: false }] }, {}],
    })
    expect(plain(quote ?? expect.fail('no quote'))).toBe('a\n# b')
  })
})
