import { describe, expect, it } from 'vitest'
import { createYearCounter, createYearSurvey } from './year-clock.ts'

const day = (month: number, dayOfMonth: number) => ({ month, day: dayOfMonth })
const stamp = (month: number, dayOfMonth: number) => ({ month, day: dayOfMonth, second: 0 })

describe('createYearCounter()', () => {
  it('turns the year from December to January, and back for a late record', () => {
    const counter = createYearCounter()
    expect([day(11, 1), day(12, 31), day(1, 1), day(12, 31), day(1, 1), day(6, 1)].map((at) => counter.yearsAt(at))).toEqual([0, 0, 1, 0, 1, 1])
  })

  it('does not turn the year for records a few weeks out of order', () => {
    const counter = createYearCounter()
    expect([day(3, 20), day(3, 1), day(4, 1)].map((at) => counter.yearsAt(at))).toEqual([0, 0, 0])
  })
})

describe('createYearSurvey()', () => {
  it('takes the latest year in which the last record is not after the file was changed by more than a day', () => {
    const survey = createYearSurvey()
    survey.yearless(stamp(12, 31))
    survey.yearless(stamp(1, 2))
    expect(survey.result(Date.UTC(2024, 0, 1, 12))).toEqual({ year: 2023, yearFrom: 'modified' })
    expect(survey.result(Date.UTC(2023, 11, 31))).toEqual({ year: 2022, yearFrom: 'modified' })
  })

  it('lets a record with a year decide', () => {
    const survey = createYearSurvey()
    survey.yearless(stamp(12, 31))
    survey.withYear(2021, day(1, 1))
    expect(survey.result(Date.UTC(2025, 0, 1))).toEqual({ year: 2020, yearFrom: 'neighbour' })
  })

  it('chooses a leap year for 29 February', () => {
    const survey = createYearSurvey()
    survey.yearless(stamp(2, 29))
    expect(survey.result(Date.UTC(2023, 5, 1))).toEqual({ year: 2020, yearFrom: 'modified' })
  })

  it('knows nothing without a time of change', () => {
    const survey = createYearSurvey()
    survey.yearless(stamp(2, 1))
    expect(survey.result(undefined)).toEqual({})
  })
})
