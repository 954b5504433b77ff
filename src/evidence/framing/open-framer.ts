import type { EvidenceFormat, Head } from '../format.ts'
import { csvDelimiter } from '../rows.ts'
import { frameCsvRows } from './csv-rows.ts'
import type { FrameSink, Framer, FramingLimits } from './framer.ts'
import { frameJsonValues } from './json-values.ts'
import { frameLines } from './lines.ts'

/** The framer that cuts a file of this format. */
export function openFramer(
  format: Pick<EvidenceFormat, 'framing' | 'continues' | 'begins'>,
  options: { head: Head; limits: FramingLimits },
  sink: FrameSink,
): Framer {
  switch (format.framing) {
    case 'lines':
      return frameLines({ limits: options.limits, continues: format.continues, begins: format.begins }, sink)
    case 'json-values':
      return frameJsonValues(options.limits, sink)
    case 'csv-rows':
      return frameCsvRows({ limits: options.limits, delimiter: csvDelimiter(options.head) }, sink)
  }
}
