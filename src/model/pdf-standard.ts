/** The standards a PDF can keep: for readers with assistive technology, or for an archive. Both are tagged; the first is the default. */
export const pdfStandardChoices = [
  { name: 'ua-1', title: 'PDF/UA-1: accessible' },
  { name: 'a-2a', title: 'PDF/A-2a: for long-term archives' },
] as const

export type PdfStandard = (typeof pdfStandardChoices)[number]['name']

export const pdfStandards: readonly PdfStandard[] = pdfStandardChoices.map(({ name }) => name)

export const defaultPdfStandard: PdfStandard = 'ua-1'
