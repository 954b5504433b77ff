import { eventColumns, type ColumnType } from '../../src/store/events/columns.ts'
import { quoteName } from '../../src/store/events/sql.ts'

/*
 * Events of four kinds of sources, made by SQL from numbers that only look like chance: the same seed gives the same events. Values are few or many as in real
 * logs: 2,500 users, 4,000 addresses, 400 hosts, 500 buckets; identifiers that are never twice the same.
 */

/** Days that the events span, from 2026-03-01 on. */
export const days = 30
export const start = 1_772_323_200_000_000n
export const rowsPerItem = 500

export interface Slice {
  /** Numbers of its items: from, and how many. */
  readonly firstItem: number
  readonly items: number
  readonly rows: number
  /** All items of the data set, and the seed. */
  readonly allItems: number
  readonly seed: number
  /** Microseconds since 1970. */
  readonly from: bigint
  readonly span: bigint
}

const sqlTypes: Readonly<Record<ColumnType, string>> = { timestamp: 'TIMESTAMP', long: 'BIGINT', integer: 'INTEGER', text: 'VARCHAR' }

/** Table expression: the events of a slice of time, in the columns of segments, in the order of segments. */
export function eventsSql(slice: Slice): string {
  const columns = eventColumns.map(({ name, type }) => `(${values[name] ?? 'NULL'})::${sqlTypes[type]} AS ${quoteName(name)}`)
  return `(SELECT ${columns.join(', ')} FROM (${drawn(slice)}) ORDER BY 1, "evidence", "offset", "part")`
}

/** Every twelfth source's clock was 372 s slow; every 33rd event repeats one of another export. */
function drawn({ firstItem, items, rows, allItems, seed, from, span }: Slice): string {
  const roll = (salt: number, below: number, what = 'i') => `(hash(${what} * 1000003 + ${salt + seed * 1000}) % ${below})::BIGINT`
  const firstRow = firstItem * rowsPerItem
  return `SELECT *, action || ' by ' || usr AS who,
      told_us + CASE WHEN item % 12 = 0 THEN 372000000 ELSE 0 END AS time_us
    FROM (SELECT *, sha256('item' || item) AS evidence_hash, (item % 4)::INTEGER AS kind,
        ${from} + ${roll(1, Number(span / 1_000_000n) - 3700, 'item')} * 1000000 + ${roll(8, 3_600)} * 1000000 + micros AS told_us,
        'user' || u || CASE WHEN u % 5 = 0 THEN '@example.com' ELSE '' END AS usr,
        '198.' || (51 + ip % 3) || '.' || (ip // 250 % 256) || '.' || (ip % 250) AS address,
        '00000000000000000000ffff' || printf('%02x%02x%02x%02x', 198, (51 + ip % 3)::INTEGER, (ip // 250 % 256)::INTEGER, (ip % 250)::INTEGER) AS address_sort,
        ['GetObject', 'PutObject', 'ListBuckets', 'AssumeRole', 'ConsoleLogin', 'DescribeInstances', 'GetCallerIdentity', 'DeleteObject', 'CreateUser',
          'GetSecretValue'][a % 10 + 1] AS action,
        'host-' || (item % 400) AS host,
        CASE WHEN ${roll(9, 33)} = 0 THEN substr(sha256('item' || ${roll(10, allItems)}), 1, 16) || ':' || (i % ${rowsPerItem} * 400) END AS repeats
      FROM (SELECT i, ${firstItem} + ${roll(2, items)} AS item, ${roll(3, 2_500)} AS u, ${roll(4, 4_000)} AS ip, ${roll(5, 100)} AS a, ${roll(6, 100)} AS o,
          ${roll(7, 1_000_000)} AS micros, ${roll(11, 500)} AS bucket, hash(i * 7 + ${seed}) AS r, hash(i * 11 + ${seed}) AS s, hash(i * 13 + ${seed}) AS t
        FROM range(${firstRow}, ${firstRow + rows}) AS numbers(i)))`
}

const byKind = (...expressions: readonly string[]): string =>
  `CASE kind ${expressions.map((text, kind) => `WHEN ${kind} THEN ${text}`).join(' ')} END`

