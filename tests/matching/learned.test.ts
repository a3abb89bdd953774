import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { adopt, decide } from '../../src/matching/decide.ts';
import { learn } from '../../src/matching/index-of-claims.ts';
import { app } from '../shipped.ts';

const shipped = app.knowledge;

it('decides the same with what another thread learned', () => {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(learn(shipped));
  const learned = receiveMessageOnPort(port2)?.message;
  port1.close();
  const copy = { ...shipped };
  adopt(copy, learned);
  for (const text of ['does k2 clean arteries', 'k2 with eliquis, safe?', 'best pizza in town', 'mk7 or mk4'])
    expect(decide(text, copy, 'question')).toEqual(decide(text, shipped, 'question'));
});
