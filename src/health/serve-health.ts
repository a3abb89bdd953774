import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Measures } from './measures.ts';

/** A probe that asks more often gets the same answer: nobody wears the database out by asking. */
const READY_KEPT_MS = 2000;
/** A probe sends no body and a short head. */
const REQUEST_MS = 5000;

export interface Readiness {
  readonly ready: boolean;
  /** What is looked at, each with its state, for whoever reads it. No secret, no id of a person or server. */
  readonly parts: Readonly<Record<string, unknown>>;
}

export interface HealthServer {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * `/livez` (the event loop turns), `/readyz` (questions are answered and things are kept) and `/metrics`.
 * @throws the error of the address that is taken or not ours.
 */
export async function serveHealth(
  { host, port }: { readonly host: string; readonly port: number },
  readiness: () => Promise<Readiness>,
  measures: Measures,
): Promise<HealthServer> {
  let kept: { readonly at: number; readonly answer: Promise<Readiness> } | undefined;
  const ready = (): Promise<Readiness> => {
    const now = Date.now();
    if (kept === undefined || now - kept.at > READY_KEPT_MS) kept = { at: now, answer: readiness() };
    return kept.answer;
  };

  const answer = async (path: string): Promise<[status: number, type: string, body: string]> => {
    switch (path) {
      case '/livez':
        return [200, 'text/plain', 'alive\n'];
      case '/readyz': {
        const state = await ready();
        return [state.ready ? 200 : 503, 'application/json', `${JSON.stringify(state)}\n`];
      }
      case '/metrics':
        return [200, measures.contentType, await measures.text()];
      default:
        return [404, 'text/plain', 'There is /livez, /readyz and /metrics.\n'];
    }
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const send = (status: number, type: string, body: string): void => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      send(405, 'text/plain', 'Only GET.\n');
      return;
    }
    try {
      send(...(await answer((request.url ?? '').replace(/\?.*$/, ''))));
    } catch {
      send(500, 'text/plain', 'This could not be found out.\n');
    }
  };

  const server = createServer((request, response) => void serve(request, response));
  server.requestTimeout = REQUEST_MS;
  server.headersTimeout = REQUEST_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  server.unref();
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
