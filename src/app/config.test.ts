import { describe, expect, it } from 'vitest'
import { readConfig, readProgramCall, readTerminalSettings } from './config.ts'

describe('readConfig()', () => {
  it('reads what is set and leaves the rest undefined', async () => {
    expect(await readConfig({ PORT: '8080', HINDCAST_DATA: '/srv/hindcast', HOST: '', OTHER: 'x' })).toEqual({
      port: 8080,
      host: undefined,
      dataFolder: '/srv/hindcast',
      sourceDateEpochSeconds: undefined,
    })
    expect((await readConfig({ SOURCE_DATE_EPOCH: '1700000000' })).sourceDateEpochSeconds).toBe(1_700_000_000)
  })

  it.each(['80a', '-1', '65536', '8080.5', '0x50'])('refuses PORT="%s" and says what it should be', async (port) => {
    await expect(readConfig({ PORT: port })).rejects.toMatchObject({
      code: 'config',
      message: `The environment cannot be used: PORT must be a whole number between 0 and 65535, not "${port}"`,
    })
  })

  it('names every variable that cannot be used', async () => {
    await expect(readConfig({ PORT: 'x', SOURCE_DATE_EPOCH: 'now' })).rejects.toThrow(/PORT must be .*; SOURCE_DATE_EPOCH must be/)
  })
})

describe('readTerminalSettings()', () => {
  it('takes a variable set to nothing for not set', () => {
    expect(readTerminalSettings({ NO_COLOR: '', HINDCAST_DEBUG: '0' })).toEqual({ isPlain: false, isDebug: false })
    expect(readTerminalSettings({ NO_COLOR: '1', HINDCAST_DEBUG: '1' })).toEqual({ isPlain: true, isDebug: true })
  })
})

describe('readProgramCall()', () => {
  it('names the program as it was called', () => {
    expect(readProgramCall({})).toBe('hindcast')
    expect(readProgramCall({ npm_lifecycle_event: 'npx' })).toBe('npx hindcast')
    expect(readProgramCall({ npm_lifecycle_event: 'start' })).toBe('hindcast')
  })
})
