import { unreachable } from '../../base/error.ts'
import type { Block, Property } from '../../model/report.ts'
import { FigureView } from './figure-view.tsx'
import { InlineView } from './inline-view.tsx'
import { TableView } from './table-view.tsx'

const headings = {
  1: 'mt-0 text-2xl font-semibold tracking-tight',
  2: 'mt-8 border-t border-line pt-6 text-xl font-semibold tracking-tight first:mt-0 first:border-0 first:pt-0',
  3: 'mt-4 text-lg font-semibold',
  4: 'mt-2 text-base font-semibold',
} as const

const tones = {
  note: 'border-l-2 border-line-strong pl-3 text-sm text-soft',
  absent: 'text-faint italic',
  proposed: 'border-l-2 border-accent-text pl-3',
  label: 'mt-1 font-semibold',
  lead: 'text-lg leading-relaxed text-soft',
} as const

/** One block of a composed report. */
export function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      return <HeadingView block={block} />
    case 'paragraph':
      return (
        <p className={block.tone === undefined ? 'leading-relaxed' : tones[block.tone]}>
          <InlineView content={block.content} />
        </p>
      )
    case 'list':
      return <ListView block={block} />
    case 'block-list':
      return <BlockListView block={block} />
    case 'table':
      return <TableView block={block} />
    case 'properties':
      return <PropertiesView items={block.items} />
    case 'code':
      return <CodeView text={block.text} caption={block.caption} />
    case 'quote':
      return (
        <blockquote className="flex flex-col gap-3 border-l-2 border-line pl-4 text-soft">
          <BlocksView blocks={block.blocks} />
        </blockquote>
      )
    case 'figure':
      return <FigureView figure={block.figure} />
    case 'source':
      return (
        <p id={block.id} className="lazy-paint scroll-mt-6 break-words">
          <span className="font-mono text-sm font-medium">{block.label}</span> <InlineView content={block.content} />
        </p>
      )
    default:
      return unreachable(block)
  }
}

export function BlocksView({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block, index) => (
    // Blocks have no identity beside their place.
    // oxlint-disable-next-line react/no-array-index-key
    <BlockView key={index} block={block} />
  ))
}

function HeadingView({ block }: { block: Extract<Block, { kind: 'heading' }> }) {
  const content = (
    <>
      {block.number === undefined ? undefined : <span className="mr-2 text-faint number-column">{block.number}</span>}
      {block.text}
    </>
  )
  const className = `scroll-mt-6 ${headings[block.level]}`
  // The page's own title is the first level; the report's stands below it.
  if (block.level === 1)
    return (
      <h2 id={block.id} className={className}>
        {content}
      </h2>
    )
  if (block.level === 2)
    return (
      <h2 id={block.id} className={className}>
        {content}
      </h2>
    )
  if (block.level === 3)
    return (
      <h3 id={block.id} className={className}>
        {content}
      </h3>
    )
  return (
    <h4 id={block.id} className={className}>
      {content}
    </h4>
  )
}

function ListView({ block }: { block: Extract<Block, { kind: 'list' }> }) {
  const items = block.items.map((item, index) => (
    // oxlint-disable-next-line react/no-array-index-key
    <li key={index} className="pl-1 leading-relaxed">
      <InlineView content={item} />
    </li>
  ))
  return block.ordered ? (
    <ol className="flex list-decimal flex-col gap-1 pl-6 marker:text-faint">{items}</ol>
  ) : (
    <ul className="flex list-disc flex-col gap-1 pl-6 marker:text-faint">{items}</ul>
  )
}

function BlockListView({ block }: { block: Extract<Block, { kind: 'block-list' }> }) {
  const items = block.items.map((item, index) => (
    // oxlint-disable-next-line react/no-array-index-key
    <li key={index} className="pl-1">
      <div className="flex flex-col gap-2">
        <BlocksView blocks={item} />
      </div>
    </li>
  ))
  return block.ordered ? (
    <ol className="flex list-decimal flex-col gap-2 pl-6 marker:text-faint">{items}</ol>
  ) : (
    <ul className="flex list-disc flex-col gap-2 pl-6 marker:text-faint">{items}</ul>
  )
}

function PropertiesView({ items }: { items: readonly Property[] }) {
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-1.5 sm:grid-cols-[minmax(9rem,14rem)_1fr]">
      {items.map((item, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className="contents">
          <dt className="text-soft">{item.term}</dt>
          <dd className="mb-1.5 min-w-0 break-words sm:mb-0">
            <InlineView content={item.content} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function CodeView({ text, caption }: { text: string; caption: string | undefined }) {
  return (
    <figure className="flex flex-col gap-1">
      {/* A wide snippet scrolls by itself, and a keyboard must reach it. */}
      <pre
        role="group"
        aria-label={caption ?? 'Snippet'}
        tabIndex={0}
        className="overflow-x-auto rounded-lg border border-line bg-sunken px-3 py-2 font-mono text-sm"
      >
        {text}
      </pre>
      {caption === undefined ? undefined : <figcaption className="text-xs text-faint">{caption}</figcaption>}
    </figure>
  )
}
