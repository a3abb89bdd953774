/**
 * npm run eval [-- file.jsonl …] [--json] [--no-peers] [--misses] [--every 4]
 * Without files: tests/eval/*.jsonl, the dev and the test part. `--every 4` measures each fourth line only: some peers need
 * seconds for each.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadKnowledge } from '../src/knowledge/load.ts';
import { type Line, readLines } from './eval/line.ts';
import {
  alertsOf,
  calibration,
  type Judged,
  judge,
  risksShown,
  stanceOf,
  type Table,
  tableOf,
} from './eval/measure.ts';
import { ours, peers, type System } from './eval/system.ts';

const WORST_MISSES = 30;
const EVAL_DIRECTORY = 'tests/eval';

const { values, positionals } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    'no-peers': { type: 'boolean', default: false },
    misses: { type: 'boolean', default: false },
    every: { type: 'string', default: '1' },
  },
  allowPositionals: true,
});

const knowledge = loadKnowledge(process.env.KNOWLEDGE_DIR || 'knowledge');
const systems: System[] = [ours(knowledge), ...(values['no-peers'] ? [] : await peers(knowledge))];
const step = Number(values.every);
const report = partsToMeasure().map(({ name, lines }) =>
  measure(
    name,
    lines.filter((_, at) => at % step === 0),
  ),
);
if (values.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
else for (const part of report) print(part);

function partsToMeasure(): { name: string; lines: Line[] }[] {
  if (positionals.length > 0) return positionals.map((file) => ({ name: file, lines: readLines(file) }));
  if (!existsSync(EVAL_DIRECTORY)) {
    process.stderr.write(`There is no ${EVAL_DIRECTORY} here. Name files: npm run eval -- lines.jsonl\n`);
    process.exit(1);
  }
  const files = readdirSync(EVAL_DIRECTORY).filter((file) => file.endsWith('.jsonl'));
  return ['dev', 'test'].map((part) => ({
    name: part,
    lines: files
      .filter((file) => file.startsWith(part))
      .flatMap((file) => readLines(join(EVAL_DIRECTORY, file))),
  }));
}

function measure(name: string, lines: readonly Line[]) {
  const judgedBySystem = systems.map((system) => ({ system, judged: judge(system, lines) }));
  const own = judgedBySystem[0]?.judged ?? [];
  const topics = [...new Set(lines.map((line) => line.topic))].sort();
  return {
    name,
    tables: judgedBySystem.map(({ system, judged }) => tableOf(system.name, judged, knowledge)),
    easy: tableOf(
      'ours, without hard lines',
      own.filter(({ line }) => !line.hard),
      knowledge,
    ),
    topics: topics.map((topic) =>
      tableOf(
        topic,
        own.filter(({ line }) => line.topic === topic),
        knowledge,
      ),
    ),
    stance: stanceOf(own),
    risks: risksShown(own),
    alerts: alertsOf(lines, knowledge),
    calibration: calibration(own),
    misses: worst(own),
  };
}

/** The most confident wrong answers first, then right claims that were not found at all. */
function worst(judged: readonly Judged[]) {
  return judged
    .filter(({ line, guess }) =>
      line.claims.length === 0
        ? guess.answers
        : !line.claims.includes(guess.claims[0] ?? '') || !guess.answers,
    )
    .sort((a, b) => Number(b.guess.answers) - Number(a.guess.answers) || b.guess.score - a.guess.score)
    .map(({ line, guess }) => ({
      text: line.text,
      wanted: line.claims,
      got: guess.claims.slice(0, 3),
      answered: guess.answers,
      confidence: Number(guess.score.toFixed(2)),
    }));
}

function print(part: ReturnType<typeof measure>): void {
  const out = (text = ''): void => {
    process.stdout.write(`${text}\n`);
  };
  const percent = (value: number): string => `${(value * 100).toFixed(1)}`.padStart(6);
  const row = (table: Table): string =>
    [
      table.system.padEnd(27),
      String(table.covered).padStart(5),
      ...[
        table.answeredRight,
        table.among,
        table.wrong,
        table.none,
        table.firstPlace,
        table.amongThree,
        table.wrongOfAll,
        table.wrongVerdictOfAll,
        table.nearAnswered,
        table.offAnswered,
        table.headline,
        table.strictHeadline,
      ].map(percent),
    ].join(' ');
  out(`\n${part.name}: ${part.tables[0]?.lines ?? 0} lines`);
  out(
    '                            cover  right  among  wrong   none  first   in 3 wrong* wrgVd*  near*   off*  HEAD  strict',
  );
  for (const table of [...part.tables, part.easy]) out(row(table));
  out('by topic (ours)');
  for (const table of part.topics) out(row(table));
  out(`stance right: ${percent(part.stance.right)} of ${part.stance.judged} lines whose claim was found`);
  out(
    `cautions: all shown in ${percent(part.risks.shown)} of ${part.risks.lines} risky lines; shown on ${part.risks.needless} others`,
  );
  out(
    `asserts a myth (--message): precision ${percent(part.alerts.precision)}, recall ${percent(part.alerts.recall)} ` +
      `(${part.alerts.raised} raised, ${part.alerts.wanted} wanted)`,
  );
  out(
    `confidence → right: ${part.calibration.map((band) => `${band.from}: ${percent(band.right).trim()} (${band.lines})`).join('  ')}`,
  );
  if (values.misses) {
    out('worst misses');
    for (const miss of part.misses.slice(0, WORST_MISSES)) {
      out(
        `  ${miss.answered ? 'ANSWERED' : 'silent'} ${miss.confidence} ${JSON.stringify(miss.text.slice(0, 200))}`,
      );
      out(`      wanted ${miss.wanted.join(', ') || '(nothing)'}; got ${miss.got.join(', ') || '(nothing)'}`);
    }
  }
}
