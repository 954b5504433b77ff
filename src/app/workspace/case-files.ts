import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { draftJobSchema } from '../../api/draft.ts'
import { evidenceReadingSchema } from '../../model/evidence-item.ts'
import { problemSchema } from '../../model/problem.ts'
import { createQueues } from './queues.ts'
import { readDurable, syncFolder, writeDurably } from './durable-file.ts'

/** An evidence item as it came in, before and beside what the record says of it. */
const receivedItemSchema = z.object({
  sha256: z.string(),
  name: z.string(),
  path: z.string().optional(),
  size: z.number().int(),
  addedAt: z.string(),
  /** Modification time the sender gave, milliseconds since 1970. */
  modified: z.number().int().optional(),
  /** What became of it in the last draft; absent until it was read. */
  outcome: z.enum(['read', 'unrecognised', 'unreadable']).optional(),
  reading: evidenceReadingSchema.optional(),
  problems: z.array(problemSchema).default([]),
})
export type ReceivedItem = z.infer<typeof receivedItemSchema>

/** What the workspace keeps of an incident beside its record: nothing in it is a claim, all of it but `items` can be made again by drafting. */
const caseSchema = z.object({
  items: z.array(receivedItemSchema).default([]),
  draft: draftJobSchema.optional(),
  /** SHA-256 -> text of every rule a set of the record is cited by. */
  rules: z.record(z.string(), z.string()).default({}),
})
export type Case = z.infer<typeof caseSchema>

/** The cases of all incidents: one small file each, replaced whole so that a crash leaves the old or the new one. */
export interface CaseFiles {
  read(id: string): Promise<Case>
  /** Changes are made one after the other, each on what the one before left. Resolves when the change is on the disk. */
  change(id: string, change: (before: Case) => Case): Promise<Case>
  remove(id: string): Promise<void>
  /** Incidents that have a case. */
  ids(): Promise<string[]>
}

export async function openCaseFiles(folder: string): Promise<CaseFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await sweepTemporaries(folder)
  const queues = createQueues()
  const fileOf = (id: string) => join(folder, `${id}.json`)
  const read = async (id: string) => (await readDurable(fileOf(id), caseSchema)) ?? caseSchema.parse({})
  return {
    read,
    change: (id, change) =>
      queues.run(id, async () => {
        const before = await read(id)
        const after = change(before)
        if (after !== before) await writeDurably(fileOf(id), `${JSON.stringify(after)}\n`)
        return after
      }),
    remove: (id) =>
      queues.run(id, async () => {
        await rm(fileOf(id), { force: true })
        await syncFolder(folder)
      }),
    ids: async () => (await readdir(folder)).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length)),
  }
}

/** What a process that was killed while it wrote has left. */
async function sweepTemporaries(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => name.endsWith('.tmp'))
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })))
}
