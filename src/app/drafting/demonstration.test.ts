import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copyDemonstration, demonstrationNamed, readDemonstration } from './demonstration.ts'

let folder = ''
let shipped = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hindcast-demonstration-'))
  shipped = join(folder, 'shipped/small')
  await mkdir(join(shipped, 'evidence/hosts'), { recursive: true })
  await writeFile(join(shipped, 'evidence/hosts/auth.log'), 'Mar 14 09:00:20 web-1 sshd[1]: Server listening on 0.0.0.0 port 22.\n')
  await writeFile(join(shipped, 'incident.yaml'), 'title: Small\n')
  await writeFile(join(shipped, 'truth.json'), JSON.stringify({ reading: { tz: ['hosts/auth.log=Europe/Berlin'], year: 2026 }, attack: [] }))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('copyDemonstration()', () => {
  it('copies evidence in its folders, notes and truth, and says how to read it', async () => {
    const copied = await copyDemonstration(shipped, join(folder, 'out'))
    expect(copied).toMatchObject({ tz: ['hosts/auth.log=Europe/Berlin'], year: 2026 })
    expect(await readFile(join(folder, 'out/evidence/hosts/auth.log'), 'utf8')).toContain('Server listening')
    expect(await readFile(join(folder, 'out/incident.yaml'), 'utf8')).toBe('title: Small\n')
  })

  it('keeps notes that somebody changed in an earlier copy', async () => {
    await copyDemonstration(shipped, join(folder, 'out'))
    await writeFile(join(folder, 'out/incident.yaml'), 'title: Mine\n')
    await copyDemonstration(shipped, join(folder, 'out'))
    expect(await readFile(join(folder, 'out/incident.yaml'), 'utf8')).toBe('title: Mine\n')
  })

  it('refuses a folder with other files or other evidence, which would be drafted too', async () => {
    await mkdir(join(folder, 'out/evidence'), { recursive: true })
    await writeFile(join(folder, 'out/evidence/case.log'), 'x\n')
    await expect(copyDemonstration(shipped, join(folder, 'out'))).rejects.toThrow('evidence of something else ("case.log")')
    await writeFile(join(folder, 'note.txt'), 'x\n')
    await expect(copyDemonstration(shipped, folder)).rejects.toThrow('holds other files')
  })

  it('leaves nothing half copied under the name of a file', async () => {
    await mkdir(join(folder, 'out/evidence'), { recursive: true })
    await symlink(join(folder, 'nowhere'), join(folder, 'out/evidence/hosts'))
    await expect(copyDemonstration(shipped, join(folder, 'out'))).rejects.toMatchObject({ code: 'cannot-write' })
    expect(await readdir(join(folder, 'out'))).toEqual(['evidence'])
    await rm(join(folder, 'out/evidence/hosts'))
    await writeFile(join(folder, 'out/.copying.tmp'), 'half of it')
    await copyDemonstration(shipped, join(folder, 'out'))
    expect(await readFile(join(folder, 'out/evidence/hosts/auth.log'), 'utf8')).toContain('Server listening')
    expect(await readdir(join(folder, 'out'))).toEqual(['evidence', 'incident.yaml', 'truth.json'])
  })

  it('refuses to write where the demonstration itself lies', async () => {
    await expect(copyDemonstration(shipped, shipped)).rejects.toThrow('choose another folder')
  })
})

describe('demonstrationNamed()', () => {
  it('finds a folder by its name, and lists the names where there is none', () => {
    const folders = new Map([
      ['small', shipped],
      ['gone', join(folder, 'gone')],
    ])
    expect(demonstrationNamed('small', folders)).toBe(shipped)
    expect(() => demonstrationNamed('large', folders)).toThrow('There is no scenario "large": the scenarios are small')
    expect(() => demonstrationNamed('gone', folders)).toThrow('There is no scenario "gone"')
  })
})

describe('readDemonstration()', () => {
  it('reads a folder without a truth as it is, and refuses one without evidence', async () => {
    await rm(join(shipped, 'truth.json'))
    expect(await readDemonstration(shipped)).toMatchObject({ tz: [], year: undefined })
    await expect(readDemonstration(folder)).rejects.toThrow('no demonstration')
  })
})
