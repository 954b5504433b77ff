import { absent, labelled, listOr } from '../blocks.ts'
import type { Section } from '../outline.ts'
import { causeLine } from './causes.ts'
import { snippetBlocks } from './snippets.ts'

/** 3.1: how they got in. */
export const initialAccess: Section = (desk) => {
  const { narrative, technicalDetails, factors } = desk.document.rootCause.initialAccess
  const snippets = snippetBlocks(desk, technicalDetails)
  const causes = desk.document.causes.filter((cause) => factors.includes(cause.id))
  return [
    ...(narrative === undefined
      ? [
          absent(
            'Not recorded: the forensic analyst has not described yet how the attacker got in. The earliest act in the logs is a bound, not proof of the way in.',
          ),
        ]
      : desk.prose(narrative)),
    ...labelled(
      'Technical Details',
      snippets.length > 0 ? snippets : absent('Not recorded: no code, configuration or log excerpt has been chosen yet.'),
    ),
    ...labelled(
      'Contributing Factors',
      listOr(
        causes.map((cause) => causeLine(desk, cause)),
        'Not recorded: none of the contributing factors has been tied to the way in yet.',
      ),
    ),
  ]
}
