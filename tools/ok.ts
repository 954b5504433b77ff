// `npm run ok`: everything a change must pass, cheapest first. --except=tests leaves a step out; --only=lint,types runs some.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Step {
  readonly name: string
  /** Arguments to this Node. */
  readonly args: readonly string[]
}

const steps: readonly Step[] = [
  { name: 'format', args: [inModules('@biomejs/biome/bin/biome'), 'format'] },
  { name: 'lint', args: [inModules('oxlint/bin/oxlint'), '--deny-warnings'] },
  { name: 'floors', args: ['tools/floors/main.ts'] },
  { name: 'types', args: [inModules('typescript/bin/tsc'), '-p', 'tsconfig.json'] },
  { name: 'types-pure', args: [inModules('typescript/bin/tsc'), '-p', 'tsconfig.pure.json'] },
  { name: 'types-web', args: [inModules('typescript/bin/tsc'), '-p', 'tsconfig.web.json'] },
  { name: 'tests', args: [inModules('vitest/vitest.mjs'), 'run', '--project', 'unit', '--project', 'end-to-end'] },
  { name: 'generated', args: ['tools/generate.ts', '--check'] },
]

function inModules(path: string): string {
  return join('node_modules', path)
}

function chosenSteps(): readonly Step[] {
  const { values } = parseArgs({ options: { only: { type: 'string' }, except: { type: 'string' } } })
  const only = values.only?.split(',')
  const except = values.except?.split(',') ?? []
  for (const name of [...(only ?? []), ...except]) {
    if (!steps.some((step) => step.name === name)) throw new Error(`No step "${name}"; there are ${steps.map((step) => step.name).join(', ')}`)
  }
  return steps.filter(({ name }) => (only === undefined || only.includes(name)) && !except.includes(name))
}

function runStep({ args }: Step): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], { cwd: root, stdio: 'inherit' })
    child.on('error', reject)
    child.on('exit', (code) => resolve(code === 0))
  })
}

const results: string[] = []
let failed = 0
for (const step of chosenSteps()) {
  console.log(`\n— ${step.name}`)
  const startedMs = performance.now()
  const isGood = await runStep(step)
  if (!isGood) failed += 1
  results.push(`${isGood ? 'ok    ' : 'FAILED'}  ${step.name.padEnd(12)} ${((performance.now() - startedMs) / 1000).toFixed(1)} s`)
}
console.log(`\n${results.join('\n')}`)
process.exitCode = failed === 0 ? 0 : 1
