import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenPage, openPage, say } from './page.ts';

const WCAG_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const CLAIM = 'removes-arterial-calcium';
/** A small phone. */
const NARROW = { width: 360, height: 740 };
const WIDE = { width: 1200, height: 900 };

let open: OpenPage;
let page: Page;
beforeAll(async () => {
  open = await openPage(WIDE);
  page = open.page;
  for (const line of [
    '/k2 ask question: does k2 clean out my arteries',
    '/k2 ask question: vitmin k2 for cavitys private: no',
    '/k2 browse verdict: myth',
    '/k2-mod settings',
    'K2 strips calcium deposits right out of your arteries',
  ])
    await say(page, line);
  await page.getByRole('link', { name: /moderators \d+ new/ }).waitFor();
  // So that a fault is in sight too.
  writeFileSync(join(open.knowledge, 'claims', 'arteries', `${CLAIM}.yaml`), 'verdict: maybe\n');
  await page.locator('main > .faults').waitFor();
});
afterAll(() => open?.close());

const VIEWS: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['general', () => page.locator('discord-embed').first().waitFor()],
  ['moderators', () => page.getByText('Possible myth').waitFor()],
  ['claims', () => page.locator('.list li').nth(100).waitFor()],
  [`claims/${CLAIM}`, () => page.locator('.detail discord-embed').waitFor()],
  ['explain/does%20k2%20clean%20arteries', () => page.getByText('It answers.').waitFor()],
];

describe.each([
  { colours: 'dark', view: WIDE },
  { colours: 'light', view: NARROW },
])('in $colours colours, $view.width pixels wide', ({ colours, view }) => {
  it.each(VIEWS)('%s can be read and used by everybody (axe, WCAG AA), and fits', async (place, there) => {
    await page.setViewportSize(view);
    await page.goto(`${open.preview.address}/#/${place}`);
    const change = page.getByRole('button', {
      name: colours === 'dark' ? 'Dark colours' : 'Light colours',
    });
    if ((await change.count()) > 0) await change.click();
    await there();
    const { violations } = await new AxeBuilder({ page }).withTags(WCAG_AA).analyze();
    const told = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
    );
    expect(told).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(view.width);
    const tooWide = `[...document.querySelectorAll('main, main .scroll, .list, .detail, .explain')]
      .filter((part) => part.scrollWidth > part.clientWidth).map((part) => part.className)`;
    expect(await page.evaluate(tooWide)).toEqual([]);
  });
});

describe('by keyboard alone', () => {
  it('everything can be reached, and what has the focus can be seen', async () => {
    await page.setViewportSize(WIDE);
    await page.goto(`${open.preview.address}/#/general`);
    await page.reload();
    await page.locator('discord-embed').first().waitFor();
    const reached: string[] = [];
    for (let step = 0; step < 60; step++) {
      await page.keyboard.press('Tab');
      const { name, outline } = (await page.evaluate(`(() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        const host = at?.getRootNode().host;
        const name = at?.id === 'composer' ? 'Message #general' : [at?.ariaLabel, at?.textContent?.trim(), host?.textContent?.trim(), at?.id].find(Boolean) ?? '';
        return { name, outline: at ? getComputedStyle(at).outlineStyle : 'none' };
      })()`)) as { name: string; outline: string };
      reached.push(name);
      expect(outline, name).not.toBe('none');
      if (name.includes('Message #general')) break;
    }
    const all = reached.join('\n');
    for (const wanted of [
      'Skip to the content',
      '# moderators',
      'Share in channel',
      'Dismiss message',
      'Apps and more',
    ])
      expect(all).toContain(wanted);
  });

  it('a message’s menu opens, is walked through and closes again', async () => {
    const more = page.locator('article.message .more').last();
    await more.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    expect(await page.locator('article.message .more:focus').count()).toBe(1);
  });
});
