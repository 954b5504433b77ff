import type { Fact, Facts } from '../../model/facts.ts'
import type { Incident } from '../../model/incident.ts'
import { countFacts } from './counts.ts'
import { dateFacts } from './dates.ts'
import { metricFacts } from './metrics.ts'
import { moneyFacts } from './money.ts'
import { recommendationFacts } from './recommendations.ts'

/** Every family of facts, in the order they are listed. */
const families: readonly ((document: Incident) => Fact[])[] = [dateFacts, metricFacts, countFacts, moneyFacts, recommendationFacts]

/** Everything that can be computed from a record, by id, each with its basis. The same record gives the same facts. */
export function computeFacts(document: Incident): Facts {
  return Object.fromEntries(families.flatMap((family) => family(document)).map((fact) => [fact.id, fact]))
}
