import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchBrowser } from './open-page.ts'
import { startTestServer, type TestServer } from './server.ts'

/** The real program, a browser and an empty folder for files of the tests, there while the tests of one file run. */
export interface Opened {
  readonly server: TestServer
  readonly browser: Browser
  readonly folder: string
}

/** Opens all of it before the tests of this file, and closes it after them. */
export function openServer(): Opened {
  let parts: Opened | undefined
  const opened = (): Opened => {
    if (parts === undefined) throw new Error('The server and the browser start with the tests, not when the file is read')
    return parts
  }
  beforeAll(async () => {
    const [server, browser, folder] = await Promise.all([startTestServer(), launchBrowser(), mkdtemp(join(tmpdir(), 'hindcast-browser-'))])
    parts = { server, browser, folder }
  }, 60_000)
  afterAll(async () => {
    await parts?.browser.close()
    await parts?.server[Symbol.asyncDispose]()
    if (parts !== undefined) await rm(parts.folder, { recursive: true, force: true })
  })
  return {
    get server() {
      return opened().server
    },
    get browser() {
      return opened().browser
    },
    get folder() {
      return opened().folder
    },
  }
}
