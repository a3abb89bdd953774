import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Reply } from '../../commands/command.ts';
import type { MessagePayload } from '../../replies/payload.ts';
import { VERDICT_SIGNS } from '../../replies/wording.ts';
import type { ClaimLine, ClaimList, ShownClaim } from '../shown.ts';
import { get, post } from './api.ts';
import { findingsList } from './findings.ts';
import { messageElement } from './payload.ts';
import { attempt, changed, state } from './state.ts';

const CERTAINTIES = ['strong', 'moderate', 'limited', 'conflicting', 'none'] as const;
const DAY_MS = 86_400_000;

let query = new URLSearchParams();
let list: ClaimList = { claims: [], total: 0, topics: [] };
let claim: ShownClaim | undefined;
/** Answers of the buttons below the claim, newest last. */
let pressed: readonly MessagePayload[] = [];
/** For which reading of the files, search and claim the answers above were asked. */
let listFor = '';
let claimFor = '';

/** @param id the claim to show beside the list. */
export function claimsView(id: string | undefined): TemplateResult {
  refresh(id);
  return html`<section class="claims ${id === undefined ? '' : 'one'}">
    <div class="list">
      <h1>Claims <small>${list.claims.length} of ${list.total}</small></h1>
      <form role="search" @input=${search} @submit=${(event: Event) => event.preventDefault()}>
        <label>Search <input type="search" name="q" placeholder="words, phrasings, id" /></label>
        ${choice(
          'verdict',
          'Verdict',
          Object.entries(VERDICT_SIGNS).map(([value, sign]) => [value, `${sign} ${value}`]),
        )}
        ${choice(
          'topic',
          'Topic',
          list.topics.map((topic) => [topic.id, topic.title]),
        )}
        ${choice(
          'certainty',
          'Certainty',
          CERTAINTIES.map((value) => [value, value]),
        )}
        ${choice(
          'older',
          'Reviewed',
          [90, 180, 365].map((days) => [String(days), `over ${days} days ago`]),
        )}
      </form>
      ${list.claims.length === 0 ? html`<p>No claim fits.</p>` : nothing}
      <ul>
        ${repeat(
          list.claims,
          (one) => one.id,
          (one) => claimLine(one, one.id === id),
        )}
      </ul>
    </div>
    <div class="detail" tabindex="-1" id="detail">
      ${
        id === undefined
          ? html`<p class="faint">Choose a claim: it is shown here as it will look, and again each time its file is saved.</p>`
          : claim === undefined
            ? html`<p><a class="back" href="#/claims">‹ All claims</a></p><p>There is no such claim in the last good set.</p>`
            : claimDetail(claim)
      }
    </div>
  </section>`;
}

function refresh(id: string | undefined): void {
  const wantedList = `${state.reading} ${query}`;
  if (wantedList !== listFor) {
    listFor = wantedList;
    void attempt(async () => {
      const answer = await get<ClaimList>(`/api/claims?${query}`);
      if (wantedList === listFor) list = answer;
    });
  }
  const wantedClaim = `${state.reading} ${id}`;
  if (wantedClaim === claimFor) return;
  if (claim?.id !== id) {
    claim = undefined;
    pressed = [];
  }
  claimFor = wantedClaim;
  if (id === undefined) return;
  void get<ShownClaim>(`/api/claim?id=${encodeURIComponent(id)}`)
    .then((answer) => {
      if (wantedClaim === claimFor) claim = answer;
    })
    // A claim that is gone is said in its place.
    .catch(() => {
      if (wantedClaim === claimFor) claim = undefined;
    })
    .finally(changed);
}

function search(event: Event): void {
  const form = event.currentTarget as HTMLFormElement;
  query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== '') query.set(name, String(value));
  changed();
}

function choice(name: string, label: string, values: readonly (readonly string[])[]): TemplateResult {
  return html`<label
    >${label}
    <select name=${name}>
      <option value="">any</option>
      ${repeat(
        values,
        ([value]) => value,
        ([value, text]) => html`<option value=${value}>${text}</option>`,
      )}
    </select></label
  >`;
}

function claimLine(one: ClaimLine, isHere: boolean): TemplateResult {
  return html`<li>
    <a href="#/claims/${one.id}" aria-current=${isHere ? 'true' : nothing}>
      <span class="sign ${one.verdict}" role="img" aria-label=${one.verdict}>${VERDICT_SIGNS[one.verdict]}</span>
      <span>${one.claim}<small>${one.id}${one.faults > 0 ? html` · <b>${one.faults} to mend</b>` : nothing}</small></span>
    </a>
  </li>`;
}

function claimDetail(one: ShownClaim): TemplateResult {
  const days = Math.floor((Date.now() - Date.parse(one.reviewed)) / DAY_MS);
  return html`
    <p><a class="back" href="#/claims">‹ All claims</a></p>
    <h2>${one.claim}</h2>
    <p class="faint">${one.topicTitle} · ${one.verdict}, ${one.certainty} · reviewed ${one.reviewed} (${days} days ago) · <code>${one.file}</code></p>
    ${one.findings.length === 0 ? nothing : html`<section class="faults" aria-label="To mend in this file">${findingsList(one.findings)}</section>`}
    ${keyed(
      state.light,
      html`<discord-messages ?light-theme=${state.light} no-background>
      ${[one.payload, ...pressed].map((payload, place) =>
        messageElement(
          { id: `c${place}`, channelId: '', by: 'bot', payload, private: place > 0, at: Date.now() },
          (customId, values) => void attempt(() => press(customId, values)),
          () => {
            pressed = pressed.filter((_, at) => at !== place - 1);
            changed();
          },
        ),
      )}
    </discord-messages>`,
    )}
    <h3>Sources</h3>
    <ol class="works">
      ${one.works.map(
        ({ source, shows, kind }) => html`<li>
          <a href=${source.url} target="_blank" rel="noopener noreferrer">${source.title}</a>
          <span class="faint">${[kind, source.year, source.size, source.journal].filter(Boolean).join(' · ')}</span><br />${shows}
        </li>`,
      )}
    </ol>
    <h3>Phrasings <small>each leads to its explanation</small></h3>
    <ul class="phrasings">${one.phrasings.map(phrasing)}</ul>
    ${one.notThis.length === 0 ? nothing : html`<h3>Looks like it, and is not</h3><ul class="phrasings">${one.notThis.map(phrasing)}</ul>`}
    ${one.beside.length === 0 ? nothing : html`<h3>Beside it, and answered by no claim</h3><ul class="phrasings">${one.beside.map(phrasing)}</ul>`}
    ${related('Related', one.related)} ${related('Differs from', one.differsFrom)}
    ${
      one.changes.length === 0
        ? nothing
        : html`<h3>Changes</h3><ul>${one.changes.map(({ date, what, why }) => html`<li>${date}: ${what} ${why}</li>`)}</ul>`
    }
  `;
}

function phrasing(text: string): TemplateResult {
  return html`<li><a href="#/explain/${encodeURIComponent(text)}">${text}</a></li>`;
}

function related(title: string, ids: readonly string[]): unknown {
  if (ids.length === 0) return nothing;
  return html`<h3>${title}</h3><ul>${ids.map((id) => html`<li><a href="#/claims/${id}">${id}</a></li>`)}</ul>`;
}

async function press(customId: string, values: readonly string[]): Promise<void> {
  const reply = await post<Reply>('/api/claim-button', { customId, values });
  pressed = [...pressed, reply.payload];
}
