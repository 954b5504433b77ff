import type { Report } from '../../../model/report.ts'
import { markings } from '../../marking.ts'
import { paragraph } from './paragraph.ts'
import { field, words } from './runs.ts'
import { element, wordNamespaces, xmlPart } from './xml.ts'

/** TLP 2.0 (https://www.first.org/tlp/): ink on black, at the right, in the header and the footer of every page. */
export const tlpInk: Readonly<Record<Report['tlp'], string>> = {
  'TLP:RED': 'FF2B2B',
  'TLP:AMBER+STRICT': 'FFC000',
  'TLP:AMBER': 'FFC000',
  'TLP:GREEN': '33FF00',
  'TLP:CLEAR': 'FFFFFF',
}

const tab = '<w:r><w:tab/></w:r>'

/** What stands at the head of every page. */
export function headerPart(report: Report): string {
  const { incident, version } = markings(report)
  const where = [incident, version, report.classification].filter((part) => part !== '').join(' · ')
  const privilege = report.privilege === undefined ? '' : paragraph({ style: 'Header' }, words(report.privilege, { style: 'Strong' }))
  return xmlPart(element('w:hdr', wordNamespaces, paragraph({ style: 'Header' }, `${words(where)}${tab}${marking(report)}`), privilege))
}

/** What stands at the foot of every page. */
export function footerPart(report: Report): string {
  const { notice } = markings(report)
  const said = notice === '' ? report.title : `${notice.slice(0, 1).toUpperCase()}${notice.slice(1)}`
  const pages = `${words('Page ')}${field('PAGE', '1')}${words(' of ')}${field('NUMPAGES', '1')}${words('\u2003')}`
  return xmlPart(element('w:ftr', wordNamespaces, paragraph({ style: 'Footer' }, `${words(said)}${tab}${pages}${marking(report)}`)))
}

function marking(report: Report): string {
  return words(`\u00a0${report.tlp}\u00a0`, { style: 'Marking' })
}
