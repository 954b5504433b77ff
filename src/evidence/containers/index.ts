import { bzip2 } from './bzip2.ts'
import type { Container } from './container.ts'
import { gzip } from './gzip.ts'
import { sevenZip } from './seven-zip.ts'
import { tar } from './tar.ts'
import { xz } from './xz.ts'
import { zip } from './zip.ts'
import { zstd } from './zstd.ts'

/** Every kind of container that is unpacked. */
export const containers: readonly Container[] = [zip, gzip, bzip2, xz, zstd, sevenZip, tar]

/** The kind of container that starts with these bytes; the name of the file says nothing. */
export function recogniseContainer(head: Uint8Array): Container | undefined {
  return containers.find((container) => container.recognise(head))
}
