import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { openChromium } from '../../scripts/chromium.ts';
import { type Preview, startPreview } from '../../src/preview/server.ts';

/** The preview of a copy of the claim set, in a browser of its own. */
export interface OpenPage {
  readonly page: Page;
  readonly preview: Preview;
  /** The copy, to be edited. */
  readonly knowledge: string;
  /** Every address that the browser asked for. */
  readonly asked: readonly string[];
  /** What the browser complained of: errors, and what the page's policy forbade. */
  readonly complaints: readonly string[];
  /** From the start of the server until it can answer. */
  readonly readyMs: number;
  close(): Promise<void>;
}

export async function openPage(
  view = { width: 1200, height: 900 },
  colours: 'dark' | 'light' = 'dark',
): Promise<OpenPage> {
  const folder = mkdtempSync(join(tmpdir(), 'k2-browser-'));
  const knowledge = join(folder, 'knowledge');
  cpSync('knowledge', knowledge, { recursive: true });
  const started = performance.now();
  const preview = await startPreview(knowledge, 0);
  const context: BrowserContext = await openChromium(view, colours);
  const page = context.pages()[0] ?? (await context.newPage());
  const asked: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(preview.address);
  await page.locator('.dot.current').waitFor({ timeout: 120_000 });
  const readyMs = performance.now() - started;
  return {
    page,
    readyMs,
    preview,
    knowledge,
    asked,
    complaints,
    async close() {
      await context.close();
      await preview.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Writes into the box and sends it. @returns the newest message of the bot that comes of it. */
export async function say(page: Page, line: string): Promise<Locator> {
  const before = await page.locator('article.message').count();
  await page.locator('#composer').fill(line);
  await page.locator('#composer').press('Escape');
  await page.locator('#composer').press('Enter');
  const made = page.locator('article.message').nth(before);
  await made.waitFor();
  return made;
}

/** The text that we hand to the look-alike elements, line by line; titles that they draw themselves are not in it. */
export function seen(what: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: hidden text and lines matter
  return what.innerText();
}

/** A button of a message, by its label. */
export function button(message: Locator, label: string): Locator {
  return message.locator('discord-button', { hasText: label });
}
