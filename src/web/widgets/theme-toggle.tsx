import { useState } from 'react'
import { chooseTheme, readTheme, type Theme } from '../theme.ts'
import { Button } from './button.tsx'

const next: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }
const signs: Record<Theme, string> = { system: '◐', light: '○', dark: '●' }
const titles: Record<Theme, string> = { system: 'as the system', light: 'light', dark: 'dark' }

export function ThemeToggle() {
  const [theme, setTheme] = useState(readTheme)
  const change = () => {
    chooseTheme(next[theme])
    setTheme(next[theme])
  }
  return (
    <Button look="quiet" size="small" aria-label={`Colours: ${titles[theme]}. Change to ${titles[next[theme]]}`} onPress={change}>
      <span aria-hidden>{signs[theme]}</span>
    </Button>
  )
}
