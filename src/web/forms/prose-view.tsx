import { citationKey, sourcesOf } from '../../model/citation-label.ts'
import type { Prose } from '../../model/prose.ts'
import { proseBlocks } from '../../report/prose.ts'
import { BlockView } from '../report/block-view.tsx'
import { useForm } from './form-access.tsx'

/** Prose as the report will print it. */
export function ProseView({ prose }: { prose: Prose }) {
  const { document } = useForm()
  const sources = new Map(sourcesOf(document).map((source) => [citationKey(source.citation), source]))
  const blocks = proseBlocks(prose, {
    anchors: new Map(),
    cite: (citations) =>
      citations.flatMap((citation) => {
        const source = sources.get(citationKey(citation))
        return source === undefined ? [] : [{ kind: 'citation', label: source.label, target: source.id } as const]
      }),
  })
  return (
    <div className="flex flex-col gap-3">
      {blocks.map((block, index) => (
        // Blocks of a prose have no identity beside their place.
        // oxlint-disable-next-line react/no-array-index-key
        <BlockView key={index} block={block} />
      ))}
    </div>
  )
}
