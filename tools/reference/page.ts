/** One generated file, as a path from the root of the checkout. */
export interface Page {
  readonly path: string
  readonly content: string | Buffer
}

/** A row of a Markdown table; a bar or a line end inside a cell would end it. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ')).join(' | ')} |`
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [tableRow(head), tableRow(head.map(() => '---')), ...rows.map(tableRow)].join('\n')
}

/** A Markdown page under a heading, with the line that says where it comes from. */
export function markdownPage(path: string, title: string, parts: readonly string[]): Page {
  return { path, content: `${[`# ${title}`, 'Written by `npm run generate`; change what it is written from.', ...parts].join('\n\n')}\n` }
}
