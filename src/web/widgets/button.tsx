import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'

const looks = {
  primary: 'bg-accent text-on-accent border-transparent data-hovered:bg-accent-hover data-pressed:bg-accent-hover',
  plain: 'bg-surface text-ink border-line-strong/60 data-hovered:bg-hover data-pressed:bg-hover',
  quiet: 'bg-transparent text-soft border-transparent data-hovered:bg-hover data-hovered:text-ink data-pressed:bg-hover',
  danger: 'bg-surface text-bad border-line-strong/60 data-hovered:bg-bad-soft data-pressed:bg-bad-soft',
  good: 'bg-surface text-good border-line-strong/60 data-hovered:bg-good-soft data-pressed:bg-good-soft',
} as const

export interface ButtonProps extends Omit<AriaButtonProps, 'className'> {
  readonly look?: keyof typeof looks
  readonly size?: 'small' | 'normal'
  readonly className?: string
}

export function Button({ look = 'plain', size = 'normal', className = '', ...rest }: ButtonProps) {
  const measure = size === 'small' ? 'h-6.5 px-2 text-sm' : 'h-8 px-3 text-base'
  return (
    <AriaButton
      {...rest}
      className={`inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none data-disabled:opacity-55 ${measure} ${looks[look]} ${className}`}
    />
  )
}
