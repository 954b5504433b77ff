import { describe, expect, it } from 'vitest'
import { createLiveFeed } from './live-feed.ts'
import type { WorkspaceEvent } from './workspace.ts'

const version = (number: number): WorkspaceEvent => ({ event: 'record', data: { version: number, head: '' } })

describe('createLiveFeed()', () => {
  it('tells those who listen to an incident, until they stop', () => {
    const feed = createLiveFeed()
    const heard: [string, WorkspaceEvent][] = []
    const stop = feed.subscribe('one', (event) => heard.push(['first', event]))
    feed.subscribe('one', (event) => heard.push(['second', event]))
    feed.publish('one', version(1))
    feed.publish('two', version(2))
    stop()
    feed.publish('one', version(3))
    expect(heard).toEqual([
      ['first', version(1)],
      ['second', version(1)],
      ['second', version(3)],
    ])
  })
})
