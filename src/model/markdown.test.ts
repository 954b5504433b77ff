import { describe, expect, it } from 'vitest'
import { atomsOf, markdownFromProse } from './markdown-from-prose.ts'
import { type InlineNode, type Mark, type Prose, type ProseBlock, proseSchema } from './prose.ts'
import { proseFromMarkdown } from './prose-from-markdown.ts'

function paragraphs(...texts: string[]): ProseBlock[] {
  return texts.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] }))
}

describe('proseFromMarkdown', () => {
  it('`proseFromMarkdown()` reads blocks and marks', () => {
    const text = [
      '# What **happened**',
      '',
      'A *very* `long` [night](https://example.org/a)\\',
      'of <b>work</b>.',
      '',
      '- one',
      '- two',
      '  1. inner',
      '',
      '> quoted',
      '',
      '```sh',
      'rm -rf x',
      '```',
    ].join('\n')
    const word = (content: string, ...marks: Mark[]): InlineNode => ({ type: 'text', text: content, ...(marks.length === 0 ? {} : { marks }) })
    expect(proseFromMarkdown(text).content).toEqual([
      { type: 'heading', attrs: { level: 1 }, content: [word('What '), word('happened', { type: 'bold' })] },
      {
        type: 'paragraph',
        content: [
          word('A '),
          word('very', { type: 'italic' }),
          word(' '),
          word('long', { type: 'code' }),
          word(' '),
          word('night', { type: 'link', attrs: { href: 'https://example.org/a' } }),
          { type: 'hardBreak' },
          word('of <b>work</b>.'),
        ],
      },
      {
        type: 'bulletList',
        content: [
          { type: 'listItem', content: paragraphs('one') },
          {
            type: 'listItem',
            content: [...paragraphs('two'), { type: 'orderedList', content: [{ type: 'listItem', content: paragraphs('inner') }] }],
          },
        ],
      },
      { type: 'blockquote', content: paragraphs('quoted') },
      { type: 'codeBlock', attrs: { language: 'sh' }, content: [word('rm -rf x')] },
    ])
  })

  it.each([
    ['[x](javascript:alert(1))', 'x (javascript:alert(1))'],
    ['[runbook](docs/runbook.md)', 'runbook (docs/runbook.md)'],
    ['![a screen](http://tracker.example/p.gif)', 'a screen'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['a <img src=x onerror=y> b', 'a <img src=x onerror=y> b'],
    ['soft\nbreak', 'soft break'],
    ['[gone][nowhere]', '[gone][nowhere]'],
    ['[x](hindcast:7)', 'x'],
  ])('`proseFromMarkdown()` keeps %j as plain text', (markdown, text) => {
    expect(proseFromMarkdown(markdown)).toEqual({ type: 'doc', content: paragraphs(text) })
  })

  it('`proseFromMarkdown()` follows link definitions', () => {
    const marks: Mark[] = [{ type: 'link', attrs: { href: 'https://example.org/' } }]
    const expected: InlineNode[] = [{ type: 'text', text: 'site', marks }]
    expect(proseFromMarkdown('[site][s]\n\n[s]: https://example.org/').content).toEqual([{ type: 'paragraph', content: expected }])
  })

  it('`proseFromMarkdown()` keeps every character of hostile text, as valid prose', () => {
    for (const part of ['- ', '> ', '* a\n', '[', '![a](', '`', '**a *b ', '<a ', '&', '1. ', '_a', '[a](<', '\\']) {
      const prose = proseFromMarkdown(`${part.repeat(5_000)}end`)
      expect(proseSchema.safeParse(prose).success).toBe(true)
      expect(JSON.stringify(prose)).toContain('end')
    }
  }, 60_000)

  it('`proseFromMarkdown()` flattens what is nested too deeply', () => {
    const prose = proseFromMarkdown(Array.from({ length: 40 }, (_, depth) => `${'  '.repeat(depth)}- level ${depth}`).join('\n'))
    expect(JSON.stringify(prose)).toContain('level 39')
    expect(JSON.stringify(prose).split('bulletList').length - 1).toBeLessThan(20)
  })

  it('`proseFromMarkdown()` keeps text beyond its limit as plain text', () => {
    const prose = proseFromMarkdown(`${'word **word**\n\n'.repeat(20_000)}last **line**`)
    expect(prose.content.at(-1)).toEqual(paragraphs('last **line**')[0])
  })
})

describe('markdownFromProse', () => {
  const hostile = [
    '# no heading',
    '- no list',
    '+ no',
    '1. no',
    '12) no',
    '> no',
    '=== no',
    '--- no',
    '~~~ no',
    '    no code',
    '*a* **b** _c_ __d__',
    'snake_case_name _x',
    '`tick` ``two``',
    '[a](b) ![c](d)',
    '<b>x</b> <http://a.example>',
    '&amp; &#42; & co',
    'back\\slash \\* end\\',
    'a | b',
    'trailing #',
    ' leading and trailing ',
    '\ttab',
    'www.example.org',
    '***',
    '_',
    '*',
    '[^1]: x',
    '[x]: http://a.example',
    'zwei\u00a0Wörter',
    '日本語*強調*',
    '😀*x*😀',
    '${jndi:ldap://x}',
    'C:\\Users\\x',
    '![',
    '](',
    '!',
    'a!',
    '<!-- c -->',
    'x\ty',
    '2\\. a',
    '&#x3c;',
  ]

  it.each(hostile)('`markdownFromProse()` escapes %j', (text) => {
    for (const prefix of ['', 'plain ']) {
      const prose: Prose = { type: 'doc', content: paragraphs(prefix + text) }
      expect(proseFromMarkdown(markdownFromProse(prose))).toEqual(prose)
    }
  })

  it.each(['# #', '# a #\n\n## ## b ##', '- - - a\n- * -', '> -\n>', '!<http://a.example>', '1. - 1. -', 'a\n===\nb'])(
    '`markdownFromProse()` writes what was read from %j so that it reads the same',
    (markdown) => {
      const prose = proseFromMarkdown(markdown)
      expect(proseFromMarkdown(markdownFromProse(prose))).toEqual(prose)
    },
  )

  it('`markdownFromProse()` leaves ordinary text as it is', () => {
    const prose: Prose = {
      type: 'doc',
      content: paragraphs('At 10:22 the account svc_backup (admin) signed in; 50% of 3.5 GB left, see #12 - done!'),
    }
    expect(markdownFromProse(prose)).toBe('At 10:22 the account svc_backup (admin) signed in; 50% of 3.5 GB left, see #12 - done!\n')
  })

  it('`markdownFromProse()` reads back as the same prose: any marks on any texts', () => {
    const sets: Mark[][] = [
      [],
      [{ type: 'bold' }],
      [{ type: 'italic' }],
      [{ type: 'bold' }, { type: 'italic' }],
      [{ type: 'code' }],
      [{ type: 'bold' }, { type: 'code' }],
      [{ type: 'link', attrs: { href: 'https://example.org/a_(b)?x=<1>&amp;y' } }],
      [{ type: 'link', attrs: { href: 'mailto:a@example.org' } }, { type: 'italic' }],
    ]
    const texts = ['a', 'a!', ' a ', '*', '(x)', 'ä', '`', ' ', '_', '日', '😀', '#', '-']
    let seed = 1
    const pick = <T>(list: readonly T[]): T => {
      seed = (seed * 48_271) % 2_147_483_647
      const found = list[seed % list.length]
      if (found === undefined) throw new Error('Empty list')
      return found
    }
    for (let run = 0; run < 2_000; run += 1) {
      const content: InlineNode[] = []
      let last: Mark[] | undefined
      for (let at = 0; at < 4; at += 1) {
        const marks = pick(sets)
        if (marks === last) continue
        last = marks
        content.push({ type: 'text', text: pick(texts), ...(marks.length === 0 ? {} : { marks }) })
      }
      const prose: Prose = { type: 'doc', content: [{ type: 'paragraph', content }] }
      const markdown = markdownFromProse(prose)
      expect(proseFromMarkdown(markdown), markdown).toEqual(prose)
    }
  }, 60_000)

  it('`markdownFromProse()` reads back as the same prose: blocks in blocks', () => {
    const [a, b] = paragraphs('a', '- b')
    if (a === undefined || b === undefined) throw new Error('Two paragraphs')
    const code: ProseBlock = { type: 'codeBlock', attrs: { language: 'ts' }, content: [{ type: 'text', text: 'x\n\n```\n  y\n' }] }
    const list: ProseBlock = {
      type: 'bulletList',
      content: [
        { type: 'listItem', content: [a, b, code] },
        { type: 'listItem', content: [b] },
      ],
    }
    const ordered: ProseBlock = { type: 'orderedList', content: Array.from({ length: 11 }, () => ({ type: 'listItem', content: [a, list] })) }
    const quote: ProseBlock = { type: 'blockquote', content: [b, ordered, { type: 'blockquote', content: [code, a] }] }
    const heading: ProseBlock = { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: 'C# and F#' }] }
    const lines: ProseBlock = { type: 'paragraph', content: [{ type: 'text', text: 'one' }, { type: 'hardBreak' }, { type: 'text', text: '# two' }] }
    const prose: Prose = { type: 'doc', content: [heading, lines, list, list, list, ordered, ordered, quote, quote, code, a, { type: 'codeBlock' }] }
    expect(proseFromMarkdown(markdownFromProse(prose))).toEqual(prose)
  })

  it('`markdownFromProse()` carries citations and references through an edit', () => {
    const citation = { kind: 'event', event: 'e:1', evidence: 'aa', record: 1, spans: [{ offset: 0, length: 3 }], sha256: 'bb' } as const
    const content: InlineNode[] = [
      { type: 'text', text: 'seen' },
      { type: 'citation', attrs: { citation: { ...citation, spans: [...citation.spans] } } },
      { type: 'text', text: ' on ' },
      { type: 'reference', attrs: { path: '/systems/web-01', label: 'web-01' } },
    ]
    const prose: Prose = { type: 'doc', content: [{ type: 'paragraph', content }] }
    const markdown = markdownFromProse(prose)
    expect(markdown).toBe('seen[source 1](<hindcast:1>) on [web-01](<hindcast:2>)\n')
    expect(proseFromMarkdown(markdown, atomsOf(prose))).toEqual(prose)
  })
})
