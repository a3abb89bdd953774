import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { runComponent } from '../commands/dispatch.ts';
import { MAX_INPUT } from '../matching/normalise.ts';
import { CHANNELS } from '../workbench/scratch-platform.ts';
import { type Asset, pageAssets } from './assets.ts';
import { Channels } from './channels.ts';
import { claimList, shownClaim } from './claims.ts';
import { SavedFiles } from './saved-files.ts';
import type { KnowledgeStatus, ServerEvent } from './shown.ts';

/** Nobody but this machine can reach it. */
const HOST = '127.0.0.1';
/** Far above what the page sends. */
const MAX_BODY = 64 * 1024;
/** Discord's own limit for a message. */
const MAX_MESSAGE = 2000;
/** A quiet connection is kept open by a word now and then. */
const HEARTBEAT_MS = 20_000;

/**
 * Nothing is loaded from elsewhere and nothing is sent elsewhere. Style attributes are allowed, for the look-alike components
 * set an embed's colour that way; style elements and scripts in the page are not.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const text = z.string().max(MAX_MESSAGE + MAX_INPUT);
const id = z.string().regex(/^p?\d{1,15}$/);
const channel = z.enum(CHANNELS.map((one) => one.id));
const BODIES = {
  '/api/write': z.strictObject({ channel, text }),
  '/api/change': z.strictObject({ id, text }),
  '/api/delete': z.strictObject({ id }),
  '/api/command': z.strictObject({ channel, line: text }),
  '/api/fact-check': z.strictObject({ id }),
  '/api/press': z.strictObject({
    id,
    customId: z.string().max(100),
    values: z.array(z.string().max(100)).max(25),
  }),
  '/api/complete': z.strictObject({ line: text }),
  '/api/explain': z.strictObject({ text, mode: z.enum(['question', 'message']) }),
  '/api/claim-button': z.strictObject({
    customId: z.string().max(100),
    values: z.array(z.string().max(100)).max(25),
  }),
};
type Path = keyof typeof BODIES;

export interface Preview {
  /** Where the page is: `http://127.0.0.1:…`. */
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * Serves the page and keeps what stands in its channels.
 * @throws the error of `listen`, for example `EADDRINUSE`.
 */
