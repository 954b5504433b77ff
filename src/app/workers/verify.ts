import { workerData } from 'node:worker_threads'
import { createVerifier, type VerifyTask } from '../verifying/verify-file.ts'
import { serveTasks } from './serve-tasks.ts'

/** Reads cited evidence again, one file at a time. */
const verifier = createVerifier(workerData)

serveTasks<VerifyTask>((task) => verifier(task))
