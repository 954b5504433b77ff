import type { Report } from '../../../model/report.ts'
import { textWidth } from './page.ts'
import { tlpInk } from './running.ts'
import { element, setting, wordNamespaces, xmlPart } from './xml.ts'

const ink = '1C2733'
const soft = '4F5D6B'
const hairline = 'C3CBD3'
const shade = 'F1F3F6'
const linkInk = '0B4A85'

/** A paragraph or character style; properties are XML in the order the schema asks for. */
interface Style {
  readonly id: string
  readonly name: string
  readonly basedOn?: string
  readonly next?: string
  readonly isQuick?: boolean
  readonly paragraph?: string
  readonly run?: string
}

const keep = '<w:keepNext/><w:keepLines/>'
const spacing = (before: number, after: number, line = 264): string =>
  `<w:spacing w:before="${before}" w:after="${after}" w:line="${line}" w:lineRule="auto"/>`
const size = (halfPoints: number): string => `<w:sz w:val="${halfPoints}"/><w:szCs w:val="${halfPoints}"/>`
const colour = (value: string): string => `<w:color w:val="${value}"/>`
const bold = '<w:b/><w:bCs/>'
const italic = '<w:i/><w:iCs/>'
const edge = (side: string, width: number, space: number, value = hairline): string =>
  `<w:${side} w:val="single" w:sz="${width}" w:space="${space}" w:color="${value}"/>`
const rightTab = `<w:tabs><w:tab w:val="right" w:pos="${textWidth}"/></w:tabs>`
const mono = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Courier New"/>'

const paragraphStyles: readonly Style[] = [
  {
    id: 'Heading1',
    name: 'heading 1',
    next: 'Normal',
    isQuick: true,
    paragraph: `${keep}<w:pBdr>${edge('bottom', 12, 5, ink)}</w:pBdr>${spacing(560, 240, 240)}<w:outlineLvl w:val="0"/>`,
    run: `${bold}${size(34)}`,
  },
  {
    id: 'Heading2',
    name: 'heading 2',
    next: 'Normal',
    isQuick: true,
    paragraph: `${keep}${spacing(400, 140, 240)}<w:outlineLvl w:val="1"/>`,
    run: bold + size(25),
  },
  {
    id: 'Heading3',
    name: 'heading 3',
    next: 'Normal',
    isQuick: true,
    paragraph: `${keep}${spacing(320, 120, 240)}<w:outlineLvl w:val="2"/>`,
    run: bold + size(21),
  },
  {
    id: 'Heading4',
    name: 'heading 4',
    next: 'Normal',
    isQuick: true,
    paragraph: `${keep}${spacing(260, 100, 240)}<w:outlineLvl w:val="3"/>`,
    run: `${bold}${colour(soft)}${size(20)}`,
  },
  { id: 'Title', name: 'Title', next: 'Normal', isQuick: true, paragraph: `<w:keepLines/>${spacing(0, 520, 240)}`, run: bold + size(56) },
  {
    id: 'Subtitle',
    name: 'Subtitle',
    next: 'Normal',
    isQuick: true,
    paragraph: `<w:keepNext/><w:pBdr>${edge('top', 36, 18, ink)}</w:pBdr>${spacing(2_400, 240, 240)}`,
    run: `${bold}<w:caps/>${colour(soft)}<w:spacing w:val="24"/>${size(20)}`,
  },
  { id: 'TOCHeading', name: 'TOC Heading', next: 'Normal', isQuick: true, paragraph: `${keep}${spacing(0, 200, 240)}`, run: bold + size(34) },
  { id: 'TOC1', name: 'toc 1', next: 'Normal', paragraph: `<w:keepNext/>${rightTab}${spacing(100, 0, 240)}`, run: bold + size(17) },
  { id: 'TOC2', name: 'toc 2', next: 'Normal', paragraph: `${rightTab}${spacing(0, 0, 240)}<w:ind w:left="280"/>`, run: size(17) },
  {
    id: 'Header',
    name: 'header',
    paragraph: `<w:pBdr>${edge('bottom', 4, 6)}</w:pBdr>${rightTab}${spacing(0, 0, 240)}`,
    run: colour(soft) + size(16),
  },
  { id: 'Footer', name: 'footer', paragraph: `<w:pBdr>${edge('top', 4, 6)}</w:pBdr>${rightTab}${spacing(0, 0, 240)}`, run: colour(soft) + size(16) },
  { id: 'Caption', name: 'caption', next: 'Normal', isQuick: true, paragraph: spacing(0, 280, 240), run: colour(soft) + size(17) },
  { id: 'Figure', name: 'Figure', next: 'Caption', paragraph: `<w:keepNext/>${spacing(160, 100, 240)}` },
  { id: 'ListParagraph', name: 'List Paragraph', isQuick: true, paragraph: spacing(0, 70) },
  {
    id: 'Quote',
    name: 'Quote',
    next: 'Normal',
    isQuick: true,
    paragraph: `<w:pBdr>${edge('left', 18, 8)}</w:pBdr><w:ind w:left="280"/>`,
    run: colour(soft),
  },
  {
    id: 'Code',
    name: 'Code',
    isQuick: true,
    paragraph: `<w:pBdr>${edge('top', 2, 4, shade)}${edge('left', 18, 6)}${edge('bottom', 2, 4, shade)}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="${shade}"/>${spacing(120, 240, 252)}<w:ind w:left="160"/>`,
    run: `${mono}<w:noProof/>${size(16)}`,
  },
  { id: 'TableText', name: 'Table Text', paragraph: spacing(0, 0, 252), run: size(17) },
  { id: 'TableHead', name: 'Table Head', basedOn: 'TableText', run: bold },
  { id: 'TableGap', name: 'Table Gap', paragraph: '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>', run: size(4) },
  {
    id: 'Note',
    name: 'Note',
    paragraph: `${keep}<w:pBdr>${edge('left', 18, 8)}</w:pBdr>${spacing(120, 200)}<w:ind w:left="200"/>`,
    run: colour(soft) + size(18),
  },
  { id: 'Absent', name: 'Absent', run: `${italic}${colour(soft)}` },
  { id: 'Label', name: 'Label', next: 'Normal', paragraph: `${keep}${spacing(220, 80)}`, run: bold },
  {
    id: 'Source',
    name: 'Source',
    paragraph: `<w:keepLines/><w:pBdr>${edge('bottom', 4, 3)}${edge('between', 4, 3)}</w:pBdr><w:tabs><w:tab w:val="left" w:pos="1474"/></w:tabs>${spacing(0, 60, 247)}<w:ind w:left="1474" w:hanging="1474"/>`,
    run: size(16),
  },
  {
    id: 'RecordLine',
    name: 'Record Line',
    paragraph: `<w:keepLines/><w:pBdr>${edge('top', 4, 6)}</w:pBdr>${spacing(480, 0)}`,
    run: colour(soft) + size(16),
  },
]

