import { type Canvas, createCanvas } from '@napi-rs/canvas'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { palettePng } from '../../src/render/palette-png.ts'

/** The pages of a PDF as pictures. */
export interface PageImages {
  readonly count: number
  /** Some pages at a size at which they can be read: the first one, and those with a figure. */
  readonly pages: readonly { readonly number: number; readonly png: Uint8Array }[]
  /** The first pages, small, side by side, and how many they are. */
  readonly sheet: Uint8Array
  readonly onSheet: number
}

const readableWidth = 620
const smallWidth = 100
const perRow = 8
const mostSmall = 24
const colours = 16
const gap = 6

type PdfPage = Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>['promise']>['getPage']>>

/** Draws the pages of a PDF; at most so many at a readable size. The same file gives the same pictures on the same machine; fonts are those of the file. */
export async function drawPages(pdf: Uint8Array, mostReadable: number): Promise<PageImages> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 })
  try {
    const document = await task.promise
    const pages: { number: number; png: Uint8Array }[] = []
    const small: Canvas[] = []
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number)
      if (small.length < mostSmall) small.push(await draw(page, smallWidth))
      if (pages.length < mostReadable && (number === 1 || (await hasFigure(page)))) {
        pages.push({ number, png: palettePng(pixelsOf(await draw(page, readableWidth)), colours) })
      }
      page.cleanup()
    }
    return { count: document.numPages, pages, sheet: palettePng(pixelsOf(sideBySide(small)), colours), onSheet: small.length }
  } finally {
    await task.destroy()
  }
}

async function draw(page: PdfPage, width: number): Promise<Canvas> {
  const viewport = page.getViewport({ scale: width / page.getViewport({ scale: 1 }).width })
  const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height))
  await page.render({ canvas, viewport }).promise
  return canvas
}

function sideBySide(canvases: readonly Canvas[]): Canvas {
  const height = Math.max(...canvases.map((canvas) => canvas.height))
  const sheet = createCanvas(perRow * (smallWidth + gap) + gap, Math.ceil(canvases.length / perRow) * (height + gap) + gap)
  const context = sheet.getContext('2d')
  context.fillStyle = '#c4c8ce'
  context.fillRect(0, 0, sheet.width, sheet.height)
  for (const [index, canvas] of canvases.entries()) {
    context.drawImage(canvas, gap + (index % perRow) * (smallWidth + gap), gap + Math.floor(index / perRow) * (height + gap))
  }
  return sheet
}

function pixelsOf(canvas: Canvas): { width: number; height: number; data: Uint8ClampedArray } {
  const { width, height } = canvas
  return { width, height, data: canvas.getContext('2d').getImageData(0, 0, width, height).data }
}

interface TagNode {
  readonly type?: string
  readonly role?: string
  readonly children?: readonly TagNode[]
}

async function hasFigure(page: PdfPage): Promise<boolean> {
  const holds = (node: TagNode): boolean => (node.role === 'Figure' ? (node.children ?? []).length > 0 : (node.children ?? []).some(holds))
  const tree: TagNode | null = await page.getStructTree()
  return tree !== null && holds(tree)
}
