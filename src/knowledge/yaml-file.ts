import { CORE_SCHEMA, load } from 'js-yaml';
import { LineCounter, parse, parseDocument, YAMLParseError } from 'yaml';
import type { z } from 'zod';
import type { Fault } from './fault.ts';

/**
 * Aliases are a way to blow a small file up to gigabytes, and no knowledge file needs one.
 * https://yaml.org/spec/1.2.2/#71-alias-nodes
 */
const MAX_ALIASES = 0;

/** A YAML file with its text kept, so that a fault found much later can still name its line. */
export interface YamlFile {
  readonly file: string;
  readonly text: string;
}

export type Parsed<T> =
  | { readonly value: T; readonly faults: [] }
  | { readonly value: undefined; readonly faults: Fault[] };

/** Parses and checks one file. Every fault is reported, with its line. */
export function parseYaml<S extends z.ZodType>(source: YamlFile, schema: S): Parsed<z.output<S>> {
  let raw: unknown;
  try {
    raw = valueIn(source.text);
  } catch (error) {
    const line = error instanceof YAMLParseError ? (error.linePos?.[0].line ?? 0) : 0;
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return {
      value: undefined,
      faults: [
        {
          file: source.file,
          line,
          field: '',
          problem: `this is not readable YAML: ${reason}`,
          remedy: 'look at the line for a missing quote, a tab, or a colon in a text that is not in quotes',
        },
      ],
    };
  }
  const result = schema.safeParse(raw);
  if (result.success) return { value: result.data, faults: [] };
  const faults = result.error.issues.flatMap((issue): Fault[] => {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        ...place(source, [...path, key]),
        problem: `"${key}" is not a known field`,
        remedy: 'check its spelling against knowledge/README.md, or take it out',
      }));
    }
    return [{ ...place(source, path), ...explain(issue) }];
  });
  return { value: undefined, faults };
}

/** Where an anchor or an alias may stand, spaces or not. Emphasis in prose looks alike, and only costs time. */
const ANCHOR_OR_ALIAS = /(?:^|[\s:,[{?!-])[&*]\S/m;

/**
 * js-yaml reads several times faster, `yaml` says what is wrong and where. So the one reads, and whatever it does not
 * like, or could blow up, goes to the other.
 */
function valueIn(text: string): unknown {
  if (!ANCHOR_OR_ALIAS.test(text)) {
    try {
      return load(text, { schema: CORE_SCHEMA }) ?? null;
    } catch {
      // The slower reader tells the curator more.
    }
  }
  return parse(text, { maxAliasCount: MAX_ALIASES, prettyErrors: true, logLevel: 'error' });
}

/** The file, line and field of a path inside a YAML file; the nearest parent's line when the path is missing. */
export function place(
  source: YamlFile,
  path: readonly (string | number)[],
): Pick<Fault, 'file' | 'line' | 'field'> {
  const lineCounter = new LineCounter();
  const document = parseDocument(source.text, { lineCounter, logLevel: 'silent' });
  let line = 1;
  for (let depth = path.length; depth >= 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    const range = isRanged(node) ? node.range : undefined;
    if (range) {
      line = lineCounter.linePos(range[0]).line;
      break;
    }
  }
  return { file: source.file, line, field: path.join('.') };
}

function isRanged(node: unknown): node is { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && Array.isArray((node as { range?: unknown }).range);
}

const SEE_README = 'knowledge/README.md says what belongs in it';
/** What zod calls a kind of value, for somebody who does not program. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list, one "- …" a line',
  object: 'fields with their values',
};

function explain(issue: z.core.$ZodIssue): Pick<Fault, 'problem' | 'remedy'> {
  switch (issue.code) {
    case 'invalid_type': {
      const kind = KINDS[issue.expected] ?? issue.expected;
      if (issue.message.endsWith('received undefined'))
        return { problem: 'this field is missing', remedy: `add ${kind}; ${SEE_README}` };
      if (issue.message.endsWith('received null'))
        return { problem: 'nothing stands here yet', remedy: `write ${kind} here; ${SEE_README}` };
      return { problem: `this is not ${kind}`, remedy: `write ${kind} here; ${SEE_README}` };
    }
    case 'too_big':
      return issue.origin === 'string'
        ? {
            problem: `too long: at most ${issue.maximum} characters`,
            remedy: 'shorten it; less is read more',
          }
        : { problem: `too many: at most ${issue.maximum}`, remedy: 'keep the most important ones' };
    case 'too_small':
      return issue.origin === 'string'
        ? { problem: 'this text is empty', remedy: 'write it, or take the field out if it is optional' }
        : { problem: `too few: at least ${issue.minimum}`, remedy: issue.message };
    case 'invalid_value':
      return { problem: 'not one of the allowed words', remedy: `use one of: ${issue.values.join(', ')}` };
    default:
      return { problem: issue.message, remedy: 'see knowledge/README.md for what belongs here' };
  }
}
