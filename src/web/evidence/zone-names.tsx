import { memo } from 'react'

/** Names of time zones to choose from while typing. */
export const ZoneNames = memo(function ZoneNames({ id }: { id: string }) {
  return (
    <datalist id={id}>
      <option value="UTC">UTC</option>
      {Intl.supportedValuesOf('timeZone').map((zone) => (
        <option key={zone} value={zone}>
          {zone}
        </option>
      ))}
    </datalist>
  )
})
