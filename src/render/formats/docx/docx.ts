import type { Block, Report } from '../../../model/report.ts'
import { figurePng, figureSize } from '../../figure-png.ts'
import { recordLine } from '../../marking.ts'
import type { ReportFormat } from '../../report-format.ts'
import { anchorsOf } from './anchors.ts'
import { blocksXml } from './blocks.ts'
import { contentsXml } from './contents.ts'
import { figuresOf } from './figures.ts'
import { numberingPart } from './numbering.ts'
import { type Part, packageBytes, type Relationship, relationshipsPart } from './package.ts'
import { page } from './page.ts'
import { paragraph } from './paragraph.ts'
import { openPen, type Pen, type Picture } from './pen.ts'
import { appPart, corePart, customPart, fontTablePart, settingsPart } from './properties.ts'
import { footerPart, headerPart } from './running.ts'
import { words } from './runs.ts'
import { stylesPart } from './styles.ts'
import { themePart } from './theme.ts'
import { element, wordNamespaces, xmlPart } from './xml.ts'

/** A document for Word, LibreOffice and the like (ECMA-376, WordprocessingML). */
export const docx: ReportFormat = {
  name: 'docx',
  title: 'Word',
  fileName: 'report.docx',
  extension: 'docx',
  mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  isHeavy: true,
  render: renderDocx,
}

/** The same report gives the same bytes on every machine. Throws AppError `figure` where figures cannot be drawn on this machine. */
export async function renderDocx(report: Report): Promise<Uint8Array> {
  const { pictures, files } = await drawFigures(report.blocks)
  const pen = openPen(anchorsOf(report.blocks), pictures)
  const document = documentPart(report, pen)
  const media = [...pictures.values()].flatMap(({ png, svg }) => [
    { id: png, type: 'image', target: `media/${png}.png` },
    { id: svg, type: 'image', target: `media/${svg}.svg` },
  ])
  const links = [...pen.links].map(([target, id]): Relationship => ({ id, type: 'hyperlink', target, isExternal: true }))
  return packageBytes([
    { path: '_rels/.rels', content: relationshipsPart(packageRelationships) },
    { path: 'word/document.xml', content: document, type: `${word}.document.main+xml` },
    { path: 'word/_rels/document.xml.rels', content: relationshipsPart([...documentRelationships, ...media, ...links]) },
    { path: 'word/styles.xml', content: stylesPart(report), type: `${word}.styles+xml` },
    { path: 'word/numbering.xml', content: numberingPart(pen.lists), type: `${word}.numbering+xml` },
    { path: 'word/settings.xml', content: settingsPart(), type: `${word}.settings+xml` },
    { path: 'word/fontTable.xml', content: fontTablePart(), type: `${word}.fontTable+xml` },
    { path: 'word/theme/theme1.xml', content: themePart(), type: 'application/vnd.openxmlformats-officedocument.theme+xml' },
    { path: 'word/header1.xml', content: headerPart(report), type: `${word}.header+xml` },
    { path: 'word/footer1.xml', content: footerPart(report), type: `${word}.footer+xml` },
    { path: 'docProps/core.xml', content: corePart(report), type: 'application/vnd.openxmlformats-package.core-properties+xml' },
    { path: 'docProps/app.xml', content: appPart(report), type: `${officeType}.extended-properties+xml` },
    { path: 'docProps/custom.xml', content: customPart(report), type: `${officeType}.custom-properties+xml` },
    ...files,
  ])
}

const officeType = 'application/vnd.openxmlformats-officedocument'
const word = `${officeType}.wordprocessingml`

const packageRelationships: readonly Relationship[] = [
  { id: 'rId1', type: 'officeDocument', target: 'word/document.xml' },
  { id: 'rId2', type: 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties', target: 'docProps/core.xml' },
  { id: 'rId3', type: 'extended-properties', target: 'docProps/app.xml' },
  { id: 'rId4', type: 'custom-properties', target: 'docProps/custom.xml' },
]

const documentRelationships: readonly Relationship[] = [
  { id: 'rIdStyles', type: 'styles', target: 'styles.xml' },
  { id: 'rIdNumbering', type: 'numbering', target: 'numbering.xml' },
  { id: 'rIdSettings', type: 'settings', target: 'settings.xml' },
  { id: 'rIdFonts', type: 'fontTable', target: 'fontTable.xml' },
  { id: 'rIdTheme', type: 'theme', target: 'theme/theme1.xml' },
  { id: 'rIdHeader', type: 'header', target: 'header1.xml' },
  { id: 'rIdFooter', type: 'footer', target: 'footer1.xml' },
]

/** The first page, the contents, the sections, and what the paper is matched to its record by. */
function documentPart(report: Report, pen: Pen): string {
  const found = report.blocks.findIndex((block) => block.kind === 'heading' && block.level === 2)
  const begin = found === -1 ? report.blocks.length : found
  const body = [
    blocksXml(report.blocks.slice(0, begin), pen),
    contentsXml(report.blocks.slice(begin), pen),
    blocksXml(report.blocks.slice(begin), pen),
    paragraph({ style: 'RecordLine' }, words(recordLine(report))),
    section,
  ]
  return xmlPart(element('w:document', wordNamespaces, element('w:body', {}, ...body)))
}

const section = [
  '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/><w:footerReference w:type="default" r:id="rIdFooter"/>',
  `<w:pgSz w:w="${page.width}" w:h="${page.height}"/>`,
  `<w:pgMar w:top="${page.top}" w:right="${page.side}" w:bottom="${page.bottom}" w:left="${page.side}" w:header="${page.header}" w:footer="${page.footer}" w:gutter="0"/>`,
  '</w:sectPr>',
].join('')

/** Every figure once, as the drawing and as pixels. A drawing that says no size is told in words only. */
async function drawFigures(blocks: readonly Block[]): Promise<{ pictures: Map<string, Picture>; files: Part[] }> {
  const pictures = new Map<string, Picture>()
  const files: Part[] = []
  for (const { svg } of figuresOf(blocks)) {
    const size = figureSize(svg)
    if (size === undefined || pictures.has(svg)) continue
    const number = pictures.size + 1
    const picture = { png: `figure${number}`, svg: `figure${number}svg`, ...size }
    pictures.set(svg, picture)
    files.push({ path: `word/media/${picture.png}.png`, content: await figurePng(svg) })
    files.push({ path: `word/media/${picture.svg}.svg`, content: svg })
  }
  return { pictures, files }
}
