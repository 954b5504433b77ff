/** How much of something is done, as a bar. The native element needs no style of its own on the page. */
export function Meter({ label, value, most }: { label: string; value: number; most: number }) {
  return <progress aria-label={label} value={most === 0 ? 1 : value} max={most === 0 ? 1 : most} className="meter h-1.5 w-full" />
}
