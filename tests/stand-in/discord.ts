/**
 * A stand-in of Discord on this machine: the REST routes and the gateway that the bot uses, with the rules that matter
 * (one callback, within three seconds, within the limits). Only for tests.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { choiceFaults, messageFaults, type SentChoice, type SentMessage } from './message-rules.ts';

export const APPLICATION_ID = '100000000000000001';
export const BOT_ID = '100000000000000002';
export const CHANNEL_ID = '100000000000000003';
export const GUILD_ID = '100000000000000004';
export const THREAD_ID = '100000000000000005';
/** Only moderators see it. */
export const REVIEW_ID = '100000000000000006';
const BOT_ROLE_ID = '100000000000000007';
/** EMBED_LINKS, READ_MESSAGE_HISTORY and MANAGE_GUILD, beside what everybody may. */
const BOT_PERMISSIONS = (1 << 14) | (1 << 16) | (1 << 5);
const DISCORD_EPOCH = 1_420_070_400_000;
const CALLBACK_DEADLINE_MS = 3000;
const HEARTBEAT_MS = 41_250;
const PATIENCE_MS = 5000;

export interface Callback {
  readonly id: string;
  readonly type: number;
  readonly data: SentMessage & { choices?: SentChoice[] };
}
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}
/** Kinds of interaction, and the callbacks each may have. */
const ALLOWED_CALLBACKS: Readonly<Record<number, readonly number[]>> = {
  2: [4, 5],
  3: [4, 5, 6, 7],
  4: [8],
};

/** How a request goes wrong, beside a plain error status. */
type Mishap =
  /** The connection is closed before an answer, as an idle one is. */
  | 'hang up'
  /** No answer comes. */
  | 'hang'
  /** The work is done, and yet the answer is a 500. */
  | 'done, then 500'
  /** The work is done only after so long, and the answer comes then. */
  | { readonly workAfterMs: number }
  /** The work is done at once, and the answer comes so much later. */
  | { readonly answerAfterMs: number };

/** Whose limit a 429 speaks of: the bot's own, everybody's in that place, or the bot's for all requests together. */
export type RateLimitScope = 'user' | 'shared' | 'global';

interface Refusal {
  readonly status: number;
  readonly code: number;
  readonly limit?: { readonly retryAfter: number; readonly scope: RateLimitScope };
}

interface Failure {
  readonly method: string;
  readonly path: RegExp;
  readonly how: Mishap | Refusal;
  /** Set: each path meets it so many times, however many paths there are. */
  readonly perPath: number | undefined;
  readonly met: Map<string, number>;
  left: number;
}

/** What became of an interaction, for whoever counts. Times are in ms on this machine's clock. */
export interface Fate {
  readonly id: string;
  readonly sentAt: number;
  /** When it first went over a connection that works; never, while there is none. */
  deliveredAt: number | undefined;
  /** When each callback came, and what Discord said to it: 204 when it took it. */
  readonly attempts: {
    readonly receivedAt: number;
    /** How old the interaction was when Discord looked at the callback. */
    readonly ageMs: number;
    readonly code: number;
  }[];
  /** When Discord told the bot that it had taken the callback. */
  confirmedAt: number | undefined;
  /** It was deferred, and so needs an edit too. */
  deferred: boolean;
  edits: number;
  followUps: number;
}

const CALLBACK_PATH = /^\/interactions\/(\d+)\/[^/]+\/callback/;

/** Milliseconds on this machine's clock, with fractions. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

/** A snowflake made at this moment, or `ageMs` before it. */
let sequenceInMs = 0;
export function snowflake(ageMs = 0): string {
  sequenceInMs = (sequenceInMs + 1) % 4096;
  return ((BigInt(Date.now() - ageMs - DISCORD_EPOCH) << 22n) + BigInt(sequenceInMs)).toString();
}

