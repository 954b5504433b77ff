/** Lengths in twentieths of a point, as Word counts. */
export const page = {
  // A4.
  width: 11_906,
  height: 16_838,
  side: 1_134,
  top: 1_644,
  bottom: 1_474,
  header: 624,
  footer: 567,
} as const

/** Width of a line of text. */
export const textWidth = page.width - 2 * page.side

/** Height of a page's text. */
export const textHeight = page.height - page.top - page.bottom

/** English Metric Units, in which pictures are measured, to a twentieth of a point. */
export const emuPerTwip = 635
