import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/learn-once.ts'],
    // Files share their modules, and with them one loaded claim set: nothing here changes a module's state.
    isolate: false,
    // A cold start of the bot on a busy machine takes its time, and is no failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