/** The server on a shard and its channels. Shard 0 has the usual ones; the others have theirs by Discord's rule for six shards. */
export function placeOn(shard: number): { guild: string; channel: string; review: string } {
  const moved = (id: string): string => (BigInt(id) + (BigInt(shard) << 22n)).toString();
  return { guild: moved(GUILD_ID), channel: moved(CHANNEL_ID), review: moved(REVIEW_ID) };
}

/** The same with the ids of another shard's server. */
function movedTo(shard: number, data: unknown): unknown {
  const { guild, channel, review } = placeOn(shard);
  return JSON.parse(
    JSON.stringify(data)
      .replaceAll(GUILD_ID, guild)
      .replaceAll(CHANNEL_ID, channel)
      .replaceAll(REVIEW_ID, review)
      .replaceAll(THREAD_ID, (BigInt(THREAD_ID) + (BigInt(shard) << 22n)).toString()),
  );
}

export class StandIn {
  readonly callbacks: Callback[] = [];
  readonly requests: Request[] = [];
  /** What the bot sent against Discord's rules; a test that ends with any has failed. */
  readonly faults: string[] = [];
  /** Registered commands by the path they were put to, as Discord gives them back. */
  readonly commands = new Map<string, unknown[]>();
  identifies = 0;
  /** How many connections Discord recommends, and how many of them may log in at once. */
  shards = 1;
  maxConcurrency = 1;
  /** Every login, by shard. */
  readonly logins: { readonly shard: number; readonly count: number; readonly at: number }[] = [];
  /** Connections of the shards beyond the first. */
  readonly #beyond = new Map<number, { socket: WebSocket; sequence: number }>();
  #speaking: { readonly shard: number; readonly moves: boolean } | undefined;
  resumes = 0;
  lastCloseCode: number | undefined;
  /** Close code for the next identify, as for a bad token or a disallowed intent. */
  refuseIdentify: number | undefined;
  /** How many logins Discord still allows today. */
  sessionsLeft = 1000;
  /** Whether the server that the bot is in becomes available after READY. */
  serverArrives = true;
  /** How often the bot is told to send heartbeats. */
  heartbeatMs = HEARTBEAT_MS;
  /** Whether heartbeats are acknowledged. */
  acknowledges = true;
  /** Status for whoever wants to connect to the gateway, as when Discord is overloaded. */
  refuseUpgrade: number | undefined;
  /** Called when READY was sent, before anything else is. */
  onReady: () => void = () => undefined;
  /** Every interaction by id. */
  readonly fates = new Map<string, Fate>();
  /** What the bot wrote into channels. */
  readonly posted: SentMessage[] = [];
  /** The same, with where and under which id; changed by edits. */
  readonly messages = new Map<string, { readonly channel: string; sent: SentMessage }>();
  /** Messages that are gone: what refers to them is refused. */
  readonly deleted = new Set<string>();
  /** AutoMod rules by id. */
  readonly rules = new Map<string, Record<string, unknown>>();
  /** What the bot's role may do, and whether it may see the review channel. */
  botPermissions = BOT_PERMISSIONS;
  botSeesReview = true;
  intents = 0;
  readonly #failures: Failure[] = [];
  readonly #answered = new Set<string>();
  readonly #kinds = new Map<string, number>();
  readonly #nonces = new Map<string, Record<string, unknown>>();
  readonly #http: Server;
  readonly #gateway: WebSocketServer;
  /** When the request that is being worked on was there in full. */
  #receivedAt = 0;
  #socket: WebSocket | undefined;
  #sequence = 0;
  /** Everything of this session, for whoever resumes it. */
  #history: {
    readonly sequence: number;
    readonly message: string;
    readonly interaction: string | undefined;
  }[] = [];
  #waiting: { readonly when: () => boolean; readonly done: () => void }[] = [];

  constructor() {
    this.#http = createServer((request, response) => void this.#serve(request, response));
    this.#gateway = new WebSocketServer({
      server: this.#http,
      verifyClient: (_info, decide: (ok: boolean, status?: number) => void) =>
        decide(this.refuseUpgrade === undefined, this.refuseUpgrade),
    });
    this.#gateway.on('connection', (socket) => this.#connect(socket));
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  /** For the client's `rest.api`; the library adds the version. */
  get api(): string {
    return `http://127.0.0.1:${this.port}/api`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#gateway.clients) socket.terminate();
    this.#gateway.close();
    this.#http.closeAllConnections();
    await new Promise<void>((resolve) => this.#http.close(() => resolve()));
  }

  /** The next `times` requests that fit are answered with this instead. */
  failNext(method: string, path: RegExp, status: number, code = 0, times = 1): void {
    this.#fail(method, path, { status, code }, times);
  }

  /** The next request that fits is one too many, and may come again after so many seconds. */
  limitNext(
    method: string,
    path: RegExp,
    retryAfter: number,
    scope: RateLimitScope = 'user',
    times = 1,
  ): void {
    this.#fail(method, path, { status: 429, code: 0, limit: { retryAfter, scope } }, times);
  }

  breakNext(method: string, path: RegExp, how: Mishap, times = 1): void {
    this.#fail(method, path, how, times);
  }

  /** From now on, each different path that fits fails so many times before it works. */
  failEach(method: string, path: RegExp, how: Mishap | Refusal, times = 1): void {
    this.#fail(method, path, how, Number.POSITIVE_INFINITY, times);
  }

  #fail(method: string, path: RegExp, how: Mishap | Refusal, left: number, perPath?: number): void {
    this.#failures.push({ method, path, how, perPath, met: new Map(), left });
  }

  /** Discord is well again. */
  mend(): void {
    this.#failures.length = 0;
  }

  /** Sends an event to the bot; kept for a resume when the connection is down. */
  dispatch(event: string, data: unknown): void {
    if (this.#speaking !== undefined && this.#speaking.shard > 0) {
      const { shard, moves } = this.#speaking;
      this.#dispatchBeyond(shard, event, moves ? movedTo(shard, data) : data);
      return;
    }
    this.#sequence += 1;
    const message = JSON.stringify({ op: 0, t: event, s: this.#sequence, d: data });
    const interaction = event === 'INTERACTION_CREATE' ? String((data as { id: string }).id) : undefined;
    this.#history.push({ sequence: this.#sequence, message, interaction });
    this.sendRaw(message, interaction);
  }

  /** Sends something that need not be an event at all. */
  sendRaw(text: string, interaction?: string): void {
    if (this.#socket === undefined || this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(text);
    const fate = this.fates.get(interaction ?? '');
    if (fate !== undefined) fate.deliveredAt ??= now();
  }

  /** Sends an event that was sent before once more. */
  repeat(interaction: string): void {
    const earlier = this.#history.find((one) => one.interaction === interaction);
    if (earlier !== undefined) this.sendRaw(earlier.message);
  }

  /** The connection dies without a sign: nothing is read or written any more, not even a goodbye. */
  freeze(): void {
    const socket = this.#socket as unknown as { readonly _socket: Socket } | undefined;
    socket?._socket.pause();
    socket?._socket.cork();
    this.#socket = undefined;
  }

  /** Asks the bot to reconnect, as before a restart of a gateway's machine. */
  askToReconnect(): void {
    this.#socket?.send(JSON.stringify({ op: 7, d: null }));
    this.#socket = undefined;
  }

  /**
   * What `act` sends goes to this shard. `moves`: and comes from the shard's own server; otherwise it is about the first
   * server, as while processes with other shares are exchanged.
   */
  on<T>(shard: number, act: () => T, moves = true): T {
    this.#speaking = { shard, moves };
    try {
      return act();
    } finally {
      this.#speaking = undefined;
    }
  }

  /** The first server becomes available to the shard that is spoken to. */
  arrive(): void {
    this.dispatch('GUILD_CREATE', server(this.botPermissions, this.botSeesReview));
  }

  #dispatchBeyond(shard: number, event: string, data: unknown): void {
    const one = this.#beyond.get(shard);
    if (one === undefined) throw new Error(`nobody has shard ${shard}`);
    one.sequence += 1;
    one.socket.send(JSON.stringify({ op: 0, t: event, s: one.sequence, d: data }));
  }

  #joinBeyond(shard: number, count: number, socket: WebSocket): void {
    this.#beyond.set(shard, { socket, sequence: 0 });
    const { guild } = placeOn(shard);
    this.#dispatchBeyond(shard, 'READY', {
      v: 10,
      user: { id: BOT_ID, username: 'k2', discriminator: '0', avatar: null, bot: true },
      guilds: [{ id: guild, unavailable: true }],
      session_id: `session-${shard}`,
      resume_gateway_url: `ws://127.0.0.1:${this.port}`,
      shard: [shard, count],
      application: { id: APPLICATION_ID, flags: 0 },
    });
    const whole = server(this.botPermissions, this.botSeesReview);
    this.#dispatchBeyond(shard, 'GUILD_CREATE', movedTo(shard, whole));
  }

  /** Cuts the connection without a word. */
  drop(): void {
    this.#socket?.terminate();
    this.#socket = undefined;
  }

  /** Says that the session is over: the bot must log in anew. */
  endSession(): void {
    this.#socket?.send(JSON.stringify({ op: 9, d: false }));
    this.#socket = undefined;
  }

  close(code: number): void {
    this.#socket?.close(code);
    this.#socket = undefined;
  }

  /** An interaction from somebody in a server; returns its id. */
  interact(data: Record<string, unknown>, more: Record<string, unknown> = {}, ageMs = 0): string {
    const id = snowflake(ageMs);
    const { type = 2 } = more;
    this.#kinds.set(id, Number(type));
    this.fates.set(id, {
      id,
      sentAt: now() - ageMs,
      deliveredAt: undefined,
      attempts: [],
      confirmedAt: undefined,
      deferred: false,
      edits: 0,
      followUps: 0,
    });
    this.dispatch('INTERACTION_CREATE', {
      id,
      application_id: APPLICATION_ID,
      token: `token-${id}`,
      version: 1,
      type,
      guild_id: GUILD_ID,
      channel_id: CHANNEL_ID,
      channel: { id: CHANNEL_ID, type: 0, name: 'general', permissions: '2048' },
      member: memberWith('100000000000000009'),
      locale: 'en-US',
      guild_locale: 'en-US',
      entitlements: [],
      authorizing_integration_owners: { '0': GUILD_ID },
      context: 0,
      app_permissions: '2048',
      attachment_size_limit: 10_485_760,
      data,
      ...more,
    });
    return id;
  }

  slash(
    name: string,
    options: Record<string, string | boolean> = {},
    more: Record<string, unknown> = {},
    ageMs = 0,
  ): string {
    return this.interact(slashData(name, options), more, ageMs);
  }

  autocomplete(name: string, option: string, typed: string): string {
    const data = slashData(name, { [option]: typed });
    for (const typing of data.options[0]?.options ?? []) Object.assign(typing, { focused: true });
    return this.interact(data, { type: 4 });
  }

  press(customId: string, more: Record<string, unknown> = {}, values?: string[]): string {
    const data =
      values === undefined
        ? { component_type: 2, custom_id: customId }
        : { component_type: 3, custom_id: customId, values };
    return this.interact(data, { type: 3, message: message(snowflake(), '', { flags: PRIVATE }), ...more });
  }

  pointAt(target: Record<string, unknown>, more: Record<string, unknown> = {}): string {
    const id = String(target.id);
    return this.interact(
      {
        id: snowflake(),
        name: 'Fact-check this message',
        type: 3,
        target_id: id,
        resolved: { messages: { [id]: target } },
      },
      more,
    );
  }

  /** The body of the first request that fits, as soon as it is there. */
  async request(method: string, path: RegExp): Promise<unknown> {
    const found = (): Request | undefined =>
      this.requests.find((one) => one.method === method && path.test(one.path));
    await this.until(() => found() !== undefined, `${method} ${path}`);
    return found()?.body;
  }

  /** The callback to an interaction, as soon as it is there. */
  async callback(id: string): Promise<Callback> {
    await this.until(() => this.callbacks.some((one) => one.id === id));
    return this.callbacks.find((one) => one.id === id) as Callback;
  }

  /** Resolves when the condition holds after some request or event. */
  async until(when: () => boolean, what = 'the bot', patienceMs = PATIENCE_MS): Promise<void> {
    if (when()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), patienceMs);
      this.#waiting.push({
        when,
        done: () => {
          clearTimeout(timer);
          resolve();
        },
      });
    });
  }

  #wake(): void {
    const ready = this.#waiting.filter((one) => one.when());
    this.#waiting = this.#waiting.filter((one) => !ready.includes(one));
    for (const one of ready) one.done();
  }

  #connect(socket: WebSocket): void {
    socket.on('close', (code) => {
      this.lastCloseCode = code;
      this.#wake();
    });
    socket.on('message', (raw) => {
      const { op, d } = JSON.parse(String(raw)) as {
        op: number;
        d: { shard?: [number, number]; intents?: number; seq?: number };
      };
      if (op === 1 && this.acknowledges) socket.send(JSON.stringify({ op: 11 }));
      if (op === 2) {
        this.identifies += 1;
        this.intents = d.intents ?? 0;
        if (this.refuseIdentify !== undefined) {
          socket.close(this.refuseIdentify);
          return;
        }
        const [shard, count] = d.shard ?? [0, 1];
        this.logins.push({ shard, count, at: Date.now() });
        if (shard > 0) {
          this.#joinBeyond(shard, count, socket);
          this.#wake();
          return;
        }
        this.#socket = socket;
        // A new session knows nothing of the one before.
        this.#history = [];
        this.dispatch('READY', {
          v: 10,
          user: { id: BOT_ID, username: 'k2', discriminator: '0', avatar: null, bot: true },
          guilds: [{ id: GUILD_ID, unavailable: true }],
          session_id: 'session',
          resume_gateway_url: `ws://127.0.0.1:${this.port}`,
          shard: [0, count],
          application: { id: APPLICATION_ID, flags: 0 },
        });
        this.onReady();
        if (this.serverArrives)
          this.dispatch('GUILD_CREATE', server(this.botPermissions, this.botSeesReview));
      }
      if (op === 6) {
        this.resumes += 1;
        this.#socket = socket;
        for (const { sequence, message, interaction } of this.#history) {
          if (sequence > (d.seq ?? 0)) this.sendRaw(message, interaction);
        }
        this.dispatch('RESUMED', {});
      }
      this.#wake();
    });
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: this.heartbeatMs } }));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    this.#receivedAt = now();
    const method = request.method ?? '';
    const path = decodeURIComponent(request.url ?? '').replace(/^\/api\/v10/, '');
    const text = Buffer.concat(chunks).toString();
    const body: unknown = text === '' ? undefined : JSON.parse(jsonOf(text));
    this.requests.push({ method, path, body });
    const failure = this.#failureOf(method, path);
    if (failure === undefined) {
      const [status, answer] = this.#route(method, path, body);
      this.#answer(response, status, answer);
      this.#confirm(path, status);
      return;
    }
    switch (failure) {
      case 'hang':
        this.#wake();
        return;
      case 'hang up':
        request.socket.end();
        this.#wake();
        return;
      case 'done, then 500':
        this.#route(method, path, body);
        this.#answer(response, 500, { code: 0, message: 'scripted' });
        return;
      default:
        await this.#misbehave(failure, { method, path, body }, response);
    }
  }

  async #misbehave(
    how: Exclude<Mishap, string> | Refusal,
    { method, path, body }: Request,
    response: ServerResponse,
  ): Promise<void> {
    if ('status' in how) {
      const { status, code, limit } = how;
      const headers: Record<string, string> = {
        ...(limit !== undefined && {
          'retry-after': String(limit.retryAfter),
          'x-ratelimit-scope': limit.scope,
        }),
        ...(limit?.scope === 'global' && { 'x-ratelimit-global': 'true' }),
      };
      this.#attempted(path, code || status);
      this.#answer(response, status, { code, message: 'scripted' }, headers);
      return;
    }
    const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());
    const receivedAt = this.#receivedAt;
    if ('workAfterMs' in how) await wait(how.workAfterMs);
    this.#receivedAt = receivedAt;
    const [status, answer] = this.#route(method, path, body);
    if ('answerAfterMs' in how) await wait(how.answerAfterMs);
    if (response.destroyed) return;
    this.#answer(response, status, answer);
    this.#confirm(path, status);
  }

  #failureOf(method: string, path: string): Failure['how'] | undefined {
    const failure = this.#failures.find(
      (one) =>
        one.left > 0 &&
        one.method === method &&
        one.path.test(path) &&
        (one.met.get(path) ?? 0) < (one.perPath ?? Number.POSITIVE_INFINITY),
    );
    if (failure === undefined) return undefined;
    failure.left -= 1;
    failure.met.set(path, (failure.met.get(path) ?? 0) + 1);
    return failure.how;
  }

  #attempted(path: string, code: number): void {
    const id = CALLBACK_PATH.exec(path)?.[1] ?? '';
    const fate = this.fates.get(id);
    fate?.attempts.push({ receivedAt: this.#receivedAt, ageMs: now() - fate.sentAt, code });
  }

  /** The bot reads that its callback was taken. */
  #confirm(path: string, status: number): void {
    const fate = this.fates.get(CALLBACK_PATH.exec(path)?.[1] ?? '');
    if (fate !== undefined && status < 300) fate.confirmedAt ??= now();
  }

  #answer(
    response: ServerResponse,
    status: number,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): void {
    // An empty answer that called itself JSON would make the library fail.
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    response.writeHead(status, { ...type, ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
    this.#wake();
  }

  #route(method: string, path: string, body: unknown): [number, unknown] {
    const bare = path.replace(/\?.*$/, '');
    if (bare === '/gateway/bot') {
      const session_start_limit = {
        total: 1000,
        remaining: this.sessionsLeft,
        reset_after: 0,
        max_concurrency: this.maxConcurrency,
      };
      return [200, { url: `ws://127.0.0.1:${this.port}`, shards: this.shards, session_start_limit }];
    }
    if (bare === '/applications/@me') return [200, { id: APPLICATION_ID }];
    if (/^\/applications\/\d+\/(?:guilds\/\d+\/)?commands$/.test(bare)) {
      if (method === 'PUT') this.commands.set(bare, asRegistered(body as object[], bare.includes('guilds')));
      return [200, this.commands.get(bare) ?? []];
    }
    const callback = CALLBACK_PATH.exec(bare);
    if (callback !== null) {
      const [status, answer] = this.#callback(callback[1] as string, body as Omit<Callback, 'id'>);
      this.#attempted(bare, status === 204 ? 204 : (answer as { code: number }).code);
      if (status !== 204 || !path.includes('with_response=true')) return [status, answer];
      const made = message(snowflake(), '');
      return [200, { interaction: { id: callback[1], type: 2 }, resource: { type: 4, message: made } }];
    }
    const rule = /^\/guilds\/\d+\/auto-moderation\/rules(?:\/(\d+))?$/.exec(bare);
    if (rule !== null) return this.#rule(method, rule[1], body as Record<string, unknown>);
    const webhook = /^\/webhooks\/\d+\/token-(\d+)(?:\/messages\/@original)?$/.exec(bare);
    if (webhook !== null) {
      if (!this.#answered.has(webhook[1] as string))
        return [404, { code: 10015, message: 'Unknown Webhook' }];
      const fate = this.fates.get(webhook[1] as string);
      if (fate !== undefined && method === 'PATCH') fate.edits += 1;
      if (fate !== undefined && method === 'POST') fate.followUps += 1;
      if (method === 'GET') return [200, message(snowflake(), '')];
      this.#judge(body as SentMessage);
      return [200, message(snowflake(), '')];
    }
    const channel = /^\/channels\/(\d+)\/messages(?:\/(\d+))?$/.exec(bare);
    if (channel !== null) return this.#write(channel[1] as string, channel[2], body as SentMessage);
    return [404, { code: 0, message: `the stand-in has no ${method} ${path}` }];
  }

  #callback(id: string, body: Omit<Callback, 'id'>): [number, unknown] {
    const age = Date.now() - (Number(BigInt(id) >> 22n) + DISCORD_EPOCH);
    if (age > CALLBACK_DEADLINE_MS) return [404, { code: 10062, message: 'Unknown interaction' }];
    if (this.#answered.has(id))
      return [400, { code: 40060, message: 'Interaction has already been acknowledged.' }];
    if (!ALLOWED_CALLBACKS[this.#kinds.get(id) ?? 0]?.includes(body.type)) {
      this.faults.push(`callback ${body.type} to an interaction of kind ${this.#kinds.get(id)}`);
    }
    this.#answered.add(id);
    const fate = this.fates.get(id);
    if (fate !== undefined) fate.deferred = body.type === 5 || body.type === 6;
    // 4 and 7 carry a message; 8 carries choices; 5 and 6 are deferrals.
    if (body.type === 4 || body.type === 7) this.#judge(body.data);
    if (body.type === 8) this.faults.push(...choiceFaults(body.data.choices ?? []));
    this.callbacks.push({ id, ...body });
    return [204, undefined];
  }

  /** A nonce that is enforced makes a repeated request give the message that is already there. */
  #post(sent: SentMessage, channel: string): Record<string, unknown> {
    this.#judge(sent);
    const nonce = sent.enforce_nonce === true ? sent.nonce : undefined;
    const earlier = nonce === undefined ? undefined : this.#nonces.get(nonce);
    if (earlier !== undefined) return earlier;
    this.posted.push(sent);
    const made = message(snowflake(), '');
    this.messages.set(String(made.id), { channel, sent });
    if (nonce !== undefined) this.#nonces.set(nonce, made);
    return made;
  }

  /** A new message, or another text for one of the bot's. */
  #write(channel: string, id: string | undefined, sent: SentMessage): [number, unknown] {
    const unknown: [number, unknown] = [404, { code: 10008, message: 'Unknown Message' }];
    if (id !== undefined) {
      if (this.deleted.has(id)) return unknown;
      this.#judge(sent);
      this.messages.set(id, { channel, sent });
      return [200, message(id, '')];
    }
    if (this.deleted.has(sent.message_reference?.message_id ?? '')) {
      const errors = {
        message_reference: { _errors: [{ code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' }] },
      };
      return [400, { code: 50035, message: 'Invalid Form Body', errors }];
    }
    return [200, this.#post(sent, channel)];
  }

  #rule(method: string, id: string | undefined, body: Record<string, unknown>): [number, unknown] {
    if (method === 'POST') {
      const made = { ...body, id: snowflake() };
      this.rules.set(made.id, made);
      return [200, made];
    }
    if (id === undefined) return [200, [...this.rules.values()]];
    if (!this.rules.has(id)) return [404, { code: 10066, message: 'Unknown auto moderation rule' }];
    if (method === 'DELETE') {
      this.rules.delete(id);
      return [204, undefined];
    }
    this.rules.set(id, { ...this.rules.get(id), ...body });
    return [200, this.rules.get(id)];
  }

  #judge(sent: SentMessage): void {
    this.faults.push(...messageFaults(sent));
  }
}

/** With a picture, the message is one part of several. */
function jsonOf(text: string): string {
  if (text.startsWith('{') || text.startsWith('[')) return text;
  return /name="payload_json"(?:\r\nContent-Type: [^\r]*)?\r\n\r\n([\s\S]*?)\r\n--/.exec(text)?.[1] ?? '{}';
}

function slashData(name: string, options: Record<string, string | boolean>) {
  return {
    id: '100000000000000010',
    name: 'k2',
    type: 1,
    options: [
      {
        type: 1,
        name,
        options: Object.entries(options).map(([option, value]) => ({
          type: typeof value === 'boolean' ? 5 : 3,
          name: option,
          value,
        })),
      },
    ],
  };
}

/** A member as an interaction brings one. `permissions`: VIEW_CHANNEL and SEND_MESSAGES unless told otherwise. */
export function memberWith(id: string, permissions = '3072', username = 'member'): Record<string, unknown> {
  return {
    user: { id, username, discriminator: '0', avatar: null },
    roles: [],
    joined_at: '2024-01-01T00:00:00.000Z',
    deaf: false,
    mute: false,
    flags: 0,
    permissions,
  };
}

/** The member of this number: as many as a flood needs. */
export function memberNumber(number: number): Record<string, unknown> {
  return { member: memberWith(String(2n ** 60n + BigInt(number)), undefined, `m${number}`) };
}

/** The server that the bot is in, with a channel and a thread. */
function server(botPermissions: number, botSeesReview: boolean): Record<string, unknown> {
  return {
    id: GUILD_ID,
    name: 'Health',
    owner_id: '100000000000000009',
    member_count: 2,
    joined_at: '2024-01-01T00:00:00.000Z',
    large: false,
    unavailable: false,
    features: [],
    emojis: [],
    stickers: [],
    members: [
      {
        user: { id: BOT_ID, username: 'k2', discriminator: '0', avatar: null, bot: true },
        roles: [BOT_ROLE_ID],
        joined_at: '2024-01-01T00:00:00.000Z',
        deaf: false,
        mute: false,
        flags: 0,
      },
    ],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    roles: [
      { id: GUILD_ID, name: '@everyone', permissions: '3072', position: 0, color: 0, flags: 0 },
      { id: BOT_ROLE_ID, name: 'k2', permissions: String(botPermissions), position: 1, color: 0, flags: 0 },
    ],
    channels: [
      { id: CHANNEL_ID, type: 0, name: 'general', position: 0, permission_overwrites: [] },
      {
        id: REVIEW_ID,
        type: 0,
        name: 'review',
        position: 1,
        permission_overwrites: [
          { id: GUILD_ID, type: 0, allow: '0', deny: '1024' },
          ...(botSeesReview ? [{ id: BOT_ROLE_ID, type: 0, allow: '1024', deny: '0' }] : []),
        ],
      },
    ],
    threads: [
      {
        id: THREAD_ID,
        type: 11,
        name: 'thread',
        parent_id: CHANNEL_ID,
        owner_id: '100000000000000009',
        thread_metadata: { archived: false, locked: false, auto_archive_duration: 1440 },
      },
    ],
  };
}

/** Commands as Discord gives them back: with ids, and with defaults spelled out. */
function asRegistered(commands: readonly object[], inServer: boolean): unknown[] {
  return commands.map((command) => ({
    type: 1,
    description: '',
    default_member_permissions: null,
    ...command,
    id: snowflake(),
    application_id: APPLICATION_ID,
    version: snowflake(),
    name_localizations: null,
    description_localizations: null,
    nsfw: false,
    ...(inServer ? { guild_id: GUILD_ID, integration_types: [0], contexts: null } : { dm_permission: true }),
  }));
}

/** A message as Discord sends it. */
/** Only the person sees it: where most buttons are. */
const PRIVATE = 64;

/** A message of the bot that everybody sees, for which this person asked. */
export function publicAnswerFor(user: string, id = snowflake()): Record<string, unknown> {
  return message(id, '', {
    flags: 0,
    interaction_metadata: {
      id: snowflake(),
      type: 2,
      user: { id: user, username: 'asker', discriminator: '0', avatar: null },
      authorizing_integration_owners: {},
    },
  });
}

export function message(
  id: string,
  content: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    id,
    channel_id: CHANNEL_ID,
    type: 0,
    content,
    author: { id: '100000000000000011', username: 'writer', discriminator: '0', avatar: null },
    attachments: [],
    embeds: [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    timestamp: '2026-11-24T00:00:00.000Z',
    edited_timestamp: null,
    flags: 0,
    components: [],
    ...more,
  };
}
