import type { Fact, Facts } from '../../model/facts.ts'
import type { Incident } from '../../model/incident.ts'
import { countFacts } from './counts.ts'
import { dateFacts } from './dates.ts'
import { elementFacts } from './elements.ts'
import { metricFacts } from './metrics.ts'
import { moneyFacts } from './money.ts'
import { notificationFacts } from './notifications.ts'
import { recommendationFacts } from './recommendations.ts'
import { statementFacts } from './statements.ts'
import { techniqueFacts } from './techniques.ts'

/** Every family of facts that comes from the record alone, in the order they are listed. */
const families: readonly ((document: Incident) => Fact[])[] = [
  dateFacts,
  metricFacts,
  countFacts,
  moneyFacts,
  recommendationFacts,
  elementFacts,
  techniqueFacts,
  notificationFacts,
]

/** Everything that can be computed from a record, by id, each with its basis. The same record gives the same facts. */
export function computeFacts(document: Incident): Facts {
  const facts = byId(families.flatMap((family) => family(document)))
  return { ...facts, ...byId(statementFacts(document, facts)) }
}

function byId(facts: readonly Fact[]): Facts {
  return Object.fromEntries(facts.map((fact) => [fact.id, fact]))
}
