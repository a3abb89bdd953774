import { existsSync } from 'node:fs';
import { type BrowserContext, chromium } from 'playwright-core';

const PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** What a browser does by itself is switched off, and no name but this machine's leads anywhere. */
const SWITCHES = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

export const NO_CHROMIUM =
  'There is no Chromium here. Install it (Debian, Ubuntu: apt-get install chromium), or say where one is: CHROMIUM=/path/to/chromium';

/** Where Chromium is; `undefined` when there is none. */
export function findChromium(): string | undefined {
  return PLACES.find((place) => place !== undefined && place !== '' && existsSync(place));
}

/**
 * A Chromium that knows nothing from before; closing the context ends it.
 * @throws {Error} when there is none.
 */
export async function openChromium(
  view: { readonly width: number; readonly height: number },
  colorScheme: 'dark' | 'light' = 'dark',
): Promise<BrowserContext> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(NO_CHROMIUM);
  // Playwright gives it an empty profile, and clears that away at the end.
  const browser = await chromium.launch({ executablePath, args: SWITCHES });
  const context = await browser.newContext({ viewport: view, colorScheme, reducedMotion: 'reduce' });
  context.on('close', () => void browser.close());
  return context;
}
