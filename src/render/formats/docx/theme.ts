import { xmlPart } from './xml.ts'

/*
 * Fonts that Word has on every system, and whose measures LibreOffice has too: pages break at the same place. A house that wants its own changes them
 * in one place, the theme.
 */
const body = 'Arial'
const byScript = [
  ['Jpan', 'Yu Gothic'],
  ['Hang', 'Malgun Gothic'],
  ['Hans', 'Microsoft YaHei'],
  ['Hant', 'Microsoft JhengHei'],
  ['Arab', 'Arial'],
  ['Hebr', 'Arial'],
  ['Thai', 'Tahoma'],
  ['Deva', 'Nirmala UI'],
] as const

const colours = [
  ['dk2', '1C2733'],
  ['lt2', 'F1F3F6'],
  ['accent1', '0B4A85'],
  ['accent2', 'A4262C'],
  ['accent3', '4F5D6B'],
  ['accent4', '8A6D00'],
  ['accent5', '2E6B4F'],
  ['accent6', '5B4A8A'],
  ['hlink', '0B4A85'],
  ['folHlink', '5B4A8A'],
] as const

/** The part that names fonts and colours for the whole document. */
export function themePart(): string {
  const font = `<a:latin typeface="${body}"/><a:ea typeface=""/><a:cs typeface="${body}"/>${byScript.map(([script, face]) => `<a:font script="${script}" typeface="${face}"/>`).join('')}`
  const solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
  const line = `<a:ln w="6350">${solid}</a:ln>`
  const effect = '<a:effectStyle><a:effectLst/></a:effectStyle>'
  return xmlPart(
    [
      '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Report"><a:themeElements>',
      '<a:clrScheme name="Report"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>',
      colours.map(([name, value]) => `<a:${name}><a:srgbClr val="${value}"/></a:${name}>`).join(''),
      `</a:clrScheme><a:fontScheme name="Report"><a:majorFont>${font}</a:majorFont><a:minorFont>${font}</a:minorFont></a:fontScheme>`,
      `<a:fmtScheme name="Report"><a:fillStyleLst>${solid.repeat(3)}</a:fillStyleLst><a:lnStyleLst>${line.repeat(3)}</a:lnStyleLst>`,
      `<a:effectStyleLst>${effect.repeat(3)}</a:effectStyleLst><a:bgFillStyleLst>${solid.repeat(3)}</a:bgFillStyleLst></a:fmtScheme>`,
      '</a:themeElements></a:theme>',
    ].join(''),
  )
}
