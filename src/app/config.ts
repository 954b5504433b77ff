import { AppError } from '../base/error.ts'

/** Everything the environment can say. This file is its only reader. */
export interface Config {
  /** PORT: where the workspace listens. */
  readonly port: number | undefined
  /** HOST: the address it listens on; the server refuses what is not loopback. */
  readonly host: string | undefined
  /** HINDCAST_DATA: the folder of records and vault. Where it is set, `draft` copies evidence into the vault too. */
  readonly dataFolder: string | undefined
  /** SOURCE_DATE_EPOCH: seconds since 1970 that stand for "now" in what is written, for reproducible output. */
  readonly sourceDateEpochSeconds: number | undefined
}

/** What is needed before anything else is loaded. */
export interface TerminalSettings {
  /** NO_COLOR: set to anything but nothing. */
  readonly isPlain: boolean
  /** HINDCAST_DEBUG: set to anything but nothing or 0; adds stacks to messages. */
  readonly isDebug: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads and checks the environment. Throws AppError `config` that names every variable that cannot be used, and what it should be. */
export async function readConfig(environment: Environment = process.env): Promise<Config> {
  // Loaded here: the schema library costs a third of the time that `--help` takes.
  const { environmentSchema } = await import('./config-schema.ts')
  const read = environmentSchema.safeParse(withoutEmpty(environment))
  if (!read.success) {
    const lines = read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}, not "${environment[String(issue.path[0])] ?? ''}"`)
    throw new AppError('config', `The environment cannot be used: ${lines.join('; ')}`)
  }
  const { PORT, HOST, HINDCAST_DATA, SOURCE_DATE_EPOCH } = read.data
  return { port: PORT, host: HOST, dataFolder: HINDCAST_DATA, sourceDateEpochSeconds: SOURCE_DATE_EPOCH }
}

export function readTerminalSettings(environment: Environment = process.env): TerminalSettings {
  const debug = environment['HINDCAST_DEBUG'] ?? ''
  return { isPlain: (environment['NO_COLOR'] ?? '') !== '', isDebug: debug !== '' && debug !== '0' }
}

/** How the user calls this program: through `npx`, which says so in its variable, or by its name. For the commands we print to be copied. */
export function readProgramCall(environment: Environment = process.env): string {
  return environment['npm_lifecycle_event'] === 'npx' ? 'npx hindcast' : 'hindcast'
}

/** A variable set to nothing counts as not set. */
function withoutEmpty(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
}
