import type { Report } from '../../../model/report.ts'

/** TLP 2.0 colours (FIRST): ink on black. */
const tlpInk: Record<Report['tlp'], string> = {
  'TLP:RED': '#ff2b2b',
  'TLP:AMBER+STRICT': '#ffc000',
  'TLP:AMBER': '#ffc000',
  'TLP:GREEN': '#33ff00',
  'TLP:CLEAR': '#ffffff',
}

/** The look of the page: on screen in light and dark, and on paper. Holds no text of the record but its id and TLP, which are of fixed shape. */
export function style(report: Report): string {
  const running =
    `${report.tlp}  ·  ${report.incident}  ·  record version ${report.version}${report.reviewNotice === undefined ? '' : `  ·  ${report.reviewNotice}`}`.replace(
      /[^\w :.+,·-]/g,
      '',
    )
  return `${colours}
${layout.replaceAll('TLP-INK', tlpInk[report.tlp])}
${words}
${tables}
${print.replaceAll('RUNNING', running)}`
}

const colours = `:root{--paper:#fff;--ink:#1c2733;--soft:#556373;--line:#d5dbe1;--shade:#f4f6f8;--link:#0b5394;--accent:#a4262c;--code:#f1f3f6}
@media (prefers-color-scheme:dark){:root{--paper:#12171d;--ink:#e3e8ee;--soft:#a3b0be;--line:#333e4a;--shade:#1a2129;--link:#8ec1f5;--accent:#ff8d87;--code:#1d252e}}`

const layout = `*{box-sizing:border-box}
html{font:400 16px/1.55 'Noto Sans','Segoe UI',system-ui,-apple-system,'Liberation Sans',Arial,sans-serif;color:var(--ink);background:var(--paper);-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:.4rem;z-index:3;padding:.3rem .8rem;background:var(--paper);outline:3px solid var(--link)}
.marking{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.2rem 2rem;padding:.45rem 1.5rem;font-size:.8125rem;background:#000;color:#e8e8e8;overflow-wrap:anywhere}
.marking strong{color:TLP-INK;font-weight:600}
.page{display:grid;grid-template-columns:minmax(0,17rem) minmax(0,1fr);max-width:88rem;margin:0 auto}
.contents{position:sticky;top:0;align-self:start;max-height:100vh;overflow-y:auto;padding:2rem 1rem 2rem 1.5rem;font-size:.8125rem;line-height:1.4}
.contents-title{margin:0 0 .6rem;font-weight:600;color:var(--soft);letter-spacing:.06em;text-transform:uppercase;font-size:.75rem}
.contents ul{list-style:none;margin:0;padding:0}
.contents>ul>li{margin:.55rem 0;font-weight:600}
.contents ul ul{margin:.15rem 0 0;padding-left:.9rem;font-weight:400;border-left:1px solid var(--line)}
.contents ul ul li{margin:.15rem 0}
.contents a{color:var(--ink);text-decoration:none}
.contents a:hover{color:var(--link);text-decoration:underline}
.contents .number{color:var(--soft);font-weight:400}
main{min-width:0;padding:2.5rem clamp(1rem,4vw,4rem) 4rem}
article{max-width:60rem}
@media (max-width:60rem){.page{display:block}.contents{position:static;max-height:none;border-bottom:1px solid var(--line)}.contents ul ul{display:none}}`

