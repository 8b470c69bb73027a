import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project, wherever it is installed. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url))

/** Version of Touchstone, from its package.json. */
export const version: string = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')).version
