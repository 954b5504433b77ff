import { listIf } from '../blocks.ts'
import type { Section } from '../outline.ts'
import { narrated } from '../parts.ts'
import { causeLine } from './causes.ts'
import { snippetBlocks } from './snippets.ts'

const path = '/rootCause/initialAccess'

/** 3.1: how they got in. */
export const initialAccess: Section = (desk) => {
  const { narrative, technicalDetails, factors } = desk.document.rootCause.initialAccess
  const snippets = snippetBlocks(desk, technicalDetails)
  const causes = desk.document.causes.filter((cause) => factors.includes(cause.id))
  return [
    ...narrated(desk, { prose: narrative, path: `${path}/narrative`, name: 'how the attacker got in' }, [
      { title: 'Technical Details', paths: `${path}/technicalDetails`, blocks: snippets },
      {
        title: 'Contributing Factors',
        paths: [`${path}/factors`, '/causes#contributing-factor'],
        blocks: listIf(causes.map((cause) => causeLine(desk, cause))),
      },
    ]),
  ]
}
