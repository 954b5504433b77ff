/** An element of an XML part. */
export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** The text directly inside, in order. */
  readonly text: string
}

interface Open {
  name: string
  attributes: Map<string, string>
  children: Open[]
  text: string
}

const declaration = /^<\?xml version="1\.0" encoding="UTF-8" standalone="yes"\?>\n/
const token = /<\/(?<close>[\w:]+)>|<(?<open>[\w:]+)(?<attributes>(?: [\w:]+="[^"<]*")*)(?<empty>\/?)>|(?<text>[^<]+)/y
// oxlint-disable-next-line no-control-regex
const illegal = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u

/**
 * Reads the XML our forms write: elements, attributes in double quotes, text, the references every reader knows. Throws where a text is no such XML,
 * also where a strict reader would still take it.
 */
export function parseXml(text: string): XmlElement {
  const head = declaration.exec(text)
  if (head === null) throw new Error('The part does not begin with an XML declaration')
  const root: Open = { name: '', attributes: new Map(), children: [], text: '' }
  const stack: Open[] = [root]
  token.lastIndex = head[0].length
  for (let at = token.lastIndex; at < text.length; at = token.lastIndex) {
    const groups = token.exec(text)?.groups
    const top = stack.at(-1)
    if (groups === undefined || top === undefined) throw new Error(`No XML at ${at}: ${text.slice(at, at + 80)}`)
    take(groups, top, stack)
  }
  const [only, ...others] = root.children
  if (stack.length !== 1 || only === undefined || others.length > 0 || root.text.trim() !== '') throw new Error('The part is not one element')
  return only
}

function take(groups: Record<string, string | undefined>, top: Open, stack: Open[]): void {
  const { close, open, attributes = '', empty, text } = groups
  if (text !== undefined) top.text += decode(text)
  if (close !== undefined && close !== top.name) throw new Error(`</${close}> closes <${top.name}>`)
  if (close !== undefined) stack.pop()
  if (open === undefined) return
  const element: Open = { name: open, attributes: new Map(), children: [], text: '' }
  for (const [, name = '', value = ''] of attributes.matchAll(/ ([\w:]+)="([^"]*)"/g)) {
    if (element.attributes.has(name)) throw new Error(`<${open}> has two attributes ${name}`)
    element.attributes.set(name, decode(value))
  }
  top.children.push(element)
  if (empty === '') stack.push(element)
}

const references: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }

function decode(text: string): string {
  if (illegal.test(text)) throw new Error(`A character that XML forbids in: ${text.slice(0, 80)}`)
  return text.replace(/&[^;\s]*;?/g, (reference) => {
    const found = references[reference]
    if (found === undefined) throw new Error(`No reference: ${reference}`)
    return found
  })
}

/** An element and all below it, in document order. */
export function* everyElement(element: XmlElement): Generator<XmlElement> {
  yield element
  for (const child of element.children) yield* everyElement(child)
}
