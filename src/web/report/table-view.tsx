import type { Block } from '../../model/report.ts'
import { InlineView } from './inline-view.tsx'

/** Twelve steps stand for the width; a class each, because the page may carry no style of its own. */
const widths = [
  'w-1/12',
  'w-1/12',
  'w-2/12',
  'w-3/12',
  'w-4/12',
  'w-5/12',
  'w-6/12',
  'w-7/12',
  'w-8/12',
  'w-9/12',
  'w-10/12',
  'w-11/12',
  'w-full',
] as const

export function TableView({ block }: { block: Extract<Block, { kind: 'table' }> }) {
  const total = block.columns.reduce((sum, column) => sum + column.width, 0)
  return (
    <div role="region" aria-label={block.caption} tabIndex={0} className="relative overflow-x-auto rounded-lg border border-line">
      <table className="w-full min-w-xl table-fixed border-collapse text-sm">
        <caption className="sr-only">{block.caption}</caption>
        <thead>
          <tr className="border-b border-line bg-sunken text-left">
            {block.columns.map((column) => (
              <th
                key={column.title}
                scope="col"
                className={`px-3 py-2 font-medium text-soft ${widths[Math.round((column.width / total) * 12)] ?? ''} ${column.align === 'right' ? 'text-right' : ''}`}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {block.rows.map((row, index) => (
            // Rows of a composed table have no identity beside their place.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={index} className="align-top">
              {row.map((cell, place) => (
                // oxlint-disable-next-line react/no-array-index-key
                <td key={place} className={`px-3 py-2 break-words ${block.columns[place]?.align === 'right' ? 'text-right number-column' : ''}`}>
                  <InlineView content={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
