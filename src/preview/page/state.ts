import type { KnowledgeStatus, ServerEvent, ShownMessage } from '../shown.ts';

/** What the page knows. Views read it; whoever changes it calls `changed`. */
export interface State {
  messages: Map<string, ShownMessage>;
  knowledge: KnowledgeStatus;
  /** Counts the readings of the knowledge, so that a view knows when to ask again. */
  reading: number;
  connected: boolean;
  light: boolean;
  /** New messages by channel, since it was last looked at. */
  unread: Map<string, number>;
  /** Said once, to a screen reader and in a corner, for example that a request failed. */
  said: string;
}

export const state: State = {
  messages: new Map(),
  knowledge: { claims: 0, findings: [], matching: 'none' },
  reading: 0,
  connected: false,
  light:
    localStorage.getItem('light') === null
      ? matchMedia('(prefers-color-scheme: light)').matches
      : localStorage.getItem('light') === 'yes',
  said: '',
  unread: new Map(),
};

let draw: () => void = () => undefined;
let planned = false;

export function drawWith(render: () => void): void {
  draw = render;
}

/** Draws again, once for all changes of the moment. */
export function changed(): void {
  if (planned) return;
  planned = true;
  queueMicrotask(() => {
    planned = false;
    draw();
  });
}

/** Runs something that asks the server, and says so when it fails. */
export async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    state.said = '';
    await work();
  } catch (error) {
    state.said = `That did not work: ${error instanceof Error ? error.message : error}`;
  }
  changed();
}

/** Keeps the state as the server has it; the browser connects again by itself. */
export function listen(): void {
  const events = new EventSource('/events');
  events.onopen = () => {
    state.connected = true;
    changed();
  };
  events.onerror = () => {
    state.connected = false;
    changed();
  };
  events.onmessage = ({ data }: MessageEvent<string>) => {
    take(JSON.parse(data) as ServerEvent);
    changed();
  };
}

function take(event: ServerEvent): void {
  switch (event.type) {
    case 'everything':
      state.messages = new Map(event.messages.map((message) => [message.id, message]));
      state.knowledge = event.knowledge;
      state.reading += 1;
      return;
    case 'message':
      if (!state.messages.has(event.message.id)) {
        const { channelId } = event.message;
        state.unread.set(channelId, (state.unread.get(channelId) ?? 0) + 1);
      }
      state.messages.set(event.message.id, event.message);
      return;
    case 'gone':
      state.messages.delete(event.id);
      return;
    case 'knowledge':
      state.knowledge = event.knowledge;
      state.reading += 1;
  }
}
