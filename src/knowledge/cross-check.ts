import type { Fault } from './fault.ts';
import type { Entry, RawKnowledge } from './raw-knowledge.ts';
import type { Claim, Stance } from './schema.ts';
import { place } from './yaml-file.ts';

/** More than this and a topic is too long to browse. */
const MAX_CLAIMS_IN_TOPIC = 20;

/** Two phrasings that differ only in case, accents or punctuation are the same phrasing. */
export function foldPhrasing(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * The faults that only show when all files are seen together. What may stand in a file that could not be read is not said to
 * be missing: one fault would look like thirty.
 */
export function crossCheck(raw: RawKnowledge): Fault[] {
  const faults: Fault[] = [];
  const report = (
    entry: Entry<unknown>,
    path: readonly (string | number)[],
    problem: string,
    remedy: string,
  ): void => {
    faults.push({ ...place(entry.source, [...entry.path, ...path]), problem, remedy });
  };

  if (raw.claims.length === 0) {
    faults.push({
      file: 'claims',
      line: 0,
      field: '',
      problem: 'there is no claim that can be read',
      remedy: 'put one YAML file for each claim into knowledge/claims/<topic>/',
    });
  }

  const claimIds = unique(raw.claims, 'claim', report);
  const sourceIds = unique(raw.sources, 'source', report);
  const cautionIds = unique(raw.cautions, 'caution', report);
  const topicIds = unique(raw.topics, 'topic', report);
  unique(raw.foods, 'food', report);

  const seen = new Map<string, Entry<{ id: string }>>();
  for (const entry of raw.claims) {
    const claim = entry.value;
    const name = claim.file.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
    if (claim.id !== name) {
      report(
        entry,
        ['id'],
        `the id is "${claim.id}" but the file is named "${name}"`,
        'make the two the same',
      );
    }
    if (!topicIds.has(claim.topic) && !raw.unread.includes('topics.yaml')) {
      report(
        entry,
        [],
        `the folder "${claim.topic}" is not a topic`,
        'add it to topics.yaml, or move the file',
      );
    }
    claim.citations.forEach((citation, index) => {
      if (!sourceIds.has(citation.source) && !raw.unread.some((file) => file.startsWith('sources/'))) {
        report(
          entry,
          ['citations', index, 'source'],
          `there is no source "${citation.source}"`,
          'check its spelling, or add the work to knowledge/sources',
        );
      }
    });
    claim.cautions.forEach((id, index) => {
      if (!cautionIds.has(id) && !raw.unread.includes('cautions.yaml')) {
        report(entry, ['cautions', index], `there is no caution "${id}"`, 'use an id from cautions.yaml');
      }
    });
    for (const field of ['related', 'differsFrom'] as const) {
      claim[field].forEach((id, index) => {
        if (id === claim.id) {
          report(entry, [field, index], 'a claim cannot name itself', 'take it out');
        } else if (!claimIds.has(id) && !raw.unread.some((file) => file.endsWith(`/${id}.yaml`))) {
          report(entry, [field, index], `there is no claim "${id}"`, 'check its spelling, or take it out');
        }
      });
    }
    claim.phrasings.forEach((phrasing, index) => {
      const folded = foldPhrasing(phrasing);
      const other = seen.get(folded);
      if (other !== undefined) {
        report(
          entry,
          placeOfPhrasing(claim, index),
          `"${phrasing}" also stands under ${other.value.id}`,
          'keep it where it belongs: one phrasing cannot mean two claims',
        );
      }
      seen.set(folded, entry);
    });
  }
  for (const entry of raw.claims) {
    entry.value.beside.forEach((sentence, index) => {
      const other = seen.get(foldPhrasing(sentence));
      if (other === undefined) return;
      report(
        entry,
        ['beside', index],
        `"${sentence}" also stands under ${other.value.id}, as a phrasing`,
        'keep one of the two: what is beside a claim is answered by none',
      );
    });
  }

  for (const topic of raw.topics) {
    const size = raw.claims.filter((entry) => entry.value.topic === topic.value.id).length;
    if (size > MAX_CLAIMS_IN_TOPIC) {
      report(
        topic,
        [],
        `the topic has ${size} claims, at most ${MAX_CLAIMS_IN_TOPIC} can be browsed well`,
        'split it into two topics',
      );
    }
  }

  for (const entry of raw.foods) {
    entry.value.figures.forEach((figure, index) => {
      if (!sourceIds.has(figure.source)) {
        report(
          entry,
          ['figures', index, 'source'],
          `there is no source "${figure.source}"`,
          'add the work first',
        );
      }
      if (figure.totalK !== undefined && figure.counts === undefined) {
        report(
          entry,
          ['figures', index, 'totalK'],
          'a total without `counts`: tables that count different forms must not be mixed unlabelled',
          'say in `counts` which forms the total counts',
        );
      }
    });
  }

  if (raw.lexicon !== undefined) {
    const lexicon = raw.lexicon;
    const concepts = new Set(lexicon.value.concepts.map((concept) => concept.id));
    lexicon.value.concepts.forEach((concept, index) => {
      concept.implies.forEach((id, position) => {
        if (!concepts.has(id)) {
          report(
            lexicon,
            ['concepts', index, 'implies', position],
            `there is no concept "${id}"`,
            'check its spelling',
          );
        }
      });
      if (lexicon.value.concepts.findIndex((other) => other.id === concept.id) !== index) {
        report(
          lexicon,
          ['concepts', index, 'id'],
          `the concept "${concept.id}" stands here twice`,
          'merge the two',
        );
      }
    });
    for (const risk of Object.keys(lexicon.value.risks)) {
      if (!cautionIds.has(risk)) {
        report(lexicon, ['risks', risk], `there is no caution "${risk}" to show`, 'add it to cautions.yaml');
      }
    }
  }
  return faults;
}

function unique<T extends { id: string }>(
  entries: readonly Entry<T>[],
  what: string,
  report: (entry: Entry<T>, path: readonly (string | number)[], problem: string, remedy: string) => void,
): Set<string> {
  const first = new Map<string, Entry<T>>();
  for (const entry of entries) {
    const earlier = first.get(entry.value.id);
    if (earlier !== undefined) {
      report(
        entry,
        ['id'],
        `the ${what} "${entry.value.id}" already stands in ${earlier.source.file}`,
        'give one of them another id, or take one out',
      );
    } else {
      first.set(entry.value.id, entry);
    }
  }
  return new Set(first.keys());
}

/** Where a phrasing stands in the file: under its stance. */
function placeOfPhrasing({ stances }: Claim, index: number): (string | number)[] {
  const stance = stances[index] as Stance;
  return ['phrasings', stance, index - stances.indexOf(stance)];
}
