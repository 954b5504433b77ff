import type { Report } from '../../../model/report.ts'
import { element, escapeXml, oneLine, setting, wordNamespaces, xmlPart } from './xml.ts'

/** Title, authors and date as the record says them: no machine, no user, no clock. */
export function corePart(report: Report): string {
  const namespaces = {
    'xmlns:cp': 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties',
    'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    'xmlns:dcterms': 'http://purl.org/dc/terms/',
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  }
  const said = (name: string, value: string): string => (value === '' ? '' : element(name, {}, escapeXml(oneLine(value))))
  const isDated = /^\d{4}-\d{2}-\d{2}$/.test(report.date) && !Number.isNaN(Date.parse(report.date))
  const dated = (name: string): string => (isDated ? `<dcterms:${name} xsi:type="dcterms:W3CDTF">${report.date}T00:00:00Z</dcterms:${name}>` : '')
  return xmlPart(
    element(
      'cp:coreProperties',
      namespaces,
      said('dc:title', `${report.incident}: ${report.title}`),
      said('dc:subject', report.incident),
      said('dc:creator', report.authors.join('; ')),
      said('cp:keywords', [report.tlp, report.classification].join(', ')),
      dated('created'),
      dated('modified'),
      '<dc:language>en</dc:language>',
      said('cp:version', report.version),
    ),
  )
}

/** The program that wrote the file. */
export function appPart(report: Report): string {
  const namespace = { xmlns: 'http://schemas.openxmlformats.org/officeDocument/2006/extended-properties' }
  return xmlPart(element('Properties', namespace, element('Application', {}, escapeXml(oneLine(report.program)))))
}

/** What a file is matched to its record by, where programs can read it. */
export function customPart(report: Report): string {
  const namespaces = {
    xmlns: 'http://schemas.openxmlformats.org/officeDocument/2006/custom-properties',
    'xmlns:vt': 'http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes',
  }
  const values = [
    ['Incident', report.incident],
    ['Record version', report.version],
    ['Edit chain', report.head],
    ['TLP', report.tlp],
    ['Outline', report.outline],
  ] as const
  const items = values.map(([name, value], index) =>
    element(
      'property',
      { fmtid: '{D5CDD505-2E9C-101B-9397-08002B2CF9AE}', pid: index + 2, name },
      `<vt:lpwstr>${escapeXml(oneLine(value))}</vt:lpwstr>`,
    ),
  )
  return xmlPart(element('Properties', namespaces, ...items))
}

/** How Word treats the file: as one of its own time, without wavy lines under names of hosts, and without asking anything at opening. */
export function settingsPart(): string {
  const compatible = (name: string, value: number): string =>
    element('w:compatSetting', { 'w:name': name, 'w:uri': 'http://schemas.microsoft.com/office/word', 'w:val': value })
  return xmlPart(
    element(
      'w:settings',
      wordNamespaces,
      '<w:zoom w:percent="100"/>',
      '<w:hideSpellingErrors/><w:hideGrammaticalErrors/>',
      setting('defaultTabStop', 720),
      setting('characterSpacingControl', 'doNotCompress'),
      element(
        'w:compat',
        {},
        compatible('compatibilityMode', 15),
        compatible('overrideTableStyleFontSizeAndJustification', 1),
        compatible('enableOpenTypeFeatures', 1),
        compatible('doNotFlipMirrorIndents', 1),
        compatible('differentiateMultirowTableHeaders', 1),
      ),
      '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>',
      '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>',
      setting('decimalSymbol', '.'),
      setting('listSeparator', ','),
    ),
  )
}

/** The fonts the file names, and what may stand for them. */
export function fontTablePart(): string {
  const font = (name: string, family: string, pitch: string, other = ''): string =>
    `<w:font w:name="${name}">${other === '' ? '' : setting('altName', other)}${setting('family', family)}${setting('pitch', pitch)}</w:font>`
  return xmlPart(
    element('w:fonts', wordNamespaces, font('Arial', 'swiss', 'variable', 'Liberation Sans'), font('Consolas', 'modern', 'fixed', 'Liberation Mono')),
  )
}
