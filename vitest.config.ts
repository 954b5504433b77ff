import { defineConfig } from 'vitest/config'

const exclude = ['**/node_modules/**', 'dist/**']

/** One project per kind of test; `npm test` runs all but `package`, which packs and installs and belongs to .ci/run. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'tools/**/*.test.ts'], exclude } },
      {
        test: { name: 'cli', include: ['test/cli/**/*.test.ts', 'test/conformance/**/*.test.ts'], exclude, testTimeout: 60_000, hookTimeout: 60_000 },
      },
      { test: { name: 'server', include: ['test/server/**/*.test.ts'], exclude, testTimeout: 60_000, hookTimeout: 60_000 } },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          exclude,
          globalSetup: 'test/browser/require-browser.mjs',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      { test: { name: 'package', include: ['test/package/**/*.test.ts'], exclude, testTimeout: 300_000, hookTimeout: 300_000 } },
    ],
    passWithNoTests: true,
    reporters: process.env['CI'] === undefined ? ['default'] : ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
  },
})
