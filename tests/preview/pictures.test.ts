import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MANIFEST, PICTURES, payloadHash, SCENES, scenePayloads } from '../../scripts/pictures/scenes.ts';
import { app } from '../shipped.ts';

it('the pictures show what the bot sends', async () => {
  const taken = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Record<string, string>;
  const payloads = await scenePayloads(app.knowledge);
  const old = [...payloads].filter(([name, payload]) => taken[name] !== payloadHash(payload));
  expect(
    old.map(([name]) => name),
    'these pictures in docs/pictures show an answer of before: take them again with `npm run pictures` (it needs Chromium)',
  ).toEqual([]);
  for (const { name } of SCENES) expect(existsSync(`${PICTURES}/${name}.png`), name).toBe(true);
});
