import { DuckDBInstance } from '@duckdb/node-api'
import { eventColumns } from '../../src/store/events/columns.ts'
import { quoteName } from '../../src/store/events/sql.ts'

const columns = eventColumns.map(({ name }) => quoteName(name)).join(', ')

type Search = (round: number) => Promise<unknown>

export interface Peer {
  readonly histograms: readonly Search[]
  readonly pages: readonly Search[]
  readonly ownField: Search
  message(span: { from: bigint; before: bigint }): Search
  close(): Promise<void>
}

/** The same questions as SQL that somebody writes who has the files and DuckDB, with nothing of ours. */
export function openPeer(files: readonly string[]): Peer {
  let opened: Promise<DuckDBInstance> | undefined
  const connect = async () => {
    opened ??= DuckDBInstance.create(':memory:', { memory_limit: '400MB' })
    return (await opened).connect()
  }
  const from = `read_parquet([${files.map((file) => `'${file}'`).join(', ')}]) WHERE duplicate_of IS NULL`
  const ask =
    (text: string): Search =>
    async () => {
      const connection = await connect()
      await connection.runAndReadAll(text)
      connection.closeSync()
    }
  const conditions = [
    `lower("event.outcome") = 'failure'`,
    `lower("user.name") = 'user77'`,
    `"source.ip/sort" BETWEEN '00000000000000000000ffffc6330300' AND '00000000000000000000ffffc63303ff'`,
    `lower("event.action") IN ('consolelogin', 'assumerole')`,
    `lower("dataset") = 'web-access' AND "http.response.status_code" = 403`,
    `lower("host.name") = 'host-12' AND lower("event.outcome") <> 'success'`,
  ]
  const shown = [`true`, conditions[0], conditions[1], `lower("event.action") = 'consolelogin'`, `lower(dataset) = 'syslog'`, conditions[2]]
  return {
    histograms: conditions.map((condition) =>
      ask(`SELECT time_bucket(INTERVAL 6 HOUR, "time") AS bar, count(*) FROM ${from} AND ${condition} GROUP BY 1 ORDER BY 1`),
    ),
    pages: shown.flatMap((condition) =>
      ['ASC', 'DESC'].map((way) => ask(`SELECT ${columns} FROM ${from} AND ${condition} ORDER BY "time" ${way} LIMIT 200`)),
    ),
    ownField: ask(`SELECT count(*) FROM ${from} AND lower(json_extract_string(fields, '$.requestParameters.bucketName')) = 'bucket-77'`),
    message: (span) =>
      ask(
        `SELECT count(*) FROM ${from} AND "time" >= make_timestamp(${span.from}) AND "time" < make_timestamp(${span.before}) AND message ILIKE '%user77%'`,
      ),
    async close() {
      if (opened !== undefined) (await opened).closeSync()
    },
  }
}
