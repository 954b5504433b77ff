import { describe, expect, it } from 'vitest'
import { splitLine } from './line.ts'

describe('splitLine()', () => {
  it.each([
    ['Mar 11 09:15:02 web-1 sshd[612]: text', { host: 'web-1', program: 'sshd', pid: 612, message: 'text' }],
    ['Mar 11 09:15:02 web-1 sshd[612]:', { host: 'web-1', program: 'sshd', pid: 612, message: '' }],
    ['Mar 11 09:15:02 web-1 su(pam_unix)[6]:  text ', { program: 'su(pam_unix)', pid: 6, message: 'text' }],
    ['Mar 11 09:15:02 web-1 kernel: text', { program: 'kernel', pid: undefined, message: 'text' }],
    ['Mar 11 09:15:02 web-1 app[7] text', { program: 'app', pid: 7, message: 'text' }],
    ['Mar 11 09:15:02 web-1 app[7] <Error>: text', { program: 'app', severity: 'error', message: 'text' }],
    ['Mar 11 09:15:02 web-1 app[7]<3>: text', { program: undefined, message: 'app[7]<3>: text' }],
    ['Mar 11 09:15:02 web-1 app[12345678901]: text', { program: undefined, message: 'app[12345678901]: text' }],
    ['Mar 11 09:15:02 web-1 app:text', { program: undefined, message: 'app:text' }],
    ['Mar 11 09:15:02 app[7]: text', { host: undefined, program: 'app', pid: 7, message: 'text' }],
  ])('takes %j apart', (text, expected) => {
    expect(splitLine(text)).toMatchObject(expected)
  })
})
