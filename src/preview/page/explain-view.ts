import { html, nothing, type TemplateResult } from 'lit';
import { MESSAGE_BAR, QUESTION_BAR, SUGGEST_BAR } from '../../matching/confidence.ts';
import type { Mode } from '../../matching/decision.ts';
import type {
  ExplainedCandidate,
  ExplainedStretch,
  Explanation,
  Reason,
} from '../../workbench/explanation.ts';
import { post } from './api.ts';
import { attempt, state } from './state.ts';

const OUTCOMES = {
  answer: 'It answers.',
  suggest: 'It asks “did you mean”.',
  none: 'It says that no reviewed claim fits.',
} as const;
const NONE = {
  empty: 'there is nothing to read in it',
  'off-topic': 'it names nothing about vitamin K or what it is said to do',
  uncovered: 'it is about vitamin K, but no claim is near enough',
  language: 'it is probably not English',
} as const;

let mode: Mode = 'question';
let explanation: Explanation | undefined;
let explainedFor = '';

/** @param hash the text to explain, as it stands in the address. */
export function explainView(hash: string): TemplateResult {
  const text = textIn(hash);
  refresh(text);
  return html`<section class="explain">
    <h1>Explain <small>why a text gets the answer it gets</small></h1>
    <form @submit=${submit}>
      <label>Text <input name="text" .value=${text} maxlength="2000" autocomplete="off" placeholder="does k2 clean arteries" /></label>
      <fieldset>
        <legend>Read as</legend>
        ${(['question', 'message'] as const).map(
          (one) =>
            html`<label><input type="radio" name="mode" value=${one} .checked=${mode === one} />${one === 'question' ? 'a question' : 'somebody’s message'}</label>`,
        )}
      </fieldset>
      <button type="submit">Explain</button>
    </form>
    ${
      text === ''
        ? html`<p class="faint">Words become concepts, concepts point to claims, and the surest claim decides.</p>`
        : explanation === undefined
          ? html`<p>Reading…</p>`
          : explained(explanation)
    }
  </section>`;
}

function textIn(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}

function submit(event: SubmitEvent): void {
  event.preventDefault();
  const form = new FormData(event.currentTarget as HTMLFormElement);
  mode = form.get('mode') === 'message' ? 'message' : 'question';
  const hash = `#/explain/${encodeURIComponent(String(form.get('text') ?? '').trim())}`;
  if (location.hash === hash) dispatchEvent(new HashChangeEvent('hashchange'));
  else location.hash = hash;
}

function refresh(text: string): void {
  const wanted = `${state.reading} ${mode} ${text}`;
  if (text === '' || wanted === explainedFor) return;
  if (!explainedFor.endsWith(` ${text}`)) explanation = undefined;
  explainedFor = wanted;
  void attempt(async () => {
    const answer = await post<Explanation>('/api/explain', { text, mode });
    if (wanted === explainedFor) explanation = answer;
  });
}

function explained({ stretches, decision }: Explanation): TemplateResult {
  // The rest are only the best of what is out of the question.
  const near = decision.matches.filter(({ confidence }) => confidence >= SUGGEST_BAR);
  return html`
    <h2>${OUTCOMES[decision.outcome]}</h2>
    ${decision.outcome === 'none' ? html`<p>Because ${NONE[decision.reason]}.</p>` : nothing}
    ${
      near.length === 0
        ? nothing
        : html`<ul>${near.map((match) => html`<li>${claimLink(match.claim)} ${percent(match.confidence)}, the text <b>${match.stance}</b> it</li>`)}</ul>`
    }
    <p class="faint">Bars: answer ${percent(QUESTION_BAR)}, did you mean ${percent(SUGGEST_BAR)}, moderators ${percent(MESSAGE_BAR)}.
      Safety notes first: ${decision.risks.join(', ') || 'none'}.</p>
    ${stretches.map(stretch)}
  `;
}

function stretch({ words, repaired, concepts, anchored, candidates }: ExplainedStretch): TemplateResult {
  return html`<article>
    <h3>“${words.join(' ')}”</h3>
    ${repaired.length === 0 ? nothing : html`<p>Read as: ${repaired.map(({ from, to }) => html`<s>${from}</s> <b>${to}</b> `)}</p>`}
    <p>
      Concepts:
      ${concepts.length === 0 ? 'none known. Add the words to lexicon.yaml.' : concepts.map((one) => html`<span class="concept">${one.words} <b>${one.concept}</b></span> `)}
    </p>
    ${anchored ? nothing : html`<p>It names the subject of no claim: what follows may be offered, never answered with.</p>`}
    ${candidates.length === 0 ? html`<p>No claim is near.</p>` : html`<ol>${candidates.map(candidate)}</ol>`}
  </article>`;
}

function candidate(one: ExplainedCandidate): TemplateResult {
  return html`<li>
    <meter min="0" max="1" value=${one.confidence} aria-label="Confidence"></meter> <b>${percent(one.confidence)}</b>
    ${claimLink(one.id)} <span class="faint">${one.claim}</span>
    <dl>
      <dt>For it</dt><dd>${reasons(one.reasonsFor)}</dd>
      ${one.reasonsAgainst.length === 0 ? nothing : html`<dt>Against it</dt><dd>${reasons(one.reasonsAgainst)}</dd>`}
      ${one.unsaid.length === 0 ? nothing : html`<dt>Not said</dt><dd>${one.unsaid.join(', ')}</dd>`}
      <dt>Likeness</dt><dd>nearest phrasings ${percent(one.near)}, look-alikes ${percent(one.lookAlike)}</dd>
    </dl>
  </li>`;
}

function reasons(list: readonly Reason[]): unknown {
  if (list.length === 0) return 'nothing';
  return list.map(
    ({ feature, adds }) =>
      html`<span class="reason ${adds > 0 ? 'for' : 'against'}">${feature} ${adds > 0 ? '+' : '−'}${Math.abs(adds).toFixed(1)}</span> `,
  );
}

function claimLink(id: string): TemplateResult {
  return html`<a href="#/claims/${id}">${id}</a>`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
