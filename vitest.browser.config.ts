import { defineConfig } from 'vitest/config';

/** The tests that need a browser; `npm test` runs the others. */
export default defineConfig({
  test: {
    include: ['tests/**/*.browser.ts'],
    // One browser at a time: beside it runs a thread that learns the whole claim set.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
