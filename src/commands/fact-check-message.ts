import { ApplicationCommandType } from 'discord-api-types/v10';
import { decide } from '../matching/decide.ts';
import { answerPayload, readCarried, VERBS } from '../replies/answer.ts';
import { buttonRow } from '../replies/components.ts';
import { messageCheckPayload } from '../replies/message-check.ts';
import { notice } from '../replies/notice.ts';
import { wordingFor } from '../replies/wording.ts';
import { claimInButton } from './claim.ts';
import { type Component, decidedOn, type MessageMenu, UserError } from './command.ts';

export const factCheckMessage: MessageMenu = {
  data: { type: ApplicationCommandType.Message, name: 'Fact-check this message' },
  run({ message, person }, { knowledge }) {
    const wording = wordingFor(person.locale);
    if (message.ours) return { kind: 'answer', payload: notice(wording.message.ours), private: true };
    if (message.text.trim() === '') {
      return { kind: 'answer', payload: notice(wording.message.noText), private: true };
    }
    const decision = decide(message.text, knowledge, 'message');
    return {
      kind: 'answer',
      payload: messageCheckPayload(decision, message.id, person.mayPost, knowledge, wording),
      private: true,
      decided: decidedOn(decision),
    };
  },
};

/** Answers under the message that was checked. What the presser may do is asked again: it may have changed. */
export const replyUnder: Component = {
  verb: VERBS.replyUnder,
  run({ args, person }, { knowledge }) {
    const wording = wordingFor(person.locale);
    const claim = claimInButton(args, knowledge, wording);
    const messageId = args[1] ?? '';
    if (!/^\d{1,20}$/.test(messageId)) throw new UserError(wording.outOfDate);
    if (!person.mayPost) throw new UserError(wording.message.mayNotPost);
    return {
      kind: 'under',
      messageId,
      payload: answerPayload(claim, knowledge, wording, readCarried(args.slice(2))),
      done: notice(wording.message.replied),
      failed: {
        ...notice(wording.message.replyFailed),
        components: [buttonRow([{ verb: VERBS.share, args: [claim.id], label: wording.buttons.share }])],
      },
    };
  },
};
