// Finds the LibreOffice that reads the reports back, or gets one. Run as a program by .ci/run; tests that need it are left out where there is none.
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { canInstallPackages, installPackages } from './debian.mjs'
import { say } from './prepare.mjs'
import { findProgram } from './programs.mjs'

const places = ['/usr/bin/soffice', '/Applications/LibreOffice.app/Contents/MacOS/soffice', 'C:\\Program Files\\LibreOffice\\program\\soffice.exe']
// Without windows: what converts documents and spreadsheets, and the fonts whose measures are those of Arial.
const packages = ['libreoffice-writer-nogui', 'libreoffice-calc-nogui', 'fonts-liberation']

/** What to do on a machine without LibreOffice. */
export const officeAdvice = [
  'No LibreOffice was found: the tests that open the Word and spreadsheet reports in it are left out. To run them, install one:',
  `  Debian:  apt-get install --no-install-recommends ${packages.join(' ')}`,
  '  Fedora:  dnf install libreoffice-writer libreoffice-calc',
  '  macOS:   brew install --cask libreoffice',
].join('\n')

/** The path of LibreOffice's program: on the path, or where it is usually installed; undefined where there is none. */
export function findOffice(environment = process.env) {
  return findProgram({ names: ['soffice'], places, environment })
}

/** Finds LibreOffice; as root on Debian and its relatives installs it. Undefined, with advice on standard error, where there is none to get. */
export async function obtainOffice() {
  if (findOffice() === undefined && canInstallPackages()) {
    const announcement = 'Installing LibreOffice for the tests that open reports in it (apt-get, two minutes) …'
    await installPackages(packages, { announcement, isThere: () => findOffice() !== undefined })
  }
  const found = findOffice()
  if (found === undefined) say(officeAdvice)
  return found
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await obtainOffice()
