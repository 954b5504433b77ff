import type { Block, Figure } from '../../../model/report.ts'
import { emuPerTwip, textHeight, textWidth } from './page.ts'
import { paragraph } from './paragraph.ts'
import type { Pen } from './pen.ts'
import { words } from './runs.ts'
import type { Place } from './tables.ts'
import { escapeXml, oneLine } from './xml.ts'

/** A figure may take this much of a page's height: its caption stays with it. */
const tallest = 0.8

/** The figures of a report in their order, with those that stand in quotes and lists. */
export function figuresOf(blocks: readonly Block[]): Figure[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'figure') return [block.figure]
    if (block.kind === 'quote') return figuresOf(block.blocks)
    return block.kind === 'block-list' ? block.items.flatMap(figuresOf) : []
  })
}

/** A figure as wide as the text and never higher than a page, with its caption. */
export function figureXml(figure: Figure, pen: Pen, place: Place): string {
  const picture = pen.pictures.get(figure.svg)
  const caption = paragraph({ style: 'Caption', indent: place.indent }, words(figure.title))
  if (picture === undefined) return paragraph({ style: 'Absent', indent: place.indent }, words(figure.alt)) + caption
  pen.drawings += 1
  const scale = Math.min((textWidth - place.indent) / picture.width, (textHeight * tallest) / picture.height)
  const size = { x: Math.round(picture.width * scale * emuPerTwip), y: Math.round(picture.height * scale * emuPerTwip) }
  const named = `id="${pen.drawings}" name="Figure ${pen.drawings}" descr="${escapeXml(oneLine(figure.alt))}" title="${escapeXml(oneLine(figure.title))}"`
  return paragraph({ style: 'Figure', indent: place.indent }, `<w:r>${drawing(named, size, picture)}</w:r>`) + caption
}

function drawing(named: string, { x, y }: { x: number; y: number }, { png, svg }: { png: string; svg: string }): string {
  return [
    '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">',
    `<wp:extent cx="${x}" cy="${y}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr ${named}/>`,
    `<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>`,
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>',
    `<pic:nvPicPr><pic:cNvPr ${named}/><pic:cNvPicPr><a:picLocks noChangeAspect="1"/></pic:cNvPicPr></pic:nvPicPr>`,
    // Readers that know SVG take the second picture.
    `<pic:blipFill><a:blip r:embed="${png}"><a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip r:embed="${svg}"/></a:ext></a:extLst></a:blip>`,
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill>',
    `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${x}" cy="${y}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`,
    '</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>',
  ].join('')
}
