import { day, second } from '../clock.ts'
import { type Entry, hostEntry } from '../entry.ts'
import type { Chance } from '../random.ts'
import { gentle, share, type World } from '../world.ts'
import type { OrdinarySource, Today } from './source.ts'

const guesses = [
  'admin',
  'test',
  'oracle',
  'ubuntu',
  'git',
  'postgres',
  'user',
  'ftpuser',
  'hadoop',
  'minecraft',
  'pi',
  'deployer',
  'www',
  'jenkins',
  'guest',
  'support',
  'steam',
  'solana',
]

/** The noise of the internet at the bastion's door: guesses all day, now and then a storm; none ever succeeds. */
export const shellNoise: OrdinarySource = (world, today) => {
  const { chance } = today
  const trickle = Array.from({ length: 3 + chance.about(share(world, 260)) }, () =>
    guess({
      at: today.midnight + chance.between(0, day - 2),
      address: chance.pick(world.places.scanners),
      user: chance.odds(0.35) ? 'root' : chance.pick(guesses),
      chance,
    }),
  )
  return [...trickle.flat(), ...storm(world, today), ...probes(world, today)]
}

interface Guess {
  readonly at: number
  readonly address: string
  readonly user: string
  readonly chance: Chance
}

function guess({ at, address, user, chance }: Guess): Entry[] {
  const program = `sshd[${chance.between(2_000, 60_000)}]`
  const port = chance.between(30_000, 60_000)
  const line = (after: number, message: string): Entry => hostEntry({ at: at + after, host: 'bastion01', program, message })
  if (user === 'root')
    return [
      line(0, `Failed password for root from ${address} port ${port} ssh2`),
      line(600, `Connection closed by authenticating user root ${address} port ${port} [preauth]`),
    ]
  return [
    line(0, `Invalid user ${user} from ${address} port ${port}`),
    line(900, `Failed password for invalid user ${user} from ${address} port ${port} ssh2`),
    line(1_500, `Connection closed by invalid user ${user} ${address} port ${port} [preauth]`),
  ]
}

/** A burst of guesses from one address, also at names that exist. */
function storm(world: World, { midnight, chance }: Today): Entry[] {
  if (!chance.odds(0.45)) return []
  const address = chance.pick(world.places.scanners)
  let at = midnight + chance.between(0, 22 * 3_600) * second
  const target = chance.pick(['root', 'backup', 'admin', 'deploy'])
  return Array.from({ length: 12 + chance.about(gentle(world, chance.between(40, 260))) }, () => {
    at += chance.between(900, 6_000)
    const program = `sshd[${chance.between(2_000, 60_000)}]`
    const invalid = target === 'admin' ? 'invalid user ' : ''
    return hostEntry({
      at,
      host: 'bastion01',
      program,
      message: `Failed password for ${invalid}${target} from ${address} port ${chance.between(30_000, 60_000)} ssh2`,
    })
  })
}

function probes(world: World, { midnight, chance }: Today): Entry[] {
  return Array.from({ length: 1 + chance.about(share(world, 30)) }, () => {
    const address = chance.pick(world.places.scanners)
    const port = chance.between(30_000, 60_000)
    const message = chance.pick([
      `banner exchange: Connection from ${address} port ${port}: invalid format`,
      `Connection reset by ${address} port ${port} [preauth]`,
      `Unable to negotiate with ${address} port ${port}: no matching key exchange method found. Their offer: diffie-hellman-group14-sha1 [preauth]`,
      `error: kex_exchange_identification: Connection closed by remote host`,
    ])
    return hostEntry({ at: midnight + chance.between(0, day - 1), host: 'bastion01', program: `sshd[${chance.between(2_000, 60_000)}]`, message })
  })
}
