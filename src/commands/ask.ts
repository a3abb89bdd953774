import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import { decide, nearestClaims } from '../matching/decide.ts';
import type { Decision } from '../matching/decision.ts';
import { MAX_INPUT } from '../matching/normalise.ts';
import { answerPayload } from '../replies/answer.ts';
import type { MessagePayload } from '../replies/payload.ts';
import { nonePayload, suggestionPayload } from '../replies/suggestion.ts';
import { withSendToCurators } from '../replies/unanswered.ts';
import { wordingFor } from '../replies/wording.ts';
import { type App, decidedOn, type Person, type Reply, type SlashInput, type Subcommand } from './command.ts';
import { flag, textOption } from './options.ts';

/** Nearest claims offered when none fits. */
const NEAREST = 3;

export const ask: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'ask',
    description: 'Ask about vitamin K2, in your own words',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'question',
        description: 'What did you hear, or what do you want to know?',
        required: true,
        max_length: MAX_INPUT,
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'private',
        description: 'Only you see the answer (yes, unless you say no)',
      },
    ],
  },
  run(input: SlashInput, app: App): Reply {
    const question = textOption(input, 'question');
    const decision = decide(question, app.knowledge, 'question');
    // Nobody can say through the bot what they may not say themselves.
    const isPrivate =
      !input.person.mayPost ||
      (flag(input, 'private') ?? !(input.person.publicByDefault && isForAll(decision)));
    return {
      kind: 'answer',
      payload: answerTo(question, decision, app.knowledge, isPrivate, input.person),
      private: isPrivate,
      decided: decidedOn(decision),
    };
  },
};

/** A server's wish for public answers covers answers only, and none to somebody who tells of a risk to themselves. */
function isForAll(decision: Decision): boolean {
  return decision.outcome === 'answer' && decision.risks.length === 0;
}

/**
 * The answer to somebody's own words: a claim, "did you mean", or an honest "no reviewed claim on that", which they can send
 * on to the curators where they alone see it.
 */
export function answerTo(
  question: string,
  decision: Decision,
  knowledge: KnowledgeBase,
  isPrivate: boolean,
  { locale, mayCollect }: Pick<Person, 'locale' | 'mayCollect'>,
): MessagePayload {
  const wording = wordingFor(locale);
  switch (decision.outcome) {
    case 'answer': {
      const claim = knowledge.claimById.get(decision.answer.claim);
      if (claim === undefined)
        throw new Error(`the matcher names an unknown claim: ${decision.answer.claim}`);
      return answerPayload(claim, knowledge, wording, {
        stance: decision.answer.stance,
        asked: question,
        risks: decision.risks,
        share: isPrivate,
      });
    }
    case 'suggest':
      return suggestionPayload(decision, question, knowledge, wording);
    case 'none': {
      const nearest = decision.reason === 'uncovered' ? nearestClaims(question, knowledge, NEAREST) : [];
      const payload = nonePayload(decision, question, nearest, knowledge, wording);
      return isPrivate && mayCollect && decision.reason === 'uncovered'
        ? withSendToCurators(payload)
        : payload;
    }
  }
}
