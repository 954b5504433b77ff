import type { Block } from '../../../model/report.ts'
import { headingText } from './blocks.ts'
import { jump } from './inlines.ts'
import { paragraph } from './paragraph.ts'
import type { Pen } from './pen.ts'
import { words } from './runs.ts'

const character = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`

/**
 * The table of contents: a field that Word can fill again with page numbers, filled with links already, because only the reader's own program knows
 * on which page a heading stands, and asking to update fields at opening frightens people.
 */
export function contentsXml(blocks: readonly Block[], pen: Pen): string {
  const headings = blocks.filter((block) => block.kind === 'heading').filter(({ level }) => level === 2 || level === 3)
  if (headings.length === 0) return ''
  const begin = `${character('begin')}<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>${character('separate')}`
  const entries = headings.map((heading, index) => {
    const text = words(headingText(heading))
    const link = jump(heading.id, text, pen) ?? text
    const isLast = index === headings.length - 1
    return paragraph({ style: heading.level === 2 ? 'TOC1' : 'TOC2' }, `${index === 0 ? begin : ''}${link}${isLast ? character('end') : ''}`)
  })
  const gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
  return `<w:sdt>${gallery}<w:sdtContent>${paragraph({ style: 'TOCHeading', newPage: true }, words('Contents'))}${entries.join('')}</w:sdtContent></w:sdt>`
}
