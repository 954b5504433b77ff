import { useState } from 'react'
import { formatInstant, instantFrom, parseInstant, parseWrittenTime } from '../../base/instant.ts'
import { Button } from '../widgets/button.tsx'

export interface Bounds {
  readonly from?: string
  readonly before?: string
}

export interface RangeBarProps {
  readonly bounds: Bounds
  /** First and last event, where that is known; undefined switches zooming off. */
  readonly canZoom: boolean
  onBounds(bounds: Bounds): void
  onZoomOut(): void
  onMove(direction: -1 | 1): void
}

/** Bounds of the time in UTC, written or moved. */
export function RangeBar({ bounds, canZoom, onBounds, onZoomOut, onMove }: RangeBarProps) {
  const isBound = bounds.from !== undefined || bounds.before !== undefined
  return (
    <div role="group" aria-label="Time range" className="flex flex-wrap items-end gap-x-2 gap-y-1.5">
      <TimeInput key={`from ${bounds.from}`} label="From (UTC)" value={bounds.from} onTime={(from) => onBounds({ ...bounds, from })} />
      <TimeInput key={`before ${bounds.before}`} label="Before (UTC)" value={bounds.before} onTime={(before) => onBounds({ ...bounds, before })} />
      <div className="flex gap-1">
        <Button isDisabled={!isBound || !canZoom} aria-label="Earlier: the same length of time before" onPress={() => onMove(-1)}>
          ←
        </Button>
        <Button isDisabled={!isBound || !canZoom} aria-label="Later: the same length of time after" onPress={() => onMove(1)}>
          →
        </Button>
        <Button isDisabled={!isBound || !canZoom} onPress={onZoomOut}>
          Zoom out
        </Button>
        <Button isDisabled={!isBound} onPress={() => onBounds({})}>
          All time
        </Button>
      </div>
    </div>
  )
}

function TimeInput({ label, value, onTime }: { label: string; value: string | undefined; onTime: (time: string | undefined) => void }) {
  const shown = value === undefined ? '' : value.replace('T', ' ').replace(/Z$/, '')
  const [text, setText] = useState(shown)
  const [isWrong, setWrong] = useState(false)
  const apply = () => {
    if (text.trim() === shown) return setWrong(false)
    const time = text.trim() === '' ? undefined : readTime(text.trim())
    setWrong(time === undefined && text.trim() !== '')
    if (time !== undefined || text.trim() === '') onTime(time)
    return undefined
  }
  return (
    <label className="flex min-w-0 flex-1 basis-36 flex-col gap-0.5 text-xs font-medium text-soft sm:max-w-48">
      {label}
      <input
        className={`control w-full min-w-0 text-sm! font-normal number-column ${isWrong ? 'border-bad!' : ''}`}
        placeholder="any time"
        aria-invalid={isWrong}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={apply}
        onKeyDown={(event) => {
          if (event.key === 'Enter') apply()
        }}
      />
      {isWrong ? (
        <span role="alert" className="text-xs font-normal text-bad">
          Write 2026-03-01 10:00, or with a zone
        </span>
      ) : undefined}
    </label>
  )
}

/** A written time as ISO 8601 in UTC: `2026-03-01`, `2026-03-01 10:00`, `2026-03-01T11:00:00.5+01:00`; UTC where it states no zone. */
export function readTime(text: string): string | undefined {
  const written = parseWrittenTime(text)
  if (written === undefined) return undefined
  const instant = parseInstant(text) ?? instantFrom(written.calendar, written.offsetMinutes ?? 0)
  return formatInstant(instant, instant % 1_000_000_000n === 0n ? 'second' : instant % 1_000_000n === 0n ? 'millisecond' : 'microsecond')
}
