import type { Figure } from '../../model/report.ts'

/** A figure as a picture: inside an image nothing of it can run or load. It is drawn for paper, so it keeps a white ground in the dark. */
export function FigureView({ figure }: { figure: Figure }) {
  return (
    <figure className="flex flex-col gap-2">
      <div className="overflow-x-auto rounded-lg border border-line bg-white p-3" role="region" aria-label={figure.title} tabIndex={0}>
        <img src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(figure.svg)}`} alt={figure.alt} className="mx-auto max-w-full min-w-xl" />
      </div>
      <figcaption className="text-sm text-soft">{figure.title}</figcaption>
    </figure>
  )
}
