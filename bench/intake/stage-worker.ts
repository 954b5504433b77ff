// A worker of the benchmark: what an intake's worker does, without detection, and where the stage is "read" without writing.
import { parentPort } from 'node:worker_threads'
import { readEvidence } from '../../src/app/reading/read-evidence.ts'
import { createSegmentMemory, createSegmentWriter } from '../../src/store/events/segment-writer.ts'
import type { StageTask } from './stages.ts'

const memory = createSegmentMemory()
parentPort?.on('message', (task: StageTask) => void run(task))

async function run({ batch, stage, folder, tag }: StageTask): Promise<void> {
  const writer = createSegmentWriter({ folder, writer: '1-1', tag, program: 'bench', memory })
  let events = 0
  for (const item of batch) {
    writer.begin(item.size)
    await readEvidence({
      ...item,
      onEvent(event, record, bytes) {
        events += 1
        if (stage === 'write') writer.add(event, bytes, record)
      },
      onProblem: () => undefined,
    })
  }
  writer.flush()
  parentPort?.postMessage(events)
}