const words = `h1{margin:0;font-size:.9375rem;font-weight:600;letter-spacing:.08em;text-transform:uppercase;color:var(--soft)}
.lead{margin:.4rem 0 1.6rem;font-size:clamp(1.6rem,3.4vw,2.4rem);line-height:1.2;font-weight:600;letter-spacing:-.01em;text-wrap:balance;overflow-wrap:anywhere}
h2{margin:4rem 0 1rem;padding-top:.9rem;border-top:3px solid var(--ink);font-size:1.6rem;line-height:1.25;font-weight:600}
h3{margin:2.4rem 0 .7rem;font-size:1.2rem;line-height:1.3;font-weight:600}
h4{margin:2rem 0 .6rem;font-size:1.05rem;line-height:1.35;font-weight:600}
h1,h2,h3,h4{overflow-wrap:anywhere;scroll-margin-top:1rem}
.number{color:var(--soft);font-weight:400}
p{margin:0 0 .9rem;max-width:44rem;overflow-wrap:anywhere}
p.label{margin:1.5rem 0 .45rem;font-weight:600}
p.note{font-size:.875rem;color:var(--soft);border-left:3px solid var(--line);padding-left:.9rem}
p.absent,em{color:var(--soft)}
p.absent{font-style:italic}
ul,ol{margin:0 0 1rem;padding-left:1.5rem;max-width:44rem}
li{margin:.25rem 0;overflow-wrap:anywhere}
blockquote{margin:0 0 1rem;padding:.1rem 0 .1rem 1rem;border-left:3px solid var(--line);color:var(--soft)}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,pre:focus-visible,.table:focus-visible,.drawing:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.cite{font-size:.75em;font-variant-numeric:tabular-nums;text-decoration:none;white-space:nowrap}
.cite:hover{text-decoration:underline}
:target{background:color-mix(in srgb,var(--link) 16%,transparent);outline:2px solid color-mix(in srgb,var(--link) 40%,transparent)}
h1:target,h2:target,h3:target,h4:target{background:none;outline:none}
.badge{position:relative;display:inline-block;padding:0 .4em;border:1px dashed var(--soft);border-radius:.5em;font-size:.75em;line-height:1.5;color:var(--soft)}
.badge i{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
code{font:.875em/1.45 'Noto Sans Mono',ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace;overflow-wrap:anywhere}
pre{margin:0 0 1.1rem;padding:.8rem 1rem;background:var(--code);border-left:3px solid var(--line);white-space:pre-wrap;overflow-wrap:anywhere;max-height:40rem;overflow-y:auto}
dl{margin:0 0 1.4rem}
dl div{display:grid;grid-template-columns:11rem minmax(0,1fr);gap:0 1rem;padding:.35rem 0;border-bottom:1px solid var(--line)}
dt{font-weight:600;font-size:.9375rem}
dd{margin:0;overflow-wrap:anywhere}
@media (max-width:40rem){dl div{display:block}}
figure{margin:1.5rem 0 2rem}
/* Figures are drawn for white paper and stay on it. */
.drawing{background:#fff;border:1px solid var(--line)}
.drawing svg{display:block;width:100%;height:auto}
@media (max-width:48rem){.drawing{overflow-x:auto}.drawing svg{min-width:40rem}}
figcaption{margin-top:.4rem;font-size:.8125rem;color:var(--soft)}
figcaption p{margin:0;max-width:none}figcaption details{margin-top:.2rem;overflow-wrap:anywhere}
.sources{list-style:none;margin:0;padding:0;max-width:none}
.sources li{display:grid;grid-template-columns:8rem minmax(0,1fr);gap:0 1rem;padding:.5rem .3rem;border-bottom:1px solid var(--line);font-size:.8125rem;line-height:1.5;scroll-margin-top:1rem}
.sources .label{font-weight:600;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.back{color:var(--soft)}
@media (max-width:40rem){.sources li{display:block}}`

const tables = `.table{margin:0 0 1.4rem}
table{width:100%;border-collapse:collapse;table-layout:fixed;font-size:.875rem;line-height:1.45}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{padding:.5rem .7rem .5rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
thead th{position:sticky;top:0;z-index:1;padding-top:.4rem;background:var(--paper);border-bottom:2px solid var(--ink);font-weight:600;font-size:.8125rem;vertical-align:bottom}
tbody tr:hover{background:var(--shade)}
.right{text-align:right;font-variant-numeric:tabular-nums;padding-right:1.2rem}
td{font-variant-numeric:tabular-nums}
@media (max-width:48rem){.wide{overflow-x:auto}.wide table{min-width:46rem}}`

const print = `@page{size:A4;margin:22mm 18mm 20mm;@top-left{content:"RUNNING";font:8pt sans-serif;color:#444}@bottom-right{content:"page " counter(page) " of " counter(pages);font:8pt sans-serif;color:#444}}
@media print{html{font-size:10pt;background:#fff;color:#000}.skip,.contents,header.marking,summary{display:none}.page{display:block;max-width:none}main{padding:0}article,p,ul,ol{max-width:none}
a{color:inherit;text-decoration:none}h2{break-after:avoid;margin-top:2rem}h3,h4,p.label,thead{break-after:avoid}tr,figure,li,dl div{break-inside:avoid}thead{display:table-header-group}thead th{position:static}pre{max-height:none}footer.marking{background:none;color:#000;border-top:1px solid #000;padding:.4rem 0}footer.marking strong{color:#000}}`
