/** A statement and the values of its parameters, `$1` first. */
export interface Sql {
  readonly text: string
  readonly values: readonly SqlValue[]
}

export type SqlValue = string | number | bigint

/** Collects the values of a statement while its text is put together, so that nothing a person wrote is ever part of the text. */
export class SqlValues {
  readonly #values: SqlValue[] = []
  readonly #numbers = new Map<SqlValue, number>()

  /** The parameter that stands for the value. */
  add(value: SqlValue): string {
    const known = this.#numbers.get(value)
    if (known !== undefined) return parameter(value, known)
    this.#values.push(value)
    this.#numbers.set(value, this.#values.length)
    return parameter(value, this.#values.length)
  }

  sql(text: string): Sql {
    return { text, values: this.#values }
  }
}

function parameter(value: SqlValue, number: number): string {
  return typeof value === 'string' ? `$${number}` : typeof value === 'bigint' ? `$${number}::BIGINT` : `$${number}::DOUBLE`
}

/** The name of a column or alias as SQL quotes it. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A text of our own (a file's name) as SQL quotes it. What a person wrote is a parameter. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A whole number of microseconds as a time of DuckDB: a literal, so that parts of files outside it are left out when the search is planned. */
export function timeLiteral(micros: bigint): string {
  return `make_timestamp(${micros})`
}

/** A path for a list of files in which no sign stands for others. */
export function globLiteral(path: string): string {
  return path.replace(/[[*?]/g, '[$&]')
}

/** Files as the list that DuckDB's functions for Parquet take. */
export function fileList(paths: readonly string[]): string {
  return `[${paths.map((path) => quoteText(globLiteral(path))).join(', ')}]`
}