function characterStyles(report: Report): readonly Style[] {
  return [
    { id: 'Strong', name: 'Strong', isQuick: true, run: bold },
    { id: 'Emphasis', name: 'Emphasis', isQuick: true, run: `${italic}${colour(soft)}` },
    { id: 'Hyperlink', name: 'Hyperlink', run: `${colour(linkInk)}<w:u w:val="single"/>` },
    { id: 'CodeText', name: 'Code Text', isQuick: true, run: `${mono}<w:noProof/>` },
    { id: 'Citation', name: 'Citation', run: `<w:noProof/>${colour(linkInk)}${size(15)}` },
    {
      id: 'Badge',
      name: 'Badge',
      run: `${colour('3F4B57')}${size(15)}<w:shd w:val="clear" w:color="auto" w:fill="E4E8EC"/>`,
    },
    {
      id: 'Marking',
      name: 'Marking',
      run: `${bold}<w:noProof/>${colour(tlpInk[report.tlp])}${size(24)}<w:shd w:val="clear" w:color="auto" w:fill="000000"/>`,
    },
  ]
}

/** The part that says how everything looks. */
export function stylesPart(report: Report): string {
  return xmlPart(
    element(
      'w:styles',
      wordNamespaces,
      defaults,
      `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:rPr>${colour(ink)}</w:rPr></w:style>`,
      '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>',
      `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>${margins(0, 108)}</w:tblPr></w:style>`,
      '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>',
      ...paragraphStyles.map((style) => styleXml(style, 'paragraph')),
      ...characterStyles(report).map((style) => styleXml(style, 'character')),
      reportTable,
    ),
  )
}

const fonts = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:cstheme="minorBidi"/>'
const defaults = [
  `<w:docDefaults><w:rPrDefault><w:rPr>${fonts}${size(20)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>`,
  `<w:pPrDefault><w:pPr>${spacing(0, 160, 276)}</w:pPr></w:pPrDefault></w:docDefaults>`,
].join('')

const reportTable = [
  '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/><w:tblPr>',
  `<w:tblBorders>${edge('bottom', 4, 0)}${edge('insideH', 4, 0)}</w:tblBorders>${margins(68, 124)}</w:tblPr></w:style>`,
].join('')

function margins(vertical: number, right: number): string {
  const side = (name: string, width: number): string => `<w:${name} w:w="${width}" w:type="dxa"/>`
  return `<w:tblCellMar>${side('top', vertical)}${side('left', 0)}${side('bottom', vertical)}${side('right', right)}</w:tblCellMar>`
}

/** Styles that Word knows by name are its own; the others are ours. */
const own = new Set([
  'Figure',
  'Code',
  'TableText',
  'TableHead',
  'TableGap',
  'Note',
  'Absent',
  'Label',
  'Source',
  'RecordLine',
  'CodeText',
  'Citation',
  'Badge',
  'Marking',
])

function styleXml({ id, name, basedOn, next, isQuick = false, paragraph, run }: Style, type: 'paragraph' | 'character'): string {
  const base = basedOn ?? (type === 'paragraph' ? 'Normal' : 'DefaultParagraphFont')
  return element(
    'w:style',
    { 'w:type': type, 'w:customStyle': own.has(id) ? 1 : undefined, 'w:styleId': id },
    setting('name', name),
    setting('basedOn', base),
    next === undefined ? '' : setting('next', next),
    isQuick ? setting('qFormat') : '',
    paragraph === undefined ? '' : `<w:pPr>${paragraph}</w:pPr>`,
    run === undefined ? '' : `<w:rPr>${run}</w:rPr>`,
  )
}
