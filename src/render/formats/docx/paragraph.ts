export type ParagraphStyle =
  | 'Absent'
  | 'Caption'
  | 'Code'
  | 'Figure'
  | 'Footer'
  | 'Header'
  | 'Heading1'
  | 'Heading2'
  | 'Heading3'
  | 'Heading4'
  | 'Label'
  | 'ListParagraph'
  | 'Note'
  | 'Quote'
  | 'RecordLine'
  | 'Source'
  | 'Subtitle'
  | 'TableGap'
  | 'TableHead'
  | 'TableText'
  | 'Title'
  | 'TOC1'
  | 'TOC2'
  | 'TOCHeading'

/** What a paragraph has beyond its style. */
export interface ParagraphLook {
  readonly style?: ParagraphStyle | undefined
  readonly newPage?: boolean
  /** Stays on the page of what follows. */
  readonly stays?: boolean
  /** Number of the list it opens an item of, from 1, and how deep that list lies. */
  readonly item?: { readonly list: number; readonly level: number } | undefined
  /** The last of a list. */
  readonly endsList?: boolean
  /** Its words run from right to left. */
  readonly isRtl?: boolean
  /** Left edge in twentieths of a point; the style's own where absent. */
  readonly indent?: number | undefined
  readonly hanging?: number
  /** Set against the right edge, this far from it. */
  readonly right?: number | undefined
}

/** A paragraph around runs that are XML already. */
export function paragraph(
  { style, newPage = false, stays = false, isRtl = false, item, endsList = false, indent, hanging, right }: ParagraphLook,
  content: string,
): string {
  // In the order the schema asks for.
  const properties = [
    style === undefined ? '' : `<w:pStyle w:val="${style}"/>`,
    stays ? '<w:keepNext/>' : '',
    newPage ? '<w:pageBreakBefore/>' : '',
    item === undefined ? '' : `<w:numPr><w:ilvl w:val="${item.level}"/><w:numId w:val="${item.list}"/></w:numPr>`,
    isRtl ? '<w:bidi/>' : '',
    newPage ? '<w:spacing w:before="0"/>' : '',
    endsList ? '<w:spacing w:after="160"/>' : '',
    edges(indent, hanging, right),
    right === undefined ? '' : '<w:jc w:val="right"/>',
  ].join('')
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`
}

function edges(left: number | undefined, hanging: number | undefined, right: number | undefined): string {
  const given = [
    left === undefined ? '' : ` w:left="${left}"`,
    right === undefined ? '' : ` w:right="${right}"`,
    hanging === undefined ? '' : ` w:hanging="${hanging}"`,
  ].join('')
  return given === '' ? '' : `<w:ind${given}/>`
}
