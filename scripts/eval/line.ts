import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** One labelled utterance; the fields are those of the evaluation data's README. */
export const lineSchema = z.looseObject({
  text: z.string(),
  kind: z.enum(['k2', 'near', 'off']),
  topic: z.string().default('other'),
  claims: z.array(z.string()),
  related: z.array(z.string()).default([]),
  stance: z.enum(['asks', 'asserts', 'denies', 'reports', 'none']),
  mythAsserted: z.boolean().default(false),
  risk: z.array(z.string()).default([]),
  hard: z.boolean().default(false),
});
export type Line = z.infer<typeof lineSchema>;

/** @throws {Error} naming file and line of the first that cannot be read. */
export function readLines(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((text, index) => ({ text, number: index + 1 }))
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, number }) => {
      try {
        return lineSchema.parse(JSON.parse(text));
      } catch (error) {
        throw new Error(
          `${file}:${number} is not an evaluation line: ${error instanceof Error ? error.message : error}`,
        );
      }
    });
}
