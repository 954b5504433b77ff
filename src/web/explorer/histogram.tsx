import { type KeyboardEvent, type PointerEvent, useId, useState } from 'react'
import type { EventHistogram } from '../../api/search.ts'
import { formatNumber, plural } from '../../base/text.ts'
import { type BarScale, barScale, stepWords, type Stretch, stretchOf, stretchWords, ticks } from './histogram-scale.ts'
import { useWidth } from './use-width.ts'

export interface HistogramProps {
  readonly histogram: EventHistogram
  /** The bounds of the search, where it has some. */
  readonly wanted: Partial<Stretch>
  readonly isBusy: boolean
  onZoom(stretch: Stretch): void
}

const height = 72
/** Room for the labels of the axis. */
const foot = 18

/** How many events there are over time. Dragging, or arrows and Enter, choose a stretch to look into; the same stands below as a table. */
export function Histogram({ histogram, wanted, isBusy, onZoom }: HistogramProps) {
  const scale = barScale(histogram, wanted)
  if (scale === undefined) return undefined
  return (
    <div className="flex flex-col gap-1" aria-busy={isBusy}>
      <Chart isBusy={isBusy} key={`${scale.from}-${scale.stepMs}-${scale.counts.length}`} scale={scale} onZoom={onZoom} />
      <BarTable histogram={histogram} onZoom={onZoom} />
    </div>
  )
}

interface Chosen {
  /** Where the choice began. */
  readonly anchor: number
  readonly bar: number
}

/** Choosing bars by dragging or by keys: what is chosen or pointed at, and what the chart listens to. */
function useBarChoice(scale: BarScale, onZoom: (stretch: Stretch) => void) {
  const [chosen, setChosen] = useState<Chosen>()
  const [isDragging, setDragging] = useState(false)
  const [hover, setHover] = useState<number>()
  const last = scale.counts.length - 1
  const barAt = (event: PointerEvent<HTMLDivElement>): number => {
    const box = event.currentTarget.getBoundingClientRect()
    return Math.min(last, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * scale.counts.length)))
  }
  const zoom = ({ anchor, bar }: Chosen) => onZoom(stretchOf(scale, anchor, bar))
  const end = () => {
    setDragging(false)
    setChosen(undefined)
  }
  const pointed = hover === undefined ? undefined : { anchor: hover, bar: hover }
  return {
    told: isDragging || chosen !== undefined ? chosen : pointed,
    onKeyDown(event: KeyboardEvent) {
      const next = keyed(event, chosen, last)
      if (next === undefined) return
      event.preventDefault()
      event.stopPropagation()
      if (next !== 'zoom') setChosen(next === 'none' ? undefined : next)
      else if (chosen !== undefined) zoom(chosen)
    },
    onBlur: () => setChosen(undefined),
    onPointerDown(event: PointerEvent<HTMLDivElement>) {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      setDragging(true)
      setChosen({ anchor: barAt(event), bar: barAt(event) })
    },
    onPointerMove(event: PointerEvent<HTMLDivElement>) {
      if (isDragging && chosen !== undefined) setChosen({ ...chosen, bar: barAt(event) })
      else setHover(barAt(event))
    },
    onPointerUp() {
      end()
      if (isDragging && chosen !== undefined) zoom(chosen)
    },
    onPointerCancel: end,
    onPointerLeave: () => setHover(undefined),
  }
}

function Chart({ scale, isBusy, onZoom }: { scale: BarScale; isBusy: boolean; onZoom: (stretch: Stretch) => void }) {
  const { told, ...listeners } = useBarChoice(scale, onZoom)
  const { ref, width } = useWidth(800)
  const hint = useId()
  return (
    <>
      {/* A chart one can choose from: no element or role of HTML is that. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex */}
      <div
        {...listeners}
        ref={ref}
        role="group"
        aria-roledescription="histogram"
        aria-label={`Events over time in UTC, ${plural(scale.counts.length, 'bar')} of ${stepWords(scale.stepMs)}, at most ${formatNumber(scale.most)} in one`}
        aria-describedby={hint}
        tabIndex={0}
        className="relative cursor-crosshair touch-pan-y rounded select-none"
      >
        <div className={isBusy ? 'busy' : ''}>
          <Bars scale={scale} width={width} chosen={told} />
        </div>
      </div>
      <p id={hint} className="flex min-h-5 flex-wrap justify-between gap-x-4 text-xs text-faint number-column">
        <span aria-live="polite">
          {told === undefined ? 'Drag over bars to look into them, or use ← → with Shift and Enter.' : wordsOf(scale, told)}
        </span>
        <span>
          one bar is {stepWords(scale.stepMs)}, the highest {formatNumber(scale.most)}
        </span>
      </p>
    </>
  )
}

