import type { KnowledgeStatus, ServerEvent, ShownMessage } from '../../src/preview/shown.ts';

/** What the page does, without a browser: posts, and keeps the state that the server's events tell. */
export class PageClient {
  readonly address: string;
  messages = new Map<string, ShownMessage>();
  knowledge: KnowledgeStatus | undefined;
  readonly #abort = new AbortController();
  readonly #waiting = new Set<() => void>();

  constructor(address: string) {
    this.address = address;
  }

  /** Listens until `close`. */
  async listen(): Promise<void> {
    const response = await fetch(`${this.address}/events`, { signal: this.#abort.signal });
    void this.#read(response).catch(() => undefined);
    await this.until(() => this.knowledge !== undefined);
  }

  post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${this.address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.address, ...headers },
      body: JSON.stringify(body),
    });
  }

  /** Resolves with the first value that is there, now or after one of the server's events. */
  until<T>(look: () => T | undefined | false): Promise<T> {
    return new Promise((resolve) => {
      const check = (): void => {
        const found = look();
        if (found === undefined || found === false) return;
        this.#waiting.delete(check);
        resolve(found);
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** The first message that fits. */
  find(fits: (message: ShownMessage) => boolean): ShownMessage | undefined {
    return [...this.messages.values()].find(fits);
  }

  close(): void {
    this.#abort.abort();
  }

  async #read(response: Response): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(part, { stream: true });
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) if (event.startsWith('data: ')) this.#take(JSON.parse(event.slice(6)));
      for (const check of [...this.#waiting]) check();
    }
  }

  #take(event: ServerEvent): void {
    if (event.type === 'everything') {
      this.messages = new Map(event.messages.map((message) => [message.id, message]));
      this.knowledge = event.knowledge;
    } else if (event.type === 'message') this.messages.set(event.message.id, event.message);
    else if (event.type === 'gone') this.messages.delete(event.id);
    else this.knowledge = event.knowledge;
  }
}
