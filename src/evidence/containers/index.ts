import type { Container } from './container.ts'
import { gzip } from './gzip.ts'
import { tar } from './tar.ts'
import { zip } from './zip.ts'
import { zstd } from './zstd.ts'

/** Every kind of container that is unpacked. */
export const containers: readonly Container[] = [zip, gzip, zstd, tar]

/** The kind of container that starts with these bytes; the name of the file says nothing. */
export function recogniseContainer(head: Uint8Array): Container | undefined {
  return containers.find((container) => container.recognise(head))
}
