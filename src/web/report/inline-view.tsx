import { Button } from 'react-aria-components'
import { unreachable } from '../../base/error.ts'
import type { Inline } from '../../model/report.ts'
import { isSafeLink } from '../../model/prose.ts'
import { useOpenSource } from './source-targets.tsx'

/** Text of a report; everything in it is text, and links lead to http, https and mailto only. */
export function InlineView({ content }: { content: readonly Inline[] }) {
  return content.map((inline, index) => (
    // Inline pieces have no identity beside their place.
    // oxlint-disable-next-line react/no-array-index-key
    <Piece key={index} inline={inline} />
  ))
}

function Piece({ inline }: { inline: Inline }) {
  switch (inline.kind) {
    case 'text':
      return <Words inline={inline} />
    case 'link':
      return <Link text={inline.text} href={inline.href} />
    case 'citation':
      return <CitationLink label={inline.label} target={inline.target} />
    case 'badge':
      return <Mark text={inline.text} />
    case 'break':
      return <br />
    default:
      return unreachable(inline)
  }
}

/** A discreet mark behind a statement; it wraps with the text it stands in. */
function Mark({ text }: { text: string }) {
  return <span className="rounded border border-line bg-sunken box-decoration-clone px-1 py-px text-[0.85em] text-soft">{text}</span>
}

function Words({ inline }: { inline: Extract<Inline, { kind: 'text' }> }) {
  if (inline.code === true) return <code className="rounded bg-sunken px-1 py-px font-mono text-[0.92em] wrap-anywhere">{inline.text}</code>
  if (inline.strong === true) return <strong className="font-semibold">{inline.text}</strong>
  if (inline.emphasis === true) return <em>{inline.text}</em>
  return inline.text
}

function Link({ text, href }: { text: string; href: string }) {
  if (href.startsWith('#')) return <InnerLink text={text} target={href.slice(1)} />
  if (!isSafeLink(href)) return text
  return (
    <a href={href} target="_blank" rel="noreferrer noopener" className="text-accent-text underline underline-offset-2">
      {text}
    </a>
  )
}

function InnerLink({ text, target }: { text: string; target: string }) {
  return (
    <a
      href={`#${target}`}
      className="text-accent-text underline underline-offset-2"
      onClick={(event) => {
        event.preventDefault()
        document.getElementById(target)?.scrollIntoView({ block: 'start' })
      }}
    >
      {text}
    </a>
  )
}

function CitationLink({ label, target }: { label: string; target: string }) {
  const open = useOpenSource()
  return (
    <Button
      className="inline rounded px-0.5 font-mono text-[0.8em] whitespace-nowrap text-accent-text underline decoration-accent-text/50 decoration-dotted underline-offset-2 data-hovered:bg-accent-soft"
      aria-label={`Source ${label}`}
      onPress={() => open(target)}
    >
      [{label}]
    </Button>
  )
}
