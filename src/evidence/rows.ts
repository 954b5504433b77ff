import type { Head } from './format.ts'

const delimiters = [',', ';', '\t', '|'] as const

/** The fields of one CSV row: quotes removed, doubled quotes undone. A quote inside an unquoted field is kept as it is. */
export function splitRow(row: string, delimiter: string): string[] {
  if (!row.includes('"')) return row.split(delimiter)
  const fields: string[] = []
  let at = 0
  while (at <= row.length) {
    const [value, end] = row[at] === '"' ? quotedField(row, at, delimiter) : plainField(row, at, delimiter)
    fields.push(value)
    at = end + 1
  }
  return fields
}

function plainField(row: string, start: number, delimiter: string): [string, number] {
  const found = row.indexOf(delimiter, start)
  const end = found === -1 ? row.length : found
  return [row.slice(start, end), end]
}

function quotedField(row: string, start: number, delimiter: string): [string, number] {
  let close = row.indexOf('"', start + 1)
  let doubled = false
  while (close !== -1 && row[close + 1] === '"') {
    doubled = true
    close = row.indexOf('"', close + 2)
  }
  if (close === -1) return [row.slice(start), row.length]
  const inner = row.slice(start + 1, close)
  const value = doubled ? inner.replaceAll('""', '"') : inner
  if (close + 1 === row.length || row[close + 1] === delimiter) return [value, close + 1]
  const [rest, end] = plainField(row, close + 1, delimiter)
  return [value + rest, end]
}

/** The delimiter of a CSV file: the one that cuts the header into most fields; a comma where none does. */
export function csvDelimiter(head: Head): string {
  const header = head.lines[0] ?? head.text.slice(0, 8192)
  let best = ','
  let most = 1
  for (const delimiter of delimiters) {
    const count = splitRow(header, delimiter).length
    if (count > most) {
      best = delimiter
      most = count
    }
  }
  return best
}
