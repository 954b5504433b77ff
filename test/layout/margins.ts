import type { Margins } from './check-layout.ts'

const millimetre = 72 / 25.4

/** As the PDF and the Word form of the report set them. */
export const margins: Margins = { x: 20 * millimetre, top: 27 * millimetre, bottom: 23 * millimetre }
