/** One report among the samples. */
export interface SampleReport {
  /** Folder below `docs/samples`. */
  readonly folder: string
  readonly title: string
  /** What happened, in a sentence. */
  readonly story: string
  /** Paths below the folder, with what they are. */
  readonly files: readonly { readonly path: string; readonly what: string }[]
  readonly pictures: readonly { readonly path: string; readonly alt: string }[]
}

/** `docs/samples/README.md`: every sample with its files and pictures. */
export function indexPage(samples: readonly SampleReport[]): string {
  return [
    '# Sample reports',
    [
      'What Hindcast drafts from the incidents in `examples/`: invented evidence of 40,000 to 200,000 records, and the notes of an invented response team.',
      'Nothing in them was edited by hand. Written by `npm run samples`; a test fails when the drafts or forms of this version differ from them.',
    ].join('\n'),
    ...samples.map(sampleSection),
  ]
    .join('\n\n')
    .concat('\n')
}

function sampleSection({ folder, title, story, files, pictures }: SampleReport): string {
  return [
    `## ${title}`,
    story,
    ...(files.length === 0 ? [] : [files.map(({ path, what }) => `- [${path}](${folder}/${path}): ${what}`).join('\n')]),
    ...pictures.map(({ path, alt }) => `![${alt}](${folder}/${path})`),
  ].join('\n\n')
}
