/*
 * A child of the kill tests: takes in the evidence of the data folder argv[2], listed in argv[3], until it is killed or done, and prints the SHA-256 of each
 * item once it is acknowledged, and "done" at the end.
 */
import { readFile } from 'node:fs/promises'
import { writeSync } from 'node:fs'
import { openIntakeGround } from './made-up-intake.ts'
import { takeIn } from './take-in.ts'

const [, , folder = '', list = ''] = process.argv
const ground = await openIntakeGround(folder)
const items = JSON.parse(await readFile(list, 'utf8'))
// Small batches: many commits to be killed between.
const limits = { bytes: 100_000, items: 40 }
writeSync(1, 'begun\n')
await takeIn(
  ground.request(items, {
    limits,
    onItem({ sha256, state }) {
      if (state !== 'reading') writeSync(1, `${sha256}\n`)
    },
  }),
)
writeSync(1, 'done\n')
await ground.close()
