/** Bounds against containers made to fill a disk or never to end. Counts and bytes are for one given file, with all containers nested in it. */
export interface UnpackLimits {
  /** Most decoded bytes of one member. */
  readonly memberBytes: number
  /** Most decoded bytes of all members, at every depth. */
  readonly totalBytes: number
  /** Most decoded bytes for each byte it was packed in, looked at once `ratioFromBytes` are decoded: of a member, and of everything in a file. */
  readonly ratio: number
  readonly ratioFromBytes: number
  /** Most containers inside one another. */
  readonly depth: number
  /** Most members, at every depth. */
  readonly members: number
}

export const defaultContainerLimits: UnpackLimits = {
  memberBytes: 512 * 1024 ** 3,
  totalBytes: 1024 ** 4,
  ratio: 500,
  ratioFromBytes: 256 * 1024 ** 2,
  depth: 8,
  members: 250_000,
}