const values: Readonly<Record<string, string>> = {
  time: 'make_timestamp(time_us)',
  told: 'make_timestamp(told_us)',
  nanos: '0',
  precision: `'microsecond'`,
  zone: `'Z'`,
  offset_ms: 'CASE WHEN item % 12 = 0 THEN 372000 END',
  uncertainty_ms: 'CASE WHEN item % 12 = 0 THEN 1500 END',
  evidence: 'evidence_hash',
  offset: 'i * 400',
  length: '400',
  part: '0',
  record: 'i + 1',
  dataset: byKind(`'aws-cloudtrail'`, `'syslog'`, `'web-access'`, `'jsonl'`),
  version: '1',
  path: `'exports/' || host || '/' || item || '.log'`,
  'event.action': byKind('action', `'ssh-login'`, `'GET'`, `'job'`),
  'event.outcome': `CASE WHEN o < 7 THEN 'failure' ELSE 'success' END`,
  'event.provider': byKind(`'s3.amazonaws.com'`, `'sshd'`, 'NULL', 'NULL'),
  'event.code': byKind('to_hex(s) || to_hex(t)', 'NULL', 'NULL', 'NULL'),
  'host.name': 'host',
  'user.name': 'usr',
  'source.ip': 'address',
  'source.port': 'CASE WHEN kind = 1 THEN 1024 + micros % 60000 END',
  'source.ip/sort': 'address_sort',
  'user_agent.original': byKind(`'aws-cli/2.15.' || a`, 'NULL', `'Mozilla/5.0 (X11; Linux x86_64) Chrome/12' || a % 10`, 'NULL'),
  'http.response.status_code': 'CASE WHEN kind = 2 THEN CASE WHEN o < 7 THEN 403 ELSE 200 END END',
  'url.path': `CASE WHEN kind = 2 THEN '/app/' || action || '/item/' || r END`,
  'cloud.account.id': `CASE WHEN kind = 0 THEN '111122223333' END`,
  'cloud.region': `CASE WHEN kind = 0 THEN 'eu-west-' || a % 3 END`,
  'source.bytes': 'CASE WHEN kind = 2 THEN micros END',
  'actor.principal': `CASE WHEN kind = 0 THEN 'arn:aws:iam::111122223333:user/' || usr END`,
  source_id: 'CASE WHEN kind = 0 THEN to_hex(s) || to_hex(t) END',
  record_hash: '(r >> 1)::BIGINT',
  duplicate_of: 'repeats',
  message: byKind(
    `who || ' from ' || address || ' in eu-west-' || a % 3 || ' on arn:aws:s3:::bucket-' || bucket || '/data/' || r || ' (request ' || i || ')'`,
    `'sshd[' || micros % 65536 || ']: Accepted publickey for ' || usr || ' from ' || address || ' port ' || micros % 60000 || ' ssh2: ED25519 SHA256:' || to_hex(r) || to_hex(s)`,
    `address || ' "GET /app/' || action || '/item/' || r || '?page=' || a || ' HTTP/1.1" 200 ' || micros || ' by ' || usr || ' with Mozilla/5.0 (X11; Linux x86_64)'`,
    `'worker finished job ' || r || ' for ' || usr || ' at queue ' || action || ' after ' || micros || ' us on node ' || item % 400 || ' with ' || a || ' retries'`,
  ),
  fields: byKind(
    `to_json({eventVersion: '1.08', eventTime: strftime(make_timestamp(told_us), '%Y-%m-%dT%H:%M:%SZ'), eventSource: 's3.amazonaws.com', eventName: action,
      awsRegion: 'eu-west-' || a % 3, sourceIPAddress: address, userAgent: 'aws-cli/2.15.' || a, requestParameters: {bucketName: 'bucket-' || bucket, "key": 'data/' || r},
      userIdentity: {"type": 'IAMUser', userName: usr, accountId: '111122223333'}, resources: [{ARN: 'arn:aws:s3:::bucket-' || bucket}], requestID: to_hex(r),
      eventID: to_hex(s) || to_hex(t)})`,
    `to_json({hostname: host, program: 'sshd', pid: micros % 65536, method: 'publickey', "user": usr, addr: address, port: micros % 60000,
      "key": to_hex(r) || to_hex(s), facility: 'auth', severity: 'info', priority: 38, session: to_hex(t), note: 'opened a session, as the key was known to the host'})`,
    `to_json({remote: address, method: 'GET', path: '/app/' || action || '/item/' || r, query: 'page=' || a, status: CASE WHEN o < 7 THEN 403 ELSE 200 END,
      size: micros, referer: 'https://www.example.com/app/list/' || micros % 5000, agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/12' || a % 10,
      "user": usr, request_id: to_hex(s), upstream: 'app-' || a})`,
    `to_json({level: 'info', queue: action, job: r, account: usr, tookUs: micros, node: host, attempts: a, labels: ['batch', 'night', 'zone-' || a % 3],
      context: {trace: to_hex(s), span: to_hex(t), tenant: 'tenant-' || u}, "text": 'finished without errors and reported to the scheduler'})`,
  ),
}
