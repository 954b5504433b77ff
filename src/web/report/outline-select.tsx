import { outlineChoices, outlineNames } from '../../model/outline-name.ts'
import { useOutline } from '../workspace/outline-choice.tsx'

/** Which outline the report follows, here and in what is downloaded. */
export function OutlineSelect() {
  const { outline, choose } = useOutline()
  return (
    <label className="flex min-w-0 items-center gap-2 text-sm text-soft">
      <span className="shrink-0">Outline</span>
      <select
        className="control min-w-0 py-1"
        value={outline}
        onChange={(event) => {
          const chosen = outlineNames.find((name) => name === event.target.value)
          if (chosen !== undefined) choose(chosen)
        }}
      >
        {outlineChoices.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  )
}
