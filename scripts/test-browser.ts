import { spawnSync } from 'node:child_process';
import { findChromium, NO_CHROMIUM } from './chromium.ts';

/** The preview page in a real browser. Without one it says so and fails: a test that did not run has not passed. */
if (findChromium() === undefined) {
  process.stderr.write(`The tests in a browser did not run. ${NO_CHROMIUM}\n`);
  process.exit(1);
}
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.browser.config.ts', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
