import { defaultOutline, outlineChoices } from '../model/outline-name.ts'
import { defaultPdfStandard, pdfStandardChoices } from '../model/pdf-standard.ts'

/** The outlines as a help text names them: "full (post-mortem in seven sections …; the default), nine-part (…)". */
export const outlineWords: string = outlineChoices
  .map(({ name, title }) => `${name} (${title.charAt(0).toLowerCase()}${title.slice(1)}${name === defaultOutline ? '; the default' : ''})`)
  .join(', ')

/** The standards a PDF can keep, in the same way. */
export const pdfStandardWords: string = pdfStandardChoices
  .map(({ name, title }) => `${name} (${title}${name === defaultPdfStandard ? '; the default' : ''})`)
  .join(', ')
