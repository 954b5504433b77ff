export interface ToldFieldProps {
  readonly label: string
  readonly value: string
  onChange(value: string): void
  readonly isRequired?: boolean
  readonly type?: 'text' | 'date' | 'number'
}

/** One line that a person tells, under its label. */
export function ToldField({ label, value, onChange, isRequired = false, type = 'text' }: ToldFieldProps) {
  return (
    <label className="flex min-w-0 flex-col gap-1 text-sm text-soft">
      {isRequired ? label : `${label} (if known)`}
      <input
        className="control w-full"
        type={type}
        required={isRequired}
        value={value}
        maxLength={type === 'text' ? 4_000 : undefined}
        min={type === 'number' ? 0 : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}
