import { citationSchema } from '../../model/citation.ts'
import { citationKey } from '../../model/citation-label.ts'
import { Button } from '../widgets/button.tsx'
import { CitationChip } from '../widgets/citation-chip.tsx'
import { type FieldOf, useForm, type WidgetProps } from './form-access.tsx'

/** The evidence an item stands on: each citation opens its record and can be taken off. */
export function CitationsWidget({ field, path, value }: WidgetProps<FieldOf<'citations'>>) {
  const { commit, document } = useForm()
  const given: readonly unknown[] = Array.isArray(value) ? value : []
  const citations = given.flatMap((one) => {
    const read = citationSchema.safeParse(one)
    return read.success ? [read.data] : []
  })
  return (
    <div className="flex flex-col gap-1">
      <span className="text-sm font-medium">{field.title}</span>
      {citations.length === 0 ? (
        <p className="text-sm text-faint">No evidence is cited here.</p>
      ) : (
        <ul className="flex flex-wrap gap-1.5">
          {citations.map((citation) => (
            <li key={citationKey(citation)} className="inline-flex items-center gap-0.5">
              <CitationChip citation={citation} evidence={document.evidence} />
              <Button
                look="quiet"
                size="small"
                className="h-5.5! px-1.5!"
                aria-label="Take this citation off"
                onPress={() =>
                  commit([{ op: 'set', path, value: citations.filter((one) => one !== citation) }], { told: 'A citation was taken off.' })
                }
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
