import type { Chance } from '../../examples/generator/random.ts'

/** One record of a made-up log: the `number`th of its file. */
export type Line = (chance: Chance, number: number) => string

const account = '748291035512'
const start = Date.UTC(2026, 2, 1)

/** Logs of different files overlap in time; a file's own records follow each other. */
function momentOf(number: number, chance: Chance): Date {
  return new Date(start + number * 730 + chance.between(0, 700))
}

const calls = [
  ['ec2', 'DescribeInstances', true],
  ['ec2', 'DescribeSecurityGroups', true],
  ['s3', 'GetObject', true],
  ['s3', 'PutObject', false],
  ['s3', 'ListBuckets', true],
  ['sts', 'AssumeRole', true],
  ['sts', 'GetCallerIdentity', true],
  ['iam', 'ListUsers', true],
  ['iam', 'GetUser', true],
  ['kms', 'Decrypt', true],
  ['lambda', 'ListFunctions20150331', true],
  ['logs', 'CreateLogStream', false],
  ['rds', 'DescribeDBInstances', true],
] as const
const people = 120
const agents = [
  'aws-cli/2.15.30 Python/3.11.8 Linux/6.1.0 exe/x86_64.debian.12 prompt/off command/ec2.describe-instances',
  'Boto3/1.34.69 md/Botocore#1.34.69 ua/2.0 os/linux#6.1.0 md/arch#x86_64 lang/python#3.12.2 md/pyimpl#CPython cfg/retry-mode#legacy',
  'console.amazonaws.com',
  'APN/1.0 HashiCorp/1.0 Terraform/1.7.5 terraform-provider-aws/5.42.0',
]

/** Somebody at their usual place with their usual program, now and then elsewhere: who calls from where is no matter of chance. */
function personOf(chance: Chance): { user: string; number: number; address: number; agent: string } {
  const number = chance.between(0, people - 1)
  const address = chance.odds(0.01) ? chance.between(1, 254) : 1 + ((number * 37) % 254)
  return { user: `person-${number}`, number, address, agent: agents[number % agents.length] ?? '' }
}

/** A record of CloudTrail 1.09, about 1.2 kB as they usually are. */
export function cloudTrailRecord(chance: Chance, number: number): string {
  const [source, name, readOnly] = chance.pick(calls)
  const { user, number: person, address, agent } = personOf(chance)
  const record = {
    eventVersion: '1.09',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROAEXAMPLEENGINEERS:${user}`,
      arn: `arn:aws:sts::${account}:assumed-role/engineers/${user}`,
      accountId: account,
      accessKeyId: `ASIAEXAMPLE${String(person).padStart(5, '0')}`,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: 'AROAEXAMPLEENGINEERS',
          arn: `arn:aws:iam::${account}:role/engineers`,
          accountId: account,
          userName: 'engineers',
        },
        attributes: { creationDate: '2026-03-01T06:00:00Z', mfaAuthenticated: 'true' },
      },
    },
    eventTime: `${momentOf(number, chance).toISOString().slice(0, 19)}Z`,
    eventSource: `${source}.amazonaws.com`,
    eventName: name,
    awsRegion: chance.pick(['eu-central-1', 'eu-west-1', 'us-east-1']),
    sourceIPAddress: `198.51.100.${address}`,
    userAgent: agent,
    ...(chance.odds(0.03) ? { errorCode: 'AccessDenied', errorMessage: `User: ${user} is not authorized to perform: ${source}:${name}` } : {}),
    requestParameters:
      source === 's3' ? { bucketName: `team-data-${chance.between(1, 40)}`, key: `exports/${chance.hex(8)}.parquet` } : { maxResults: 100 },
    responseElements: null,
    requestID: `${chance.hex(8)}-${chance.hex(4)}-${chance.hex(4)}-${chance.hex(4)}-${chance.hex(12)}`,
    eventID: `${chance.hex(8)}-${chance.hex(4)}-${chance.hex(4)}-${chance.hex(4)}-${chance.hex(12)}`,
    readOnly,
    eventType: 'AwsApiCall',
    managementEvent: source !== 's3',
    recipientAccountId: account,
    eventCategory: source === 's3' ? 'Data' : 'Management',
    tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader: `${source}.eu-central-1.amazonaws.com` },
  }
  return JSON.stringify(record)
}

/** A record of a service of one's own, about 200 bytes. */
export function serviceRecord(chance: Chance, number: number): string {
  const time = momentOf(number, chance).toISOString()
  const { user, address } = personOf(chance)
  const status = chance.pick([200, 200, 200, 204, 301, 404, 500])
  return `{"time":"${time}","level":"${status >= 500 ? 'error' : 'info'}","service":"shop-api","user":"${user}","client_ip":"203.0.113.${address}","path":"/api/orders/${chance.between(1, 90_000)}","status":${status},"ms":${chance.between(1, 900)}}`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A line of a host's auth log, as rsyslog writes it by default. */
export function authLine(chance: Chance, number: number): string {
  const at = momentOf(number, chance)
  const stamp = `${months[at.getUTCMonth()]} ${String(at.getUTCDate()).padStart(2)} ${at.toISOString().slice(11, 19)}`
  const pid = chance.between(400, 60_000)
  const address = `203.0.113.${chance.between(1, 254)}`
  const texts = [
    `sshd[${pid}]: Failed password for invalid user admin from ${address} port ${chance.between(1024, 65_000)} ssh2`,
    `sshd[${pid}]: Accepted publickey for deploy from 198.51.100.${chance.between(1, 30)} port ${chance.between(1024, 65_000)} ssh2: ED25519 SHA256:wF3n0example${chance.between(1, 9)}`,
    `sshd[${pid}]: Connection closed by ${address} port ${chance.between(1024, 65_000)} [preauth]`,
    `CRON[${pid}]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)`,
    `sudo:   deploy : TTY=pts/0 ; PWD=/srv/app ; USER=root ; COMMAND=/usr/bin/systemctl restart app`,
    `systemd-logind[612]: New session ${pid} of user deploy.`,
  ]
  return `${stamp} web-${chance.between(1, 9)} ${chance.pick(texts)}`
}

/** A line of a web server's access log in the combined format. */
export function accessLine(chance: Chance, number: number): string {
  const at = momentOf(number, chance)
  const [day, clock] = [at.toISOString().slice(8, 10), at.toISOString().slice(11, 19)]
  const stamp = `${day}/${months[at.getUTCMonth()]}/2026:${clock} +0000`
  const path = chance.pick([
    '/',
    '/shop/basket',
    `/shop/item/${chance.between(1, 9_000)}`,
    '/static/app.js',
    `/search?q=${chance.hex(6)}`,
    '/wp-login.php',
  ])
  const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:124.0) Gecko/20100101 Firefox/124.0'
  return `203.0.113.${chance.between(1, 254)} - - [${stamp}] "GET ${path} HTTP/1.1" ${chance.pick([200, 200, 200, 304, 404])} ${chance.between(120, 90_000)} "https://shop.example.com/" "${agent}"`
}
