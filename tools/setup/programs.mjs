// Finds programs of this machine.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import process from 'node:process'

/**
 * The path of the first of these programs that can be run: by name on the path, or where it is usually installed; undefined where there is none.
 * @param {{ names: readonly string[], places: readonly string[], environment?: Readonly<Record<string, string | undefined>> }} wanted
 */
export function findProgram({ names, places, environment = process.env }) {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter(Boolean)
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...places].find(isExecutable)
}

/** @param {string} path */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
