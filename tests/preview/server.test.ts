import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Preview, startPreview } from '../../src/preview/server.ts';
import { GENERAL, MODERATORS } from '../../src/workbench/scratch-platform.ts';
import { ONLY_CLAIM, ONLY_FILE, writeSmallKnowledge } from '../discord/small-knowledge.ts';
import { PageClient } from './page-client.ts';

let folder: string;
let preview: Preview;
let page: PageClient;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'k2-page-'));
  writeSmallKnowledge(folder);
  preview = await startPreview(folder, 0);
  page = new PageClient(preview.address);
  await page.listen();
});
afterAll(async () => {
  page.close();
  await preview.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The answer's code to a request with these headers; `fetch` does not let Host be set. */
function codeFor(headers: Readonly<Record<string, string>>, path = '/', method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(preview.address);
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('the preview answers nobody but its own page', () => {
  it('is bound to this machine alone', async () => {
    expect(new URL(preview.address).hostname).toBe('127.0.0.1');
    const outward = Object.values(networkInterfaces())
      .flat()
      .find((one) => one?.family === 'IPv4' && !one.internal);
    if (outward === undefined) return;
    const elsewhere = `http://${outward.address}:${new URL(preview.address).port}/`;
    await expect(fetch(elsewhere)).rejects.toThrow();
  });

  it('refuses another name that leads here, another website’s requests, and forms', async () => {
    const { host } = new URL(preview.address);
    expect(await codeFor({ host })).toBe(200);
    expect(await codeFor({ host: 'evil.example' })).toBe(403);
    expect(await codeFor({ host: 'evil.example:80' }, '/events')).toBe(403);
    expect(await codeFor({ host, origin: 'https://evil.example' }, '/events')).toBe(403);
    expect(await codeFor({ host, origin: 'null' }, '/api/claims')).toBe(403);
    expect(await codeFor({ host, 'sec-fetch-site': 'cross-site' }, '/api/claims')).toBe(403);
    expect(await codeFor({ host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).toBe(200);
    const body = { channel: GENERAL, text: 'hello' };
    expect((await page.post('/api/write', body, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await page.post('/api/write', body, { 'content-type': 'text/plain' })).status).toBe(403);
    expect(await codeFor({ host, 'content-type': 'application/json' }, '/api/write', 'POST')).toBe(403);
    expect(page.find(({ text }) => text === 'hello')).toBeUndefined();
  });

  it('lets the page load from itself only', async () => {
    const response = await fetch(preview.address);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    const sources = policy.split('; ').flatMap((part) => part.split(' ').slice(1));
    expect(new Set(sources)).toEqual(new Set(["'none'", "'self'", "'unsafe-inline'"]));
    expect(policy).not.toMatch(/(?:script-src|style-src) [^;]*unsafe/);
  });

  it.each([
    '/../package.json',
    '/emoji/..%2f..%2fpage.css',
    '/emoji/zz.svg',
    '/picture/1.png',
    '/nothing',
    '//x/y',
  ])('has nothing at %s', async (path) => {
    const { host } = new URL(preview.address);
    expect(await codeFor({ host }, path)).toBe(404);
  });

  it('says what is wrong with a request that the page would not send', async () => {
    expect((await page.post('/api/write', { channel: '1', text: 7 })).status).toBe(400);
    expect((await page.post('/api/write', 'x'.repeat(100_000))).status).toBe(400);
    expect((await page.post('/api/nothing', {})).status).toBe(404);
    expect((await page.post('/api/press', { id: '99999', customId: 'x', values: [] })).status).toBe(200);
  });
});

describe('the channels of the preview', () => {
  it('answer with the payload of the command, privately, and share it', async () => {
    const before = new Set(page.messages.keys());
    await page.post('/api/command', { channel: GENERAL, line: `/k2 claim name: ${ONLY_CLAIM}` });
    const answer = await page.until(() =>
      page.find(({ id, payload }) => !before.has(id) && payload !== undefined),
    );
    expect(answer).toMatchObject({ private: true, by: 'bot', command: { name: 'k2 claim' } });
    await page.post('/api/press', { id: answer.id, customId: `k2:share:1:${ONLY_CLAIM}`, values: [] });
    const shared = await page.until(() =>
      page.find((one) => one.payload !== undefined && !one.private && one.channelId === GENERAL),
    );
    expect(shared.payload?.embeds).toEqual(answer.payload?.embeds);
  });

  it('play the moderators’ side through: message, card, reply, deletion', async () => {
    await page.post('/api/write', {
      channel: GENERAL,
      text: 'K2 strips calcium deposits right out of your arteries',
    });
    const card = await page.until(() => page.find(({ channelId }) => channelId === MODERATORS));
    const reply = JSON.stringify(card.payload).match(/k2:mrep:1:[0-9a-f]+/)?.[0] ?? '';
    await page.post('/api/press', { id: card.id, customId: reply, values: [] });
    const posted = await page.until(() => page.find(({ replyTo }) => replyTo !== undefined));
    expect(posted.replyTo?.text).toContain('strips calcium');
    expect(JSON.stringify(page.messages.get(card.id)?.payload)).toContain('Answered with the fact-check');
    await page.post('/api/delete', { id: posted.id });
    await page.until(() => !page.messages.has(posted.id));
  });

  it('tell of an unknown command as Discord would not offer it', async () => {
    const before = new Set(page.messages.keys());
    for (const line of ['/k2 dance', '/k2-mod dance', '/other', '/k2']) {
      await page.post('/api/command', { channel: GENERAL, line });
      const told = await page.until(() => page.find(({ id }) => !before.has(id)));
      expect(told.payload?.content).toContain('no such command');
      before.add(told.id);
    }
  });
});

describe('a saved file', () => {
  const file = (): string => join(folder, ONLY_FILE);

  it('is shown at once; a fault by file and line, while the last good set goes on answering', async () => {
    await page.until(() => page.knowledge?.matching === 'current');
    const good = readFileSync(file(), 'utf8');
    const claim = async () => (await fetch(`${preview.address}/api/claim?id=${ONLY_CLAIM}`)).json();
    const revision = page.knowledge?.revision;

    writeFileSync(file(), good.replace(/^verdict: .*$/m, 'verdict: maybe'));
    const fault = await page.until(() => page.knowledge?.findings.find(({ field }) => field === 'verdict'));
    const line = good.split('\n').findIndex((one) => one.startsWith('verdict:')) + 1;
    expect(fault).toMatchObject({ file: ONLY_FILE.replaceAll('\\', '/'), line, field: 'verdict' });
    expect(fault.around.find((one) => one.line === line)?.text).toBe('verdict: maybe');
    expect(page.knowledge).toMatchObject({ revision, claims: 1, matching: 'current' });
    expect(await claim()).toMatchObject({ verdict: 'myth' });

    writeFileSync(file(), good.replace(/^fact: .*$/m, 'fact: A new headline about K2 and arteries'));
    await page.until(() => page.knowledge?.revision !== revision && page.knowledge?.matching === 'older');
    expect(page.knowledge?.findings.filter(({ severity }) => severity === 'fault')).toEqual([]);
    expect(await claim()).toMatchObject({ fact: 'A new headline about K2 and arteries' });

    // The public answers given before are corrected, as after a restart.
    await page.until(() => page.knowledge?.matching === 'current');
    const shared = await page.until(() =>
      page.find(
        (one) => !one.private && one.edited === true && one.by === 'bot' && one.channelId === GENERAL,
      ),
    );
    expect(JSON.stringify(shared.payload)).toMatch(/Updated on[\s\S]*A new headline/);
  });
});
