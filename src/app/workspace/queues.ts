/** Runs tasks with the same key one after the other, and those with different keys side by side. */
export interface Queues {
  run<T>(key: string, task: () => Promise<T>): Promise<T>
}

export function createQueues(): Queues {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run(key, task) {
      const before = tails.get(key) ?? Promise.resolve()
      // A task that failed must not stop the next one.
      const mine = before.then(task, task)
      const settled = mine.then(
        () => undefined,
        () => undefined,
      )
      tails.set(key, settled)
      void settled.then(() => {
        if (tails.get(key) === settled) tails.delete(key)
      })
      return mine
    },
  }
}
