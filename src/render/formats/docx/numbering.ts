import { element, wordNamespaces, xmlPart } from './xml.ts'

const step = 360
// One shape a level; beyond the third they repeat.
const bullets = ['\u2022', '\u2013', '\u25aa']
const formats = ['decimal', 'lowerLetter', 'lowerRoman']

/** The part that says how lists count: two shapes, and for each list of the report a counter of its own, which starts at 1. */
export function numberingPart(lists: readonly boolean[]): string {
  const counters = lists.map((ordered, index) => {
    const restart = ordered ? levels((level) => `<w:lvlOverride w:ilvl="${level}"><w:startOverride w:val="1"/></w:lvlOverride>`) : ''
    return `<w:num w:numId="${index + 1}"><w:abstractNumId w:val="${ordered ? 1 : 0}"/>${restart}</w:num>`
  })
  return xmlPart(element('w:numbering', wordNamespaces, shape(0, bullet), shape(1, counted), ...counters))
}

function levels(write: (level: number) => string): string {
  return Array.from({ length: 9 }, (_, level) => write(level)).join('')
}

function shape(id: number, write: (level: number) => string): string {
  return `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="hybridMultilevel"/>${levels(write)}</w:abstractNum>`
}

function bullet(level: number): string {
  return levelXml(level, { format: 'bullet', text: bullets[level % bullets.length] ?? '' })
}

function counted(level: number): string {
  return levelXml(level, { format: formats[level % formats.length] ?? '', text: `%${level + 1}.` })
}

function levelXml(level: number, { format, text }: { format: string; text: string }): string {
  return [
    `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/>`,
    `<w:pPr><w:ind w:left="${step * (level + 1)}" w:hanging="${step}"/></w:pPr></w:lvl>`,
  ].join('')
}
