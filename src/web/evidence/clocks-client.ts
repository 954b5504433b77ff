import { z } from 'zod'
import { type ChangeClock, type ClocksAnswer, clocksSchema } from '../../api/clocks.ts'
import { call, under } from '../client.ts'

export const loadClocks = (id: string, signal: AbortSignal): Promise<ClocksAnswer> => call(under(id, '/clocks'), { schema: clocksSchema, signal })

/** Corrects a clock, or takes its correction back; the server goes on with it in the background. */
export const changeClock = (id: string, change: ChangeClock): Promise<undefined> =>
  call(under(id, '/clocks'), { method: 'POST', body: change, schema: z.undefined() })
