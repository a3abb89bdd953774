import { html, nothing, type TemplateResult } from 'lit';
import type { Completion } from '../../workbench/completion.ts';
import type { CHANNELS } from '../../workbench/scratch-platform.ts';
import type { ShownMessage } from '../shown.ts';
import { post } from './api.ts';
import { plainText } from './markdown.ts';
import { attempt, changed, state } from './state.ts';

type Channel = (typeof CHANNELS)[number];

const box = (): HTMLTextAreaElement | null => document.querySelector('#composer');

let choices: readonly Completion[] = [];
let hint = '';
/** The place of the marked choice; -1: none. */
let marked = -1;
let editing: ShownMessage | undefined;
/** Answers to older keystrokes that come late are dropped. */
let asked = 0;

/** The box to write in, with Discord's choices above it. */
export function composer(channel: Channel): TemplateResult {
  return html`<form class="composer" @submit=${(event: Event) => {
    event.preventDefault();
    send(channel);
  }}>
    ${
      choices.length === 0
        ? nothing
        : html`<ul class="choices" id="choices" role="listbox" aria-label="Choices">
            ${choices.map(
              (choice, place) => html`<li
                id="choice-${place}"
                role="option"
                aria-selected=${place === marked ? 'true' : 'false'}
                @mousedown=${(event: Event) => {
                  event.preventDefault();
                  take(choice);
                }}
              >
                <b>${plainText(choice.name)}</b> <span>${choice.description}</span>
              </li>`,
            )}
          </ul>`
    }
    <p class="hint">${editing === undefined ? hint || ' ' : 'You change your message. Escape leaves it as it was.'}</p>
    <div class="row">
      <label class="hidden" for="composer">Message #${channel.name}, or / for a command</label>
      <textarea
        id="composer"
        rows="1"
        maxlength="2000"
        placeholder="Message, or / for commands"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded=${choices.length > 0 ? 'true' : 'false'}
        aria-controls=${choices.length > 0 ? 'choices' : nothing}
        aria-activedescendant=${marked < 0 ? nothing : `choice-${marked}`}
        @input=${complete}
        @keydown=${(event: KeyboardEvent) => key(event, channel)}
        @blur=${() => close()}
      ></textarea>
      <button type="submit">Send</button>
    </div>
  </form>`;
}

/** Puts a line into the box, ready to be sent. */
export function fillIn(channel: Channel, line: string): void {
  put(line);
  send(channel);
}

/** The message can now be written anew in the box. */
export function edit(message: ShownMessage): void {
  editing = message;
  put(message.text ?? '');
  changed();
}

function put(text: string): void {
  const area = box();
  if (area === null) return;
  area.value = text;
  area.focus();
}

function close(): void {
  choices = [];
  marked = -1;
  changed();
}

function take(choice: Completion): void {
  put(choice.line);
  // The list belongs to the line before: Enter must not take from it again.
  close();
  void complete();
}

async function complete(): Promise<void> {
  const line = box()?.value ?? '';
  const mine = ++asked;
  if (!line.startsWith('/') || state.knowledge.matching === 'none') {
    hint = line.startsWith('/') ? 'The choices come when the bot is ready.' : '';
    close();
    return;
  }
  await attempt(async () => {
    const answer = await post<{ choices: readonly Completion[]; hint: string }>('/api/complete', { line });
    if (mine !== asked) return;
    // A choice that changes nothing is none.
    choices = answer.choices.filter((choice) => choice.line.trim() !== line.trim());
    hint = answer.hint;
    marked = -1;
  });
  document.querySelector('.choices')?.scrollTo(0, 0);
}

function key(event: KeyboardEvent, channel: Channel): void {
  const choice = choices[marked] ?? (event.key === 'Tab' ? choices[0] : undefined);
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    if (choices.length === 0) return;
    const step = event.key === 'ArrowDown' ? 1 : -1;
    marked = (Math.max(marked, step > 0 ? -1 : 0) + step + choices.length) % choices.length;
    changed();
    queueMicrotask(() => document.getElementById(`choice-${marked}`)?.scrollIntoView({ block: 'nearest' }));
  } else if ((event.key === 'Enter' || event.key === 'Tab') && choice !== undefined) take(choice);
  else if (event.key === 'Enter' && !event.shiftKey) send(channel);
  else if (event.key === 'Escape') {
    if (choices.length === 0 && editing !== undefined) {
      editing = undefined;
      put('');
    }
    asked += 1;
    close();
  } else return;
  event.preventDefault();
}

function send(channel: Channel): void {
  const text = (box()?.value ?? '').trim();
  asked += 1;
  hint = '';
  put('');
  close();
  if (text === '') return;
  const changing = editing;
  editing = undefined;
  void attempt(() => {
    if (changing !== undefined) return post('/api/change', { id: changing.id, text });
    if (text.startsWith('/')) return post('/api/command', { channel: channel.id, line: text });
    return post('/api/write', { channel: channel.id, text });
  });
}
