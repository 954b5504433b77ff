import { describe, expect, it } from 'vitest'
import { formatDuration, formatDurationRange, lessThan } from './duration.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

describe('formatDuration()', () => {
  it.each([
    [0, '0 seconds'],
    [1, 'less than a second'],
    [999, 'less than a second'],
    [-999, 'less than a second'],
    [second, '1 second'],
    [1_999, '1 second'],
    [2 * second, '2 seconds'],
    [59 * second, '59 seconds'],
    [59_999, '59 seconds'],
    [minute, '1 minute'],
    [61 * second, '1 minute 1 second'],
    [62 * second, '1 minute 2 seconds'],
    [2 * minute, '2 minutes'],
    [59 * minute + 59 * second, '59 minutes 59 seconds'],
    [hour - 1, '59 minutes 59 seconds'],
    [hour, '1 hour'],
    [hour + 59 * second, '1 hour'],
    [hour + minute, '1 hour 1 minute'],
    [3 * hour + 20 * minute, '3 hours 20 minutes'],
    [23 * hour + 59 * minute + 59 * second, '23 hours 59 minutes'],
    [day - 1, '23 hours 59 minutes'],
    [day, '1 day'],
    [day + minute, '1 day'],
    [day + hour, '1 day 1 hour'],
    [3 * day + 4 * hour, '3 days 4 hours'],
    [3 * day + 4 * hour + 59 * minute, '3 days 4 hours'],
    [2 * day + 23 * hour + 59 * minute + 59 * second, '2 days 23 hours'],
    [365 * day, '365 days'],
    [1_200 * day, '1,200 days'],
    [-hour, 'minus 1 hour'],
    [-(day + hour), 'minus 1 day 1 hour'],
    [Number.NaN, 'an unknown time'],
    [Number.POSITIVE_INFINITY, 'an unknown time'],
  ])('%d ms are "%s"', (milliseconds, told) => {
    expect(formatDuration(milliseconds)).toBe(told)
  })
})

describe('lessThan()', () => {
  it.each([
    [second, 'less than a second'],
    [minute, 'less than a minute'],
    [hour, 'less than an hour'],
    [day, 'less than a day'],
    [2 * minute, 'less than 2 minutes'],
    [2 * day, 'less than 2 days'],
    [hour + minute, 'less than 1 hour 1 minute'],
  ])('%d ms are "%s"', (milliseconds, told) => {
    expect(lessThan(milliseconds)).toBe(told)
  })
})

describe('formatDurationRange()', () => {
  it.each([
    [3 * hour, 3 * hour + 20 * minute, 'between 3 hours and 3 hours 20 minutes'],
    [hour, 2 * hour, 'between 1 hour and 2 hours'],
    [2 * hour, 2 * hour, '2 hours'],
    [2 * hour, 2 * hour + 30 * second, 'about 2 hours'],
    [day, day + 59 * minute, 'about 1 day'],
    [0, 5 * minute, 'up to 5 minutes'],
    [-1, 5 * minute, 'up to 5 minutes'],
    [0, 0, '0 seconds'],
    [100, 900, 'less than a second'],
    [0, 900, 'less than a second'],
    [2 * hour, undefined, 'at least 2 hours'],
    [0, undefined, '0 seconds or more'],
    [3 * hour, hour, '3 hours'],
    [59 * second, minute, 'between 59 seconds and 1 minute'],
  ])('%s to %s ms are "%s"', (low, high, told) => {
    expect(formatDurationRange(low, high)).toBe(told)
  })
})
