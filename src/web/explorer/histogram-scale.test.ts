import { describe, expect, it } from 'vitest'
import { barScale, moved, stepWords, stretchOf, stretchWords, ticks, zoomedOut } from './histogram-scale.ts'

const minute = 60_000
const at = (text: string) => Date.parse(text)
const histogram = {
  stepMs: minute,
  total: 6,
  bars: [
    { start: '2026-03-01T10:00:00.000Z', count: 1 },
    { start: '2026-03-01T10:03:00.000Z', count: 5 },
  ],
}

describe('barScale()', () => {
  it('fills the gaps between bars', () => {
    expect(barScale(histogram)).toEqual({
      from: at('2026-03-01T10:00:00Z'),
      to: at('2026-03-01T10:04:00Z'),
      stepMs: minute,
      counts: [1, 0, 0, 5],
      most: 5,
    })
  })

  it('spans what was asked for, from the step it begins in, and keeps to it', () => {
    const scale = barScale(histogram, { from: at('2026-03-01T09:58:30Z'), to: at('2026-03-01T10:02:00Z') })
    expect([scale?.from, scale?.counts]).toEqual([at('2026-03-01T09:58:00Z'), [0, 0, 1, 0]])
  })

  it('shows nothing where there is nothing', () => {
    expect(barScale({ stepMs: minute, total: 0, bars: [] })).toBeUndefined()
    expect(barScale(histogram, { from: 10, to: 10 })).toBeUndefined()
  })
})

describe('stretchOf()', () => {
  it('holds both bars whole, in whichever order they were chosen', () => {
    const scale = barScale(histogram)
    if (scale === undefined) throw new Error('no scale')
    const whole = { from: at('2026-03-01T10:01:00Z'), to: at('2026-03-01T10:04:00Z') }
    expect([stretchOf(scale, 1, 3), stretchOf(scale, 3, 1)]).toEqual([whole, whole])
  })
})

describe('zoomedOut()', () => {
  it('doubles the time around its middle, until it is everything', () => {
    expect(zoomedOut({ from: 40, to: 60 }, { from: 0, to: 100 })).toEqual({ from: 30, to: 70 })
    expect(zoomedOut({ from: 10, to: 90 }, { from: 0, to: 100 })).toBeUndefined()
  })
})

describe('moved()', () => {
  it('goes on where the stretch ends', () => {
    expect([moved({ from: 40, to: 60 }, 1), moved({ from: 40, to: 60 }, -1)]).toEqual([
      { from: 60, to: 80 },
      { from: 20, to: 40 },
    ])
  })
})

describe('ticks()', () => {
  it.each([
    ['2026-03-01T10:00:30Z', '2026-03-01T10:03:30Z', ['10:01', '10:02', '10:03']],
    ['2026-02-27T06:00:00Z', '2026-03-02T06:00:00Z', ['2026-02-28', '2026-03-01', '2026-03-02']],
    ['2026-03-01T22:00:00Z', '2026-03-02T04:00:00Z', ['00:00', '03:00']],
    ['2026-03-01T10:00:00.000Z', '2026-03-01T10:00:00.030Z', ['10:00:00.000', '10:00:00.010', '10:00:00.020']],
  ])('labels %s to %s', (from, to, labels) => {
    const places = ticks({ from: at(from), to: at(to) }, 4).map(({ label }) => label)
    // Midnight is told by its day.
    expect(places).toEqual(labels.map((label) => (label === '00:00' ? '2026-03-02' : label)))
  })
})

describe('the words of bars', () => {
  it('say a day once, and a step in its largest unit', () => {
    const words = [stretchWords({ from: at('2026-03-01T10:00:00Z'), to: at('2026-03-01T10:01:00Z') }, minute)]
    words.push(stretchWords({ from: at('2026-03-01T23:59:00Z'), to: at('2026-03-02T00:00:00Z') }, minute))
    expect(words).toEqual(['2026-03-01 10:00 to 10:01', '2026-03-01 23:59 to 2026-03-02 00:00'])
    expect([stepWords(minute), stepWords(15_000), stepWords(100), stepWords(86_400_000)]).toEqual([
      '1 minute',
      '15 seconds',
      '100 milliseconds',
      '1 day',
    ])
  })
})
