import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['harness/**/*.test.ts', 'docs/**/*.test.ts'], testTimeout: 30_000 } },
    ],
  },
})
