// `npm run bench -- kill-intake [ROUNDS]`: kills an intake with SIGKILL at 50 random moments and looks after each whether every acknowledged item is whole.
import { killIntake } from '../src/app/intake/kill-intake.ts'

const rounds = Number(/^\d{1,5}$/.exec(process.argv[2] ?? '')?.[0] ?? 50)
const { killed, ended, acknowledged, faults } = await killIntake({ rounds, files: 3_000, chance: Math.random })
console.log(`${killed} intakes killed, ${ended} came to their end before; ${acknowledged} items acknowledged; ${faults.length} faults`)
for (const fault of faults.slice(0, 50)) console.log(`  ${fault}`)
process.exitCode = faults.length === 0 ? 0 : 1
