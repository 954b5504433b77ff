import type { Block, Report } from '../../../model/report.ts'
import { markings, recordLine } from '../../marking.ts'
import type { ReportFormat } from '../../report-format.ts'
import { blocksHtml, escapeHtml } from './blocks.ts'
import { style } from './style.ts'

/** One self-contained file: nothing is loaded, nothing runs. */
export const html: ReportFormat = {
  name: 'html',
  title: 'Web page',
  fileName: 'report.html',
  extension: 'html',
  mediaType: 'text/html; charset=utf-8',
  render: (report) => Promise.resolve(new TextEncoder().encode(renderHtml(report))),
}

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

export function renderHtml(report: Report): string {
  const { tlp, incident, version, notice } = markings(report)
  const marking = [tlp, report.classification].map((part) => `<strong>${escapeHtml(part)}</strong>`).join(' <span aria-hidden="true">·</span> ')
  const where = [notice, incident, version]
    .filter((part) => part !== '')
    .map(escapeHtml)
    .join(' · ')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${escapeHtml(report.program)}">
<title>${escapeHtml(`${report.incident}: ${report.title}`)}</title>
<style>
${style(report)}
</style>
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
<header class="marking"><span>${marking}</span> <span class="where">${where}</span></header>
<div class="page">
<nav class="contents" aria-label="Contents">
<p class="contents-title">Contents</p>
${contents(report.blocks)}
</nav>
<main>
<article>
${blocksHtml(report.blocks)}
</article>
</main>
</div>
<footer class="marking"><span>${marking}</span> <span class="where">${escapeHtml(recordLine(report))}</span></footer>
</body>
</html>
`
}

/** Sections and what stands below them, two levels deep. */
function contents(blocks: readonly Block[]): string {
  const lines: string[] = ['<ul>']
  let isOpen = false
  for (const block of blocks) {
    if (block.kind !== 'heading' || block.level === 1 || block.level === 4) continue
    const link = `<a href="#${block.id}">${block.number === undefined ? '' : `<span class="number">${escapeHtml(block.number)}</span> `}${escapeHtml(block.text)}</a>`
    if (block.level === 2) {
      if (lines.length > 1) lines.push(isOpen ? '</ul></li>' : '</li>')
      isOpen = false
      lines.push(`<li>${link}`)
    } else {
      if (!isOpen) lines.push('<ul>')
      isOpen = true
      lines.push(`<li>${link}</li>`)
    }
  }
  lines.push(isOpen ? '</ul></li>' : lines.length > 1 ? '</li>' : '', '</ul>')
  return lines.join('\n')
}
