import { describe, expect, it } from 'vitest'
import type { Block, Report } from '../../../model/report.ts'
import { blocksHtml, escapeHtml } from './blocks.ts'
import { renderHtml } from './html.ts'

const report: Report = {
  outline: 'full',
  title: '<T> & "t"',
  incident: 'INC-2026-0001',
  version: '1',
  date: '',
  authors: [],
  classification: 'Internal',
  tlp: 'TLP:GREEN',
  reviewNotice: 'machine-proposed, 1 of 2 entries reviewed',
  head: 'h',
  program: 'p',
  blocks: [
    { kind: 'heading', level: 1, text: 'Report', id: 'report' },
    { kind: 'heading', level: 2, number: '1.', text: 'One', id: 'one' },
    { kind: 'heading', level: 3, text: 'Inner', id: 'inner' },
    { kind: 'heading', level: 2, text: 'Two', id: 'two' },
  ],
  sheets: [],
}

describe('escapeHtml()', () => {
  it('escapes what markup is made of and replaces what no page may hold', () => {
    expect(escapeHtml(`<a href="x" b='y'>&amp;`)).toBe('&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;')
    expect(escapeHtml('a\u0000b\ud800c🙂')).toBe('a\\u0000b\ufffdc🙂')
  })
})

describe('blocksHtml()', () => {
  it('links citations to sources and sources back to each place', () => {
    const citation = { kind: 'citation', label: 'E1:2', target: 'source-a' } as const
    const html = blocksHtml([
      { kind: 'paragraph', content: [citation, citation] },
      { kind: 'source', id: 'source-a', label: 'E1:2', content: [{ kind: 'text', text: 'Record 2' }] },
    ])
    expect(html).toContain('<a class="cite" id="c1" href="#source-a">[E1:2]</a><a class="cite" id="c2" href="#source-a">[E1:2]</a>')
    expect(html).toContain('<ul class="sources">\n<li id="source-a">')
    expect(html).toContain('Cited at <a href="#c1">1</a> <a href="#c2">2</a>')
  })

  it('makes no link of what is no web or mail address', () => {
    const link = (href: string): Block => ({ kind: 'paragraph', content: [{ kind: 'link', text: 'x', href }] })
    expect(blocksHtml([link('javascript:alert(1)')])).toBe('<p>x</p>')
    expect(blocksHtml([link('https://example.org/"><b>')])).toBe(
      '<p><a href="https://example.org/&quot;&gt;&lt;b&gt;" rel="noopener noreferrer">x</a></p>',
    )
  })
})

describe('renderHtml()', () => {
  const html = renderHtml(report)

  it('runs and loads nothing', () => {
    expect(html).toContain(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:;`)
    expect(html).not.toMatch(/<script|<link|\bsrc=|@import|url\(/)
  })

  it('lists sections and what stands below them', () => {
    expect(html.replace(/\n/g, '')).toContain(
      '<ul><li><a href="#one"><span class="number">1.</span> One</a><ul><li><a href="#inner">Inner</a></li></ul></li><li><a href="#two">Two</a></li></ul>',
    )
  })

  it('carries marking, version and review on screen and on every printed page', () => {
    expect(html).toContain('<title>INC-2026-0001: &lt;T&gt; &amp; &quot;t&quot;</title>')
    expect(html).toContain('<strong>TLP:GREEN</strong>')
    expect(html).toContain('@top-left{content:"TLP:GREEN  ·  INC-2026-0001  ·  record version 1  ·  machine-proposed, 1 of 2 entries reviewed"')
  })
})
