// Installs packages of Debian and its relatives for tests that need a program Node's registry does not have.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { withSetupLock } from './lock.mjs'
import { root, run, say } from './prepare.mjs'

/** True where this process may install packages: as root, with apt-get. */
export function canInstallPackages() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false
  return spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0
}

/**
 * Installs packages without what they merely recommend, unless `isThere` says that another set-up did it meanwhile.
 * @param {readonly string[]} packages
 * @param {{ announcement: string, isThere: () => boolean }} how
 */
export async function installPackages(packages, { announcement, isThere }) {
  await withSetupLock(root, async () => {
    if (isThere()) return
    say(announcement)
    const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
    const updated = await run('apt-get', ['update', '-qq'], quiet)
    if (updated !== 0) say('apt-get update failed; trying with the lists there are')
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', '-o', 'Dpkg::Use-Pty=0', ...packages], quiet)
  })
}
