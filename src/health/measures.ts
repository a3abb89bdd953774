import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Discord gives up at three seconds; what comes near it must be seen. */
const AGE_BUCKETS_S = [0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 5];

/**
 * How a command ended: `lost`, Discord did not take the answer; `stale`, it was too old before anything was done; `refused`,
 * the person had asked too much at once.
 */
export type CommandOutcome = 'sent' | 'failed' | 'lost' | 'stale' | 'refused';

/**
 * What is counted, for Prometheus. Labels come from lists of our own or from Discord's error codes, never from people: no
 * text, no name, no id of a user, server, channel or message.
 */
export class Measures {
  readonly #registry = new Registry();
  readonly #commands = this.#counter('k2_commands_total', 'Commands and buttons by how they ended', [
    'command',
    'outcome',
  ]);
  readonly #decisions = this.#counter('k2_decisions_total', 'What the matcher made of a text', ['decision']);
  readonly #reloads = this.#counter('k2_reloads_total', 'Attempts to read the claims again', ['result']);
  readonly #requests = this.#counter('k2_discord_requests_total', 'Requests to Discord that went well', []);
  readonly #refusals = this.#counter(
    'k2_discord_errors_total',
    'Requests to Discord that failed after all retries, by Discord’s code or the kind of failure',
    ['code'],
  );
  readonly #age = new Histogram({
    name: 'k2_first_answer_age_seconds',
    help: 'Age of an interaction when Discord had its first answer',
    buckets: AGE_BUCKETS_S,
    registers: [this.#registry],
  });

  constructor() {
    // Memory, processor, and the event loop's delay.
    collectDefaultMetrics({ register: this.#registry });
  }

  /** `command`: one of a fixed list. */
  commandEnded(command: string, outcome: CommandOutcome): void {
    this.#commands.inc({ command, outcome });
  }

  decided(decision: string): void {
    this.#decisions.inc({ decision });
  }

  reloaded(result: string): void {
    this.#reloads.inc({ result });
  }

  requestDone(): void {
    this.#requests.inc();
  }

  requestFailed(code: string): void {
    this.#refusals.inc({ code });
  }

  firstAnswer(ageMs: number): void {
    this.#age.observe(Math.max(0, ageMs) / 1000);
  }

  /** Numbers that are looked up whenever somebody asks. */
  watch(name: string, help: string, label: string, values: () => Readonly<Record<string, number>>): void {
    // A login that is tried again watches anew.
    this.#registry.removeSingleMetric(name);
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const [key, value] of Object.entries(values())) this.set({ [label]: key }, value);
      },
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }
}
