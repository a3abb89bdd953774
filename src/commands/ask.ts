import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import { decide, nearestClaims } from '../matching/decide.ts';
import type { Decision } from '../matching/decision.ts';
import { MAX_INPUT } from '../matching/normalise.ts';
import { answerPayload } from '../replies/answer.ts';
import type { MessagePayload } from '../replies/payload.ts';
import { nonePayload, suggestionPayload } from '../replies/suggestion.ts';
import { type Wording, wordingFor } from '../replies/wording.ts';
import type { App, Reply, SlashInput, Subcommand } from './command.ts';
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
    // Nobody can say through the bot what they may not say themselves.
    const isPrivate = !input.person.mayPost || (flag(input, 'private') ?? true);
    return {
      kind: 'answer',
      payload: answerTo(
        question,
        decide(question, app.knowledge, 'question'),
        app.knowledge,
        isPrivate,
        wordingFor(input.person.locale),
      ),
      private: isPrivate,
    };
  },
};

/** The answer to somebody's own words: a claim, "did you mean", or an honest "no reviewed claim on that". */
export function answerTo(
  question: string,
  decision: Decision,
  knowledge: KnowledgeBase,
  isPrivate: boolean,
  wording: Wording,
): MessagePayload {
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
      return nonePayload(decision, question, nearest, knowledge, wording);
    }
  }
}