export async function startPreview(knowledgeDirectory: string, port: number): Promise<Preview> {
  const assets = await pageAssets();
  const listeners = new Set<ServerResponse>();
  const send = (event: ServerEvent): void => {
    for (const response of listeners) response.write(eventText(event));
  };
  let matching: KnowledgeStatus['matching'] = 'none';
  const tellKnowledge = (): void => send({ type: 'knowledge', knowledge: status() });
  const channels = new Channels({
    send,
    matching: (now) => {
      matching = now;
      tellKnowledge();
    },
    remarks: (remarks) => live?.remark(remarks),
  });
  let live: SavedFiles | undefined;
  const status = (): KnowledgeStatus => ({
    ...(live?.base === undefined ? {} : { revision: live.base.revision }),
    claims: live?.base?.claims.length ?? 0,
    findings: live?.findings ?? [],
    matching,
  });

  const get = (path: string, query: URLSearchParams, response: ServerResponse): void => {
    switch (path) {
      case '/events': {
        response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
        response.write(eventText({ type: 'everything', messages: channels.messages, knowledge: status() }));
        listeners.add(response);
        response.on('close', () => listeners.delete(response));
        return;
      }
      case '/api/claims':
        sendJson(response, claimList(query, live?.base, live?.findings ?? [], new Date()));
        return;
      case '/api/claim': {
        const claim = live?.base?.claimById.get(query.get('id') ?? '');
        if (claim === undefined || live?.base === undefined) refuse(response, 404, 'There is no such claim.');
        else sendJson(response, shownClaim(claim, live.base, live.findings));
        return;
      }
    }
    const picture = /^\/picture\/(p?\d+\.png)$/.exec(path)?.[1];
    const data = picture === undefined ? undefined : channels.picture(picture);
    if (data !== undefined) {
      response.writeHead(200, { 'content-type': 'image/png' }).end(data);
      return;
    }
    const asset = assets(path);
    if (asset === undefined) refuse(response, 404, 'There is nothing here.');
    else sendAsset(response, asset);
  };

  const post = {
    '/api/write': (body) => channels.write(body.text, body.channel),
    '/api/change': (body) => channels.change(body.id, body.text),
    '/api/delete': (body) => channels.delete(body.id),
    '/api/command': (body) => channels.command(body.line, body.channel),
    '/api/fact-check': (body) => channels.factCheck(body.id),
    '/api/press': (body) => channels.press(body.id, body.customId, body.values),
    '/api/complete': async ({ line }) => (await channels.bot).call('complete', line),
    '/api/explain': async (body) => (await channels.bot).call('explain', body.text, body.mode),
    // These buttons need no matching, so the newest set answers at once.
    '/api/claim-button': async ({ customId, values }) => {
      if (live?.base === undefined) return undefined;
      const person = { locale: 'en-US', mayPost: true };
      const on = { private: true, own: true };
      return runComponent(customId, { values, person, on }, { knowledge: live.base });
    },
  } satisfies { [P in Path]: (body: z.output<(typeof BODIES)[P]>) => Promise<unknown> };

  const server = createServer((request, response) => {
    void (async () => {
      response.setHeader('content-security-policy', POLICY);
      response.setHeader('x-content-type-options', 'nosniff');
      response.setHeader('referrer-policy', 'no-referrer');
      response.setHeader('cross-origin-resource-policy', 'same-origin');
      const { port: own } = server.address() as AddressInfo;
      const fault = strangerFault(request, own);
      if (fault !== undefined) return refuse(response, 403, fault);
      const { pathname, searchParams } = new URL(request.url ?? '/', `http://${HOST}`);
      if (request.method === 'GET') return get(pathname, searchParams, response);
      if (request.method !== 'POST' || !Object.hasOwn(BODIES, pathname))
        return refuse(response, 404, 'There is nothing here.');
      const path = pathname as Path;
      const body = BODIES[path].safeParse(await readJson(request));
      if (!body.success) return refuse(response, 400, z.prettifyError(body.error));
      const answer = await (post[path] as (body: unknown) => Promise<unknown>)(body.data);
      sendJson(response, answer ?? null);
    })().catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
      if (!response.headersSent) refuse(response, 500, 'That went wrong; the terminal says how.');
    });
  });
  await listen(server, port);
  const heartbeat = setInterval(() => {
    for (const response of listeners) response.write(': \n\n');
  }, HEARTBEAT_MS);
  live = new SavedFiles(knowledgeDirectory, (isNewSet) => {
    // The first reading comes while `live` is being made.
    queueMicrotask(() => {
      tellKnowledge();
      if (isNewSet && live?.base !== undefined) void channels.answerFrom(live.base);
    });
  });

  return {
    address: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    async stop() {
      clearInterval(heartbeat);
      live?.stop();
      for (const response of listeners) response.end();
      server.close();
      server.closeAllConnections();
      await channels.stop();
    },
  };
}

/**
 * Another website must neither read nor write here: not through a name of its own that leads to this machine (Host), nor
 * from its own pages (Origin, Sec-Fetch-Site).
 */
function strangerFault(request: IncomingMessage, port: number): string | undefined {
  const hosts = [`${HOST}:${port}`, `localhost:${port}`];
  if (!hosts.includes(request.headers.host ?? '')) return 'This page answers at its own address only.';
  const { origin } = request.headers;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`))
    return 'This page answers no other website.';
  const site = request.headers['sec-fetch-site'] ?? 'none';
  // A link that leads here may be followed.
  const isVisit = request.url === '/' && request.headers['sec-fetch-mode'] === 'navigate';
  if (site !== 'same-origin' && site !== 'none' && !isVisit) return 'This page answers no other website.';
  if (request.method !== 'POST') return undefined;
  if (origin === undefined) return 'A change needs the page’s own Origin.';
  if (request.headers['content-type'] !== 'application/json') return 'A change is sent as JSON.';
  return undefined;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY) return undefined;
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    return undefined;
  }
}

function eventText(event: ServerEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}

function sendAsset(response: ServerResponse, { type, body, zipped }: Asset): void {
  const zip = zipped !== undefined && /\bgzip\b/.test(String(response.req.headers['accept-encoding']));
  response.writeHead(200, {
    'content-type': type,
    'cache-control': 'no-cache',
    vary: 'accept-encoding',
    ...(zip ? { 'content-encoding': 'gzip' } : {}),
  });
  response.end(zip ? zipped : body);
}

function refuse(response: ServerResponse, code: number, why: string): void {
  response.writeHead(code, { 'content-type': 'text/plain; charset=utf-8' }).end(`${why}\n`);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => resolve());
  });
}
