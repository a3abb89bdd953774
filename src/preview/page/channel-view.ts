import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CHANNELS } from '../../workbench/scratch-platform.ts';
import type { ShownMessage } from '../shown.ts';
import { post } from './api.ts';
import { composer, edit, fillIn } from './composer.ts';
import { messageElement } from './payload.ts';
import { attempt, changed, state } from './state.ts';

type Channel = (typeof CHANNELS)[number];

/** What there is to try for whoever sees this for the first time. */
const EXAMPLES = [
  '/k2 ask question: does k2 clean out my arteries',
  '/k2 ask question: im on warfarin, is k2 safe for me',
  '/k2 ask question: does vitmain k2 make bones stonger',
  '/k2 browse verdict: myth',
  'K2 strips the calcium right out of your arteries, my doctor never told me',
] as const;

const TOPICS = {
  general: 'Watched channel. Write as in Discord; /k2 asks the bot.',
  moderators: 'Review cards come here. /k2-mod is for moderators.',
} as const;

/** Where the menu of a message is open. */
let menu:
  | { readonly id: string; readonly x: number; readonly y: number; readonly from: HTMLElement | null }
  | undefined;
let lastCount = 0;
let lastShown = '';

/** @param target the id of a message to show first. */
export function channelView(channel: Channel, target: string | undefined): TemplateResult {
  const messages = [...state.messages.values()].filter(({ channelId }) => channelId === channel.id);
  return html`
    <section class="channel" aria-label="#${channel.name}">
      <h1># ${channel.name} <small>${TOPICS[channel.name]}</small></h1>
      <div class="scroll" tabindex="0" role="log" aria-label="Messages in #${channel.name}" ${ref((element) => scroll(element, channel, messages.length, target))}>
        ${messages.length === 0 ? welcome(channel) : nothing}
        ${keyed(
          state.light,
          html`<discord-messages ?light-theme=${state.light} no-background>
          ${repeat(
            messages,
            ({ id }) => id,
            (message) => messageInChannel(message, message.id === target),
          )}
        </discord-messages>`,
        )}
      </div>
      ${composer(channel)}
    </section>
    ${menu === undefined ? nothing : messageMenu(menu)}
  `;
}

function welcome(channel: Channel): TemplateResult {
  if (channel.name === 'moderators')
    return html`<div class="welcome">
      <h2>No cards yet</h2>
      <p>A message in <a href="#/general">#general</a> that clearly asserts a known myth makes a card here.</p>
    </div>`;
  return html`<div class="welcome">
    <h2>This is how members see the bot</h2>
    <p>Type a message, or <code>/k2</code> to ask. Any message can be checked by right-click, or its <b>⋯</b> button. Try one:</p>
    <ul>
      ${EXAMPLES.map(
        (line) =>
          html`<li><button type="button" class="plain" @click=${() => fillIn(channel, line)}>${line}</button></li>`,
      )}
    </ul>
  </div>`;
}

function messageInChannel(message: ShownMessage, isTarget: boolean): TemplateResult {
  const { id } = message;
  return html`<article
    class="message ${isTarget ? 'target' : ''}"
    id="message-${id}"
    aria-label="${message.by === 'bot' ? 'K2 Fact Check' : 'you'}${message.private ? ', only for you' : ''}"
    @contextmenu=${(event: MouseEvent) => openMenu(event, id, event.clientX, event.clientY)}
  >
    ${messageElement(
      message,
      (customId, values) => void attempt(() => post('/api/press', { id, customId, values })),
      () => void attempt(() => post('/api/delete', { id })),
    )}
    ${
      message.thinking === true
        ? nothing
        : html`<button
            type="button"
            class="more"
            aria-label="Apps and more for this message"
            aria-haspopup="menu"
            @click=${(event: MouseEvent) => {
              const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
              openMenu(event, id, box.left, box.bottom);
            }}
          >
            ⋯
          </button>`
    }
  </article>`;
}

function openMenu(event: MouseEvent, id: string, x: number, y: number): void {
  event.preventDefault();
  const article = (event.currentTarget as HTMLElement).closest('article');
  menu = { id, x, y, from: article?.querySelector<HTMLElement>('.more') ?? null };
  changed();
}

function closeMenu(): void {
  if (menu === undefined) return;
  const { from } = menu;
  menu = undefined;
  changed();
  from?.focus();
}

function messageMenu({ id, x, y }: NonNullable<typeof menu>): TemplateResult {
  const message = state.messages.get(id);
  const item = (label: string, does: () => void): TemplateResult =>
    html`<button type="button" role="menuitem" tabindex="-1" @click=${() => {
      closeMenu();
      does();
    }}>${label}</button>`;
  const isOwn = message?.by === 'you';
  return html`<div class="cover" @click=${closeMenu} @contextmenu=${(event: Event) => {
    event.preventDefault();
    closeMenu();
  }}></div>
  <div class="menu" role="menu" aria-label="Message" .style=${`--x:${x}px;--y:${y}px`} @keydown=${walkMenu} ${ref(focusFirst)}>
    ${item('Apps › Fact-check this message', () => void attempt(() => post('/api/fact-check', { id })))}
    ${isOwn && message !== undefined ? item('Edit message', () => edit(message)) : nothing}
    ${message === undefined ? nothing : item(message.private ? 'Dismiss message' : 'Delete message', () => void attempt(() => post('/api/delete', { id })))}
  </div>`;
}

function focusFirst(element: Element | undefined): void {
  // It is put into the page a moment later.
  queueMicrotask(() => element?.querySelector<HTMLElement>('[role=menuitem]')?.focus());
}

function walkMenu(event: KeyboardEvent): void {
  const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role=menuitem]')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (event.key === 'Escape' || event.key === 'Tab') closeMenu();
  else if (to !== undefined) items.at(to % items.length)?.focus();
  else return;
  event.preventDefault();
}

/** The newest message is in sight, unless another one was asked for. */
function scroll(
  element: Element | undefined,
  channel: Channel,
  count: number,
  target: string | undefined,
): void {
  if (element === undefined) return;
  const shown = `${channel.name}/${target ?? ''}`;
  const isNew = shown !== lastShown || count > lastCount;
  const wanted = shown !== lastShown ? target : undefined;
  lastShown = shown;
  lastCount = count;
  if (!isNew) return;
  // The look-alike elements draw themselves a moment later.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const message = wanted === undefined ? undefined : document.getElementById(`message-${wanted}`);
      if (message) message.scrollIntoView({ block: 'center' });
      else {
        const last = element.querySelector('article:last-of-type');
        // The beginning of a long answer matters more than its end.
        if (last && last.getBoundingClientRect().height > element.clientHeight)
          last.scrollIntoView({ block: 'start' });
        else element.scrollTop = element.scrollHeight;
      }
    }),
  );
}
