import { absent, labelled, listOr } from '../blocks.ts'
import type { Section } from '../outline.ts'
import { snippetBlocks } from './snippets.ts'

/** 3.2: what they found. */
export const discovery: Section = (desk) => {
  const { narrative, information, evidence } = desk.document.rootCause.discovery
  const snippets = snippetBlocks(desk, evidence)
  return [
    ...(narrative === undefined
      ? [absent('Not recorded: the forensic analyst has not described yet what the attacker learned after getting in.')]
      : desk.prose(narrative)),
    ...labelled(
      'Information Gathered',
      listOr(
        information.map((item) => desk.statement(item.text, item)),
        'Unknown: no information the attacker gathered has been recorded yet.',
      ),
    ),
    ...labelled('Evidence', snippets.length > 0 ? snippets : absent('Not recorded: no log entry or call has been chosen as an excerpt yet.')),
  ]
}
