import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import type { Question } from '../../store/store.ts';
import { withStore } from './with-store.ts';

/** The questions that members sent to the curators, most asked first; with `--yaml` as claims to be filled in. */
export async function unanswered(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { yaml: { type: 'boolean', default: false } } });
  const questions = await withStore((store) => store.questions());
  if (values.yaml) {
    const taken = new Set<string>();
    process.stdout.write(questions.map((question) => skeleton(question, taken)).join('---\n'));
    return 0;
  }
  for (const { asked, lastAsked, text } of questions) {
    process.stdout.write(`${String(asked).padStart(5)}×  ${lastAsked.toISOString().slice(0, 10)}  ${text}\n`);
  }
  if (questions.length === 0) process.stdout.write('No question waits.\n');
  return 0;
}

/** What is known of such a claim; `k2 new` writes the rest of the file, with a word on every field. */
function skeleton({ text, asked, firstAsked, lastAsked }: Question, taken: Set<string>): string {
  const days = `${firstAsked.toISOString().slice(0, 10)} to ${lastAsked.toISOString().slice(0, 10)}`;
  return (
    `# asked ${asked} ${asked === 1 ? 'time' : 'times'}, ${days}\n` +
    stringify({
      id: idFor(text, taken),
      claim: null,
      verdict: null,
      certainty: null,
      fact: null,
      explanation: null,
      takeaway: null,
      cautions: [],
      citations: [],
      phrasings: { asks: [text] },
      related: [],
      differsFrom: [],
      reviewed: new Date().toISOString().slice(0, 10),
    })
  );
}

/** An id from the question's words, a number behind it when another question has the same. */
function idFor(text: string, taken: Set<string>): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? ['question'];
  const base = words.join('-').slice(0, 50).replace(/-+$/, '');
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
  taken.add(id);
  return id;
}
