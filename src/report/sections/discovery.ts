import { listIf } from '../blocks.ts'
import type { Section } from '../outline.ts'
import { narrated } from '../parts.ts'
import { snippetBlocks } from './snippets.ts'

const path = '/rootCause/discovery'

/** 3.2: what they found. */
export const discovery: Section = (desk) => {
  const { narrative, information, evidence } = desk.document.rootCause.discovery
  const snippets = snippetBlocks(desk, evidence)
  return [
    ...narrated(desk, { prose: narrative, path: `${path}/narrative`, name: 'what the attacker found' }, [
      { title: 'Information Gathered', paths: `${path}/information`, blocks: listIf(information.map((item) => desk.statement(item.text, item))) },
      { title: 'Evidence', name: 'excerpts as evidence', paths: `${path}/evidence`, blocks: snippets },
    ]),
  ]
}