function keyed(event: KeyboardEvent, chosen: Chosen | undefined, last: number): Chosen | 'zoom' | 'none' | undefined {
  const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -last, End: last }[event.key]
  if (by !== undefined) {
    const bar = Math.min(last, Math.max(0, chosen === undefined ? (by < 0 ? last : 0) : chosen.bar + by))
    return { bar, anchor: event.shiftKey && chosen !== undefined ? chosen.anchor : bar }
  }
  if (event.key === 'Enter') return 'zoom'
  return event.key === 'Escape' && chosen !== undefined ? 'none' : undefined
}

function wordsOf(scale: BarScale, { anchor, bar }: Chosen): string {
  const [low, high] = anchor <= bar ? [anchor, bar] : [bar, anchor]
  const count = scale.counts.slice(low, high + 1).reduce((sum, one) => sum + one, 0)
  return `${stretchWords(stretchOf(scale, low, high), scale.stepMs)} UTC: ${plural(count, 'event')}`
}

function Bars({ scale, width, chosen }: { scale: BarScale; width: number; chosen: Chosen | undefined }) {
  const barWidth = width / scale.counts.length
  const x = (at: number) => ((at - scale.from) / (scale.to - scale.from)) * width
  const places = ticks(scale, Math.max(2, Math.floor(width / 110)))
  return (
    <svg aria-hidden width={width} height={height + foot} viewBox={`0 0 ${width} ${height + foot}`} className="block max-w-full">
      {chosen === undefined ? undefined : (
        <rect
          x={Math.min(chosen.anchor, chosen.bar) * barWidth}
          y={0}
          width={(Math.abs(chosen.anchor - chosen.bar) + 1) * barWidth}
          height={height}
          className="fill-accent-soft"
        />
      )}
      <line x1={0} x2={width} y1={height + 0.5} y2={height + 0.5} className="stroke-line-strong" />
      {scale.counts.map((count, index) => {
        if (count === 0) return undefined
        // What is there is seen, however much more there is beside it.
        const tall = Math.max(2, (count / scale.most) * (height - 4))
        return (
          <rect
            key={scale.from + index * scale.stepMs}
            x={index * barWidth}
            y={height - tall}
            width={Math.max(1, barWidth - (barWidth > 4 ? 1 : 0))}
            height={tall}
            className="fill-accent"
          />
        )
      })}
      {places.map(({ at, label }) => (
        <g key={at}>
          <line x1={x(at)} x2={x(at)} y1={height} y2={height + 4} className="stroke-line-strong" />
          <text
            x={Math.min(width - 2, Math.max(2, x(at)))}
            y={height + 15}
            textAnchor={x(at) < 30 ? 'start' : x(at) > width - 30 ? 'end' : 'middle'}
            className="fill-faint text-[11px] number-column"
          >
            {label}
          </text>
        </g>
      ))}
    </svg>
  )
}

const mostTableRows = 200

function BarTable({ histogram, onZoom }: { histogram: EventHistogram; onZoom: (stretch: Stretch) => void }) {
  const [isOpen, setOpen] = useState(false)
  const { stepMs } = histogram
  return (
    <details className="text-sm" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit rounded text-soft hover:text-ink">As a table</summary>
      {isOpen ? (
        <div role="region" aria-label="Events over time" tabIndex={0} className="mt-1 max-h-64 overflow-auto rounded-md border border-line">
          <table className="w-full text-left number-column">
            <thead>
              <tr className="border-b border-line bg-sunken text-soft">
                <th scope="col" className="px-3 py-1 font-medium">
                  Time (UTC)
                </th>
                <th scope="col" className="px-3 py-1 text-right font-medium">
                  Events
                </th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {histogram.bars.slice(0, mostTableRows).map(({ start, count }) => {
                const from = Date.parse(start)
                const stretch = { from, to: from + stepMs }
                return (
                  <tr key={start}>
                    <td className="px-3 py-0.5">
                      <button type="button" className="rounded text-accent-text underline underline-offset-2" onClick={() => onZoom(stretch)}>
                        {stretchWords(stretch, stepMs)}
                      </button>
                    </td>
                    <td className="px-3 py-0.5 text-right">{formatNumber(count)}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      ) : undefined}
    </details>
  )
}
