import { type RenderedFile, renderReport, type ReportSource } from '../../src/app/reporting/render-report.ts'
import { listOf } from '../../src/base/text.ts'
import { zipFiles } from '../../src/app/workspace/zip.ts'
import type { SampleReport } from './index-page.ts'
import { drawPages } from './page-images.ts'

/** What is kept of a scenario: every form of the first, pictures of the others. */
export interface SamplePlan {
  /** Folder in `examples/`. */
  readonly scenario: string
  readonly story: string
  readonly hasFiles: boolean
  /** How many pages are shown at a size at which they can be read. */
  readonly readablePages: number
}

export const plans: readonly SamplePlan[] = [
  {
    scenario: 'leaked-key',
    story: 'A key to the cloud account lies in a file that anybody could fetch. Somebody finds it, looks around, and leaves with data.',
    hasFiles: true,
    readablePages: 5,
  },
  {
    scenario: 'web-shell',
    story: 'A web shell on a server of the shop leads to the cloud account behind it.',
    hasFiles: false,
    readablePages: 2,
  },
  {
    scenario: 'stolen-laptop',
    story: "A stolen laptop gives somebody an engineer's sessions and keys.",
    hasFiles: false,
    readablePages: 2,
  },
]

/** Read where it lies; every other form is in the archive, which a repository carries more easily. */
const archive = 'every-form.zip'

/** A sample and its files, by path below its folder. */
export interface Sample {
  readonly report: SampleReport
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** Renders what the plan asks for; pictures are drawn from the PDF. */
export async function sampleOf(plan: SamplePlan, source: ReportSource): Promise<Sample> {
  const full = await renderReport(source, plan.hasFiles ? {} : { formats: ['pdf'] })
  const files = new Map<string, Uint8Array>()
  const pictures = await draw(full, { files, outline: 'full', readable: plan.readablePages })
  const listed: { path: string; what: string }[] = []
  if (plan.hasFiles) {
    const nine = await renderReport(source, { outline: 'nine-part', formats: ['pdf'] })
    pictures.push(...(await draw(nine, { files, outline: 'nine-part', readable: 0 })))
    const plain = full.filter(({ name }) => name === 'report.md' || name.startsWith('figures/'))
    for (const { name, bytes } of plain) files.set(name, bytes)
    const packed = [
      ...full.filter((file) => !plain.includes(file)),
      ...nine.map((file) => ({ ...file, name: file.name.replace('.', '-nine-part.') })),
    ]
    files.set(archive, zipFiles(packed.map(({ name, bytes }) => ({ path: `${plan.scenario}/${name}`, bytes }))))
    const names = packed.map(({ name }) => `\`${name}\``)
    listed.push({ path: 'report.md', what: 'The report in Markdown' }, { path: archive, what: `Every other form: ${names.join(', ')}` })
  }
  return { report: { folder: plan.scenario, title: source.document.title, story: plan.story, files: listed, pictures }, files }
}

interface Drawing {
  readonly files: Map<string, Uint8Array>
  readonly outline: string
  readonly readable: number
}

async function draw(rendered: readonly RenderedFile[], { files, outline, readable }: Drawing): Promise<{ path: string; alt: string }[]> {
  const pdf = rendered.find(({ name }) => name === 'report.pdf')?.bytes ?? new Uint8Array()
  const { count, pages, sheet, onSheet } = await drawPages(pdf, readable)
  for (const { number, png } of pages) files.set(`pages/${outline}-${number}.png`, png)
  files.set(`pages/${outline}.png`, sheet)
  const shown = onSheet < count ? `The first ${onSheet} of ${count} pages` : `All ${count} pages`
  return [
    ...pages.map(({ number }) => ({ path: `pages/${outline}-${number}.png`, alt: `Page ${number} of ${count}` })),
    { path: `pages/${outline}.png`, alt: `${shown} in the outline "${outline}", small` },
  ]
}

/** Fails where the samples are larger than a repository should carry. Sizes in bytes. */
export function checkSize(files: ReadonlyMap<string, Uint8Array>, most: number): number {
  const total = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0)
  if (total <= most) return total
  const largest = [...files].sort((a, b) => b[1].length - a[1].length).slice(0, 8)
  throw new Error(
    `The samples have ${total} bytes, more than ${most}; the largest are ${listOf(largest.map(([path, bytes]) => `${path} (${bytes.length})`))}`,
  )
}
