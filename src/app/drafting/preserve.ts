import { join } from 'node:path'
import { AppError, messageOf } from '../../base/error.ts'
import type { CustodyStep } from '../../model/evidence-item.ts'
import { makeFolder } from '../../store/make-folder.ts'
import { openFolderVault } from '../../store/vault/folder.ts'
import { readSourceFile } from '../../store/vault/source-file.ts'
import type { DiscoveredFile } from '../reading/discover.ts'
import type { Provenance, Provenances } from './provenance.ts'

/**
 * Copies files into the vault of a data folder before they are read, and says so in their custody. Custody tells the real time, also where the
 * draft itself is made with another.
 */
export function preserveIn(
  dataFolder: string,
  now: () => Date = () => new Date(),
): (files: readonly Pick<DiscoveredFile, 'path' | 'bytes'>[]) => Promise<Provenances> {
  return async (files) => {
    const vault = await openVault(dataFolder)
    const preserved = new Map<string, Provenance>()
    for (const { path, bytes } of files) {
      try {
        const { sha256 } = await vault.put(readSourceFile(path, bytes))
        await vault.keep(sha256)
        preserved.set(sha256, { custody: [copiedAt(sha256, now())] })
      } catch (error) {
        throw new AppError('vault', `Cannot copy "${path}" into the vault of "${dataFolder}": ${messageOf(error)}`, { cause: error })
      }
    }
    return preserved
  }
}

async function openVault(dataFolder: string): ReturnType<typeof openFolderVault> {
  try {
    await makeFolder(dataFolder, 0o700)
    return await openFolderVault(join(dataFolder, 'vault'))
  } catch (error) {
    throw new AppError('vault', `Cannot use "${dataFolder}", which HINDCAST_DATA names, as a data folder: ${messageOf(error)}`, { cause: error })
  }
}

function copiedAt(sha256: string, at: Date): CustodyStep {
  return {
    id: `copy-${sha256.slice(0, 12)}`,
    action: 'copy',
    at: at.toISOString().replace(/\.\d{3}Z$/, 'Z'),
    by: 'Hindcast',
    place: 'Vault of the data folder',
    purpose: 'Kept under its SHA-256 before it was read for the draft',
  }
}
