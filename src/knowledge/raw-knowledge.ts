import type { z } from 'zod';
import type { Caution, Claim, Food, Lexicon, Source, topicSchema } from './schema.ts';
import type { YamlFile } from './yaml-file.ts';

/** A parsed entry and the file it stands in, for faults that only show across files. */
export interface Entry<T> {
  readonly value: T;
  readonly source: YamlFile;
  /** Where the entry stands inside its file: empty for a file that is one entry. */
  readonly path: readonly (string | number)[];
}

/** Everything read, before the checks across files. */
export interface RawKnowledge {
  readonly claims: readonly Entry<Claim>[];
  readonly sources: readonly Entry<Source>[];
  readonly cautions: readonly Entry<Caution>[];
  readonly topics: readonly Entry<z.infer<typeof topicSchema>>[];
  readonly foods: readonly Entry<Food>[];
  readonly lexicon: Entry<Lexicon> | undefined;
  /** Files whose own faults kept them from being read: what others name may stand in them. */
  readonly unread: readonly string[];
}
