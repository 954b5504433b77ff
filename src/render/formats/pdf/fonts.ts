import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where the fonts of the PDF lie: in their packages, or where the bundle put them. Names are written out so that the bundle finds them. */
function fontAddresses(): string[] {
  return [
    import.meta.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
    import.meta.resolve('@expo-google-fonts/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf'),
    import.meta.resolve('@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf'),
    import.meta.resolve('@expo-google-fonts/noto-sans/600SemiBold_Italic/NotoSans_600SemiBold_Italic.ttf'),
    import.meta.resolve('@expo-google-fonts/noto-sans-mono/400Regular/NotoSansMono_400Regular.ttf'),
    import.meta.resolve('@expo-google-fonts/noto-sans-mono/600SemiBold/NotoSansMono_600SemiBold.ttf'),
  ]
}

/** The fonts of the PDF as bytes. */
export function readFonts(): Buffer[] {
  return fontAddresses().map((address) => readFileSync(fileURLToPath(address)))
}
