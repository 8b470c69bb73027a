import { describe, expect, it } from 'vitest'
import { createProgram } from './program.ts'

describe('every command', () => {
  it.each(createProgram().commands.map((command) => command.name()))(
    '%s shows an example in its help',
    (name) => {
      const command = createProgram().commands.find((candidate) => candidate.name() === name)
      let shown = ''
      command
        ?.configureOutput({
          writeOut: (text) => {
            shown += text
          },
        })
        .outputHelp()
      expect(shown).toContain(`Usage: touchstone ${name}`)
      expect(shown).toMatch(/Example:\n {2}\$ (touchstone|npm test)/)
    },
  )
})
