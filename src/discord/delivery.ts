import { DefaultRestOptions, RESTJSONErrorCodes, type RESTOptions, type ResponseLike } from 'discord.js';

type MakeRequest = RESTOptions['makeRequest'];
type Init = Parameters<MakeRequest>[1];

/** How long one request is worth trying. */
interface Terms {
  readonly patienceMs: number;
  /** An attempt that is silent for so long gets another beside it; whichever Discord takes first counts. */
  readonly silenceMs: number;
}

/** Discord takes a first answer for three seconds, and says itself when it is too late. */
const CALLBACK: Terms = { patienceMs: 2900, silenceMs: 900 };
/** What follows "thinking…" has fifteen minutes, but nobody looks at it that long. */
const EDIT: Terms = { patienceMs: 60_000, silenceMs: 5000 };
/** Milliseconds before the next attempt: at first a hiccup, later an outage. The last one is repeated. */
const BACKOFF_MS = [20, 60, 150, 300, 500];

const CALLBACK_URL = /\/interactions\/(\d+)\/[^/]+\/callback(?:\?(.*))?$/;
const EDIT_URL = /\/webhooks\/\d+\/[^/]+\/messages\/(?:@|%40)original(?:\?|$)/;

/** No attempt got through in the time there was. */
export class UndeliveredError extends Error {
  override readonly name = 'UndeliveredError';
}

/**
 * Makes requests as discord.js does, but gives answers to people the time that Discord gives them: the library tries three
 * times within a few milliseconds and gives up, waits out limits past the deadline, and takes "already acknowledged" for a
 * failure when it was its own earlier attempt that got through.
 */
export const deliver: MakeRequest = (url, init) => {
  const callback = CALLBACK_URL.exec(url);
  if (callback !== null) return persist(url, init, CALLBACK, () => alreadyTaken(callback));
  if (init.method === 'PATCH' && EDIT_URL.test(url)) return persist(url, init, EDIT, undefined);
  return DefaultRestOptions.makeRequest(url, init);
};

/** @param taken what to say when Discord has it already; absent: a request that may be repeated as it is. */
async function persist(
  url: string,
  init: Init,
  { patienceMs, silenceMs }: Terms,
  taken: (() => ResponseLike) | undefined,
): Promise<ResponseLike> {
  const over = performance.now() + patienceMs;
  const attempts = new Set<AbortController>();
  let sent = 0;
  let failures = 0;
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let isDone = false;
    const deadline = setTimeout(
      () => end(() => reject(new UndeliveredError('no answer in time'))),
      patienceMs,
    );
    const end = (how: () => void, winner?: AbortController): void => {
      if (isDone) return;
      isDone = true;
      clearTimeout(timer);
      clearTimeout(deadline);
      for (const attempt of attempts) if (attempt !== winner) attempt.abort();
      how();
    };
    const again = (waitMs: number, why: string): void => {
      clearTimeout(timer);
      if (performance.now() + waitMs >= over) {
        // Another attempt may still be on its way.
        if (attempts.size === 0) end(() => reject(new UndeliveredError(why)));
      } else timer = setTimeout(attempt, waitMs);
    };
    const failed = (why: string): void => {
      if (isDone) return;
      again(BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 0, why);
      failures += 1;
    };
    const attempt = (): void => {
      const controller = new AbortController();
      attempts.add(controller);
      sent += 1;
      timer = setTimeout(attempt, silenceMs);
      DefaultRestOptions.makeRequest(url, { ...init, signal: controller.signal })
        .finally(() => attempts.delete(controller))
        .then(async (response) => {
          if (response.ok) return end(() => resolve(response), controller);
          if (response.status >= 500) {
            await response.text().catch(() => undefined);
            return failed(`status ${response.status}`);
          }
          if (taken === undefined) return end(() => resolve(response), controller);
          if (response.status === 429) {
            await response.text().catch(() => undefined);
            return again(Number(response.headers.get('retry-after') ?? 1) * 1000, 'status 429');
          }
          const text = await response.text();
          // Only when an attempt of ours came before: else another copy of the bot answered.
          if (sent > 1 && codeIn(text) === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)
            return end(() => resolve(taken()));
          return end(() => resolve(asRead(response, text)));
        })
        .catch((error: unknown) => failed(error instanceof Error ? error.message : String(error)));
    };
    attempt();
  });
}

/** As Discord would have answered the attempt that it took. The message's id is not known to us. */
function alreadyTaken([, id, query]: RegExpExecArray): ResponseLike {
  const wanted = new URLSearchParams(query).get('with_response') === 'true';
  const response = wanted
    ? new Response(JSON.stringify({ interaction: { id, type: 0 } }), {
        headers: { 'content-type': 'application/json' },
      })
    : new Response(undefined, { status: 204 });
  return response as unknown as ResponseLike;
}

/** A refusal whose text was read already. */
function asRead({ status, headers }: ResponseLike, text: string): ResponseLike {
  return new Response(text, { status, headers: [...headers] }) as unknown as ResponseLike;
}

function codeIn(text: string): unknown {
  try {
    return (JSON.parse(text) as { readonly code?: unknown } | null)?.code;
  } catch {
    return undefined;
  }
}
