// A worker of the benchmark: what an intake's worker does, without detection, and where the stage is "read" without writing.
import { parentPort } from 'node:worker_threads'
import { readEvidence } from '../../src/app/reading/read-evidence.ts'
import { createSegmentWriter } from '../../src/store/events/segment-writer.ts'
import type { StageTask } from './stages.ts'

parentPort?.on('message', (task: StageTask) => void run(task))

async function run({ batch, stage, folder, tag }: StageTask): Promise<void> {
  const writer = createSegmentWriter({ folder, writer: '1-1', tag, program: 'bench' })
  let events = 0
  for (const item of batch) {
    writer.begin(item.size)
    await readEvidence({
      ...item,
      onEvent(event, _record, bytes) {
        events += 1
        if (stage === 'write') writer.add(event, bytes)
      },
      onProblem: () => undefined,
    })
  }
  writer.flush()
  parentPort?.postMessage(events)
}
