/**
 * What Discord, the network, the disk and the operator can do to the bot, and what becomes of people's interactions
 * meanwhile: `npm run faults [-- --only <part of a name>] [--built]`. Exit code 1 when a scenario misses the goal.
 */
import { parseArgs } from 'node:util';
import { howToStart } from './faults/bot-process.ts';
import { SCENARIOS } from './faults/scenarios.ts';
import { tallyOf } from './faults/tally.ts';
import { FaultWorld } from './faults/world.ts';

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, built: { type: 'boolean', default: false } },
});
const start = howToStart(values.built);
const chosen = SCENARIOS.filter(({ name }) => name.includes(values.only));
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |\n`;

process.stdout.write(`bot: node ${start.join(' ')}\n\n`);
process.stdout.write(
  row([
    'scenario',
    'sent',
    'once',
    'lost',
    'doubled',
    'late',
    'beyond reach',
    'median, slowest ms',
    'process',
  ]),
);
process.stdout.write(row(['---', ...Array.from({ length: 7 }, () => '---:'), '---']));
const missed: string[] = [];
for (const scenario of chosen) {
  const world = new FaultWorld(start);
  await world.standIn.start();
  try {
    const { ended, faults = [] } = await scenario.run(world);
    const { sent, once, lost, doubled, late, beyondReach, medianMs, slowestMs } = tallyOf(
      world.standIn.fates.values(),
    );
    const times = sent === 0 ? '' : `${medianMs}, ${slowestMs}`;
    process.stdout.write(row([scenario.name, sent, once, lost, doubled, late, beyondReach, times, ended]));
    const wrong = [
      ...faults,
      ...(once === sent ? [] : [`${sent - once} of ${sent} not answered exactly once`]),
    ];
    missed.push(...wrong.map((fault) => `${scenario.name}: ${fault}`));
  } catch (error) {
    process.stdout.write(
      row([scenario.name, ...Array.from({ length: 7 }, () => ''), 'could not be measured']),
    );
    missed.push(`${scenario.name}: ${(error as Error).message}`);
  } finally {
    await world.close();
  }
}
process.stdout.write(
  missed.length === 0
    ? '\nEvery interaction that could be answered was answered exactly once.\n'
    : `\nThe goal is missed:\n${missed.map((fault) => `- ${fault}\n`).join('')}`,
);
process.exitCode = missed.length === 0 ? 0 : 1;
