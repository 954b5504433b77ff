import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const exclude = ['**/node_modules/**', 'dist/**']
// A busy machine is no fault of a test: limits are there for what hangs.
const slow = { testTimeout: 60_000, hookTimeout: 60_000 }
const report = process.env['HINDCAST_TEST_REPORT']

/** One project per kind of test. `npm run ok` runs `unit` and `end-to-end`, `npm test` all but `package`, which packs and installs and belongs to .ci/run. */
export default defineConfig({
  test: {
    // Most tests wait for a program they started: a core is not kept free beside them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'tools/**/*.test.ts'], exclude, ...slow } },
      { test: { name: 'end-to-end', include: ['test/cli/**/*.test.ts', 'test/server/**/*.test.ts', 'examples/**/*.test.ts'], exclude, ...slow } },
      // What other programs make of the reports: pages of the PDF read back, Word and spreadsheets through LibreOffice where it is installed.
      { test: { name: 'layout', include: ['test/layout/**/*.test.ts'], exclude, testTimeout: 300_000, hookTimeout: 300_000 } },
      // Real data with known truth, where it lies beside the checkout.
      { test: { name: 'conformance', include: ['test/conformance/**/*.test.ts'], exclude, testTimeout: 300_000, hookTimeout: 300_000 } },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          exclude,
          setupFiles: ['test/browser/require-browser.mjs'],
          ...slow,
        },
      },
      { test: { name: 'package', include: ['test/package/**/*.test.ts'], exclude, testTimeout: 300_000, hookTimeout: 300_000 } },
    ],
    passWithNoTests: true,
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
})
