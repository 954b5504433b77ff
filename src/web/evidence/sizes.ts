const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** "12 bytes", "1.5 MB": decimal units, as file managers print them. */
export function sizeText(bytes: number): string {
  const step = bytes < 1_000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1_000 ** step
  return `${step === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[step] ?? ''}`
}
