import { Button } from 'react-aria-components'
import type { Citation } from '../../model/citation.ts'
import { citationLabel } from '../../model/citation-label.ts'
import type { Incident } from '../../model/incident.ts'
import { formatNumber } from '../../base/text.ts'
import { useShowSource } from '../workspace/source-drawer-access.tsx'

/** A citation as the report prints it; one click shows the record itself. */
export function CitationChip({ citation, evidence }: { citation: Citation; evidence: Incident['evidence'] }) {
  const show = useShowSource()
  const label = citationLabel(evidence, citation)
  return (
    <Button
      className="inline-flex items-center gap-1.5 rounded border border-line bg-sunken px-1.5 py-0.5 font-mono text-xs text-accent-text data-hovered:border-accent-text"
      aria-label={citation.kind === 'set' ? `Show source ${label}, a set of ${formatNumber(citation.count)} events` : `Show source ${label}`}
      onPress={() => show(citation, label)}
    >
      {label}
    </Button>
  )
}
