import { mkdirSync, writeFileSync } from 'node:fs';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { startPreview } from '../../src/preview/server.ts';
import { CHANNELS } from '../../src/workbench/scratch-platform.ts';
import { findChromium, NO_CHROMIUM, openChromium } from '../chromium.ts';
import { MANIFEST, PICTURES, payloadHash, SCENES, scenePayloads } from './scenes.ts';

/** Narrow, so that the text is readable where a README shows it. */
const VIEW = { width: 680, height: 900 };

if (findChromium() === undefined) {
  process.stderr.write(`No picture was taken. ${NO_CHROMIUM}\n`);
  process.exit(1);
}
const preview = await startPreview('knowledge', 0);
const context = await openChromium(VIEW);
try {
  mkdirSync(PICTURES, { recursive: true });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(preview.address);
  await page.locator('.dot.current').waitFor({ timeout: 120_000 });
  for (const { name, line, channelId } of SCENES) {
    const channel = CHANNELS.find(({ id }) => id === channelId)?.name;
    await page.goto(`${preview.address}/#/general`);
    await page.locator('#composer').fill(line);
    await page.locator('#composer').press('Escape');
    await page.locator('#composer').press('Enter');
    await page.locator('#composer').blur();
    await page.goto(`${preview.address}/#/${channel}`);
    // High enough for the longest answer, so that none is cut off.
    await page.setViewportSize({ ...VIEW, height: 2400 });
    const message = page.locator('article.message', { has: page.locator('discord-embed') }).last();
    await message.locator('discord-button').first().waitFor();
    await page.mouse.move(0, 0);
    await message.screenshot({ path: `${PICTURES}/${name}.png` });
    await page.setViewportSize(VIEW);
    // The next answer is the last one then.
    if (channel === 'general') await message.getByText('Dismiss message').click();
  }
  const payloads = await scenePayloads(loadKnowledge('knowledge'));
  const manifest = Object.fromEntries([...payloads].map(([name, payload]) => [name, payloadHash(payload)]));
  writeFileSync(MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`);
  process.stdout.write(`${SCENES.length} pictures in ${PICTURES}/\n`);
} finally {
  await context.close();
  await preview.stop();
}
