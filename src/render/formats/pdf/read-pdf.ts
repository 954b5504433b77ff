import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** Words of a page and where they stand, in points from the left and bottom edge. */
export interface PageText {
  readonly text: string
  readonly items: readonly { readonly text: string; readonly x: number; readonly y: number; readonly width: number }[]
}

/** What another program reads in a PDF: for tests. */
export interface ReadPdf {
  readonly pages: readonly PageText[]
  readonly width: number
  readonly height: number
  /** Roles of the structure tree, in reading order, each with the text alternative it has. */
  readonly roles: readonly { readonly role: string; readonly alt?: string; readonly lang?: string }[]
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const loading = getDocument({ data: Uint8Array.from(bytes), useSystemFonts: false, verbosity: 0 })
  const document = await loading.promise
  const pages: PageText[] = []
  const roles: { role: string; alt?: string; lang?: string }[] = []
  let size = { width: 0, height: 0 }
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const { width, height } = page.getViewport({ scale: 1 })
    size = { width, height }
    const content = await page.getTextContent()
    const items = content.items.flatMap((item) =>
      'str' in item ? [{ text: item.str, x: Number(item.transform[4]), y: Number(item.transform[5]), width: item.width }] : [],
    )
    pages.push({ text: content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''), items })
    visit(await page.getStructTree(), roles)
    page.cleanup()
  }
  await loading.destroy()
  return { pages, ...size, roles }
}

interface Node {
  readonly role?: string
  readonly alt?: string
  readonly lang?: string
  readonly children?: readonly unknown[]
}

function visit(node: Node | null, roles: { role: string; alt?: string; lang?: string }[]): void {
  if (node === null) return
  const { role, alt, lang } = node
  if (role !== undefined) roles.push({ role, ...(alt === undefined ? {} : { alt }), ...(lang === undefined ? {} : { lang }) })
  for (const child of node.children ?? []) if (isNode(child)) visit(child, roles)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'role' in value
}
