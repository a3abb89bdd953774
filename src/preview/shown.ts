import type { Fault } from '../knowledge/fault.ts';
import type { Certainty, Claim, Source, Verdict } from '../knowledge/schema.ts';
import type { MessagePayload } from '../replies/payload.ts';

/** What goes over the wire to the page: plain data, and types only, so that the page may import it. */

/** A message in a channel, as the page shows it. */
export interface ShownMessage {
  /** A number for what stands in the channel; `p` and a number for what one person alone sees. */
  readonly id: string;
  readonly channelId: string;
  readonly by: 'bot' | 'you';
  /** What a person wrote. */
  readonly text?: string;
  /** What the bot sent, exactly as Discord would get it. */
  readonly payload?: MessagePayload;
  readonly private: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly edited?: boolean;
  /** The message it stands under; `text` is its beginning, absent when it was deleted. */
  readonly replyTo?: { readonly id: string; readonly by: 'bot' | 'you'; readonly text?: string };
  /** The command that it answers. */
  readonly command?: {
    readonly name: string;
    readonly kind: 'slash' | 'message';
    /** The message it was used on. */
    readonly about?: NonNullable<ShownMessage['replyTo']>;
  };
  readonly picture?: { readonly url: string; readonly description: string };
  /** An answer is on its way. */
  readonly thinking?: boolean;
}

export interface ShownFault extends Fault {
  readonly severity: 'fault' | 'warning';
  /** The lines around it, for a fault that has a place. */
  readonly around: readonly { readonly line: number; readonly text: string }[];
}

/** How the claims on disk stand, and which of them the answers come from. */
export interface KnowledgeStatus {
  /** Absent before the first good set. */
  readonly revision?: string;
  readonly claims: number;
  readonly findings: readonly ShownFault[];
  /** `none`: no answer yet. `older`: answers come from the set before, the index of this one is being built. */
  readonly matching: 'none' | 'older' | 'current';
}

export type ServerEvent =
  | {
      readonly type: 'everything';
      readonly messages: readonly ShownMessage[];
      readonly knowledge: KnowledgeStatus;
    }
  | { readonly type: 'message'; readonly message: ShownMessage }
  | { readonly type: 'gone'; readonly id: string }
  | { readonly type: 'knowledge'; readonly knowledge: KnowledgeStatus };

export interface ClaimLine {
  readonly id: string;
  readonly claim: string;
  readonly verdict: Verdict;
  readonly certainty: Certainty;
  readonly topic: string;
  readonly reviewed: string;
  readonly faults: number;
}

export interface ClaimList {
  readonly claims: readonly ClaimLine[];
  readonly total: number;
  readonly topics: readonly { readonly id: string; readonly title: string }[];
}

export interface ShownClaim extends Claim {
  readonly topicTitle: string;
  readonly payload: MessagePayload;
  readonly works: readonly { readonly source: Source; readonly shows: string; readonly kind: string }[];
  readonly findings: readonly ShownFault[];
}
