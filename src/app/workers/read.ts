// One worker reads one file at a time: hash, recognise, frame, read, and every consumer beside it. Only counts, problems and results cross threads.
import { parentPort, workerData } from 'node:worker_threads'
import { messageOf } from '../../base/error.ts'
import type { EventConsumer } from '../reading/consumer.ts'
import { consumerKinds } from '../reading/consumers.ts'
import type { WorkerReply, WorkerSetup, WorkerTask } from '../reading/read-files.ts'
import { runReadJob } from '../reading/read-job.ts'

const setup: WorkerSetup = workerData
const opened = openConsumers(setup)
// A failure is told to the task that waits for it.
opened.catch(() => undefined)

parentPort?.on('message', (task: WorkerTask) => void run(task))

async function openConsumers({ consumers }: WorkerSetup): Promise<Map<string, () => EventConsumer>> {
  const factories = new Map<string, () => EventConsumer>()
  for (const [name, settings] of Object.entries(consumers)) {
    const kind = consumerKinds.find((candidate) => candidate.name === name)
    if (kind === undefined) throw new Error(`No consumer is called "${name}"`)
    factories.set(name, await kind.open(settings))
  }
  return factories
}

async function run({ job }: WorkerTask): Promise<void> {
  let told = performance.now()
  try {
    const result = await runReadJob(job, await opened, {
      onProblems: (problems) => reply({ kind: 'problems', problems }),
      onProgress: (progress) => {
        const now = performance.now()
        if (now - told < 100) return
        told = now
        reply({ kind: 'progress', progress })
      },
    })
    reply({ kind: 'done', result })
  } catch (error) {
    reply({ kind: 'failed', message: messageOf(error) })
  }
}

function reply(message: WorkerReply): void {
  parentPort?.postMessage(message)
}
