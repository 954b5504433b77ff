import { plural } from '../../base/text.ts'
import type { CustodyEntry } from '../../model/custody.ts'

interface Handed {
  readonly incident: string
  readonly files: number
  readonly entries: readonly CustodyEntry[]
  readonly anchors: number
}

/** What whoever receives an export must know to check it, and what checking it proves. */
export function exportReadme({ incident, files, entries, anchors }: Handed): string {
  const last = entries.at(-1)
  return `Evidence of ${incident}
${'='.repeat(12 + incident.length)}

${plural(files, 'file')} in data/, as they were kept, byte for byte; ${plural(entries.length, 'custody entry', 'custody entries')} in custody.jsonl,
those of items that are not in this folder included.
The last entry is number ${last?.seq ?? 0}, its hash
  ${last?.hash ?? ''}

To check the files
  sha256sum -c manifest-sha256.txt          (or any program that reads BagIt, RFC 8493)
  sha256sum -c tagmanifest-sha256.txt       (this page and the others beside data/)

To check the chain
  Each line of custody.jsonl is one entry. Take "previous" and "hash" out of it, write the rest as RFC 8785 (canonical JSON) has it, put the 64
  digits of "previous" before that text, and take the SHA-256 of its UTF-8: it is "hash". "previous" is the "hash" of the line before; that of
  the first line is 64 zeros. "seq" counts from 1 without gaps.

What this proves
  - A file whose SHA-256 is in the manifest, and in a "collect" entry of the chain, has the bytes it had when that entry was written.
  - No entry before the last one can have been changed, taken out or put in without every later hash being another.

What it does not prove
  - That what the entries say is true: they are statements of the people they name.
  - That the evidence was genuine or complete when it was collected.
  - When the chain was written, and that it was not written anew as a whole: that takes a witness outside of it. Compare the hash above with
    one that was written down elsewhere at the time${anchors === 0 ? '; no time stamp of an authority came with this export.' : ', or check the time stamps.'}
${
  anchors === 0
    ? ''
    : `
To check the time stamps (RFC 3161)
  anchors/entry-N.tsr vouches that the chain up to entry N was there at the time it names:
  openssl ts -verify -in anchors/entry-N.tsr -queryfile anchors/entry-N.tsq -CAfile CA.pem
  The digest in it is the "hash" of entry N.
`
}`
}
