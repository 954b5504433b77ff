/** Where a worker's code lies: beside this file in the sources, `worker-<name>.js` beside the bundle. */
export function workerUrl(name: string): URL {
  return import.meta.url.endsWith('.ts') ? new URL(`./${name}.ts`, import.meta.url) : new URL(`./worker-${name}.js`, import.meta.url)
}
