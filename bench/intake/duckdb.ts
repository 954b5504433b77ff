import { DuckDBInstance } from '@duckdb/node-api'
import type { DataFile } from './data.ts'

/**
 * The limit: DuckDB's own reader of JSON into zstd Parquet, sorted by nothing, without detection. Answers the number of rows. Records of an array are unnested, as
 * they are for us.
 */
export async function readInto(files: readonly DataFile[], target: string): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:', { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' })
  const connection = await instance.connect()
  const names = files.map(({ path }) => quote(path)).join(', ')
  const reading = `read_json([${names}], union_by_name = true, maximum_object_size = 1073741824)`
  const columns = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${reading}`)
  const isEnvelope = columns.getRowObjects().some((row) => row['column_name'] === 'Records')
  const rows = isEnvelope ? `SELECT unnest(Records, max_depth := 2) FROM ${reading}` : `SELECT * FROM ${reading}`
  await connection.run(`COPY (${rows}) TO ${quote(target)} (FORMAT parquet, COMPRESSION zstd)`)
  const counted = await connection.runAndReadAll(`SELECT count(*) AS rows FROM read_parquet(${quote(target)})`)
  connection.closeSync()
  instance.closeSync()
  return Number(counted.getRowObjects()[0]?.['rows'])
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
