import type { Fault } from './fault.ts';
import type { KnowledgeBase } from './knowledge-base.ts';

/** An edit that does not count, because it is faulty. */
export interface RefusedEdit {
  readonly at: Date;
  readonly faults: readonly Fault[];
}

/**
 * The claim set that answers at this moment. Another may take its place between two questions, so whoever looks more than
 * once for the same answer takes `knowledge` once and keeps it.
 */
export interface Serving {
  readonly knowledge: KnowledgeBase;
  /** Absent when everything that is written in the folder serves. */
  readonly refused?: RefusedEdit | undefined;
}
