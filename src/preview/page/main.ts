import { html, nothing, render, type TemplateResult } from 'lit';
import { CHANNELS } from '../../workbench/scratch-platform.ts';
import './look.ts';
import { channelView } from './channel-view.ts';
import { claimsView } from './claims-view.ts';
import { explainView } from './explain-view.ts';
import { findingsList } from './findings.ts';
import { changed, drawWith, listen, state } from './state.ts';

const MATCHING = {
  none: 'Getting ready to answer: this takes a few seconds.',
  older: 'Matching still uses the claims from before the last save; a few seconds.',
  current: 'Answers come from the claims as saved.',
} as const;

const PLACES = [
  ...CHANNELS.map(({ name, id }) => ({ path: name as string, label: `# ${name}`, id })),
  { path: 'claims', label: 'Claims', id: '' },
  { path: 'explain', label: 'Explain', id: '' },
];

function page(): TemplateResult {
  const [place = '', ...rest] = location.hash.replace(/^#\/?/, '').split('/');
  const here = PLACES.some(({ path }) => path === place) ? place : CHANNELS[0].name;
  const channel = CHANNELS.find(({ name }) => name === here);
  const faults = state.knowledge.findings.filter(({ severity }) => severity === 'fault');
  if (channel !== undefined) state.unread.delete(channel.id);
  document.title = `${PLACES.find(({ path }) => path === here)?.label} · K2 Fact Check: preview`;
  return html`
    <a class="skip" href="#main" @click=${skip}>Skip to the content</a>
    <header>
      <p class="name"><img src="/bot.svg" alt="" width="24" height="24" /> K2 Fact Check <span>preview</span></p>
      <nav aria-label="Places">
        ${PLACES.map(
          ({ path, label, id }) =>
            html`<a href="#/${path}" aria-current=${path === here ? 'page' : nothing}>${label}${unread(id)}</a>`,
        )}
      </nav>
      <button type="button" class="plain" @click=${changeLight}>${state.light ? 'Dark' : 'Light'} colours</button>
    </header>
    <main id="main" tabindex="-1">
      <div class="status" role="status">
        ${
          state.connected
            ? html`<span class="dot ${state.knowledge.matching}"></span>${state.knowledge.claims} claims.
                ${MATCHING[state.knowledge.matching]}`
            : html`<span class="dot older"></span>The preview does not run any more: start it again with <code>npm run preview</code>.`
        }
        ${state.said ? html`<strong class="said">${state.said}</strong>` : nothing}
      </div>
      ${
        faults.length === 0
          ? nothing
          : html`<section class="faults" role="alert" tabindex="0" aria-label="Faults in the claims">
              <h2>${faults.length === 1 ? 'One fault' : `${faults.length} faults`} in the files: the last good set goes on answering</h2>
              ${findingsList(faults)}
            </section>`
      }
      ${
        channel !== undefined
          ? channelView(channel, rest[0])
          : here === 'claims'
            ? claimsView(rest[0])
            : explainView(rest.join('/'))
      }
    </main>
  `;
}

function unread(channelId: string): unknown {
  const count = state.unread.get(channelId);
  return count === undefined ? nothing : html` <span class="unread">${count} new</span>`;
}

function skip(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('#main')?.focus();
}

function changeLight(): void {
  state.light = !state.light;
  localStorage.setItem('light', state.light ? 'yes' : 'no');
  changed();
}

drawWith(() => {
  document.documentElement.dataset.colours = state.light ? 'light' : 'dark';
  const app = document.querySelector<HTMLElement>('#app');
  if (app) render(page(), app);
});
addEventListener('hashchange', changed);
listen();
changed();
