/** The bot in a process of its own, with its event loop and memory measured. Started by `load.ts`. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startBot } from '../../src/discord/start.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { createLog } from '../../src/log.ts';
import { indexOf } from '../../src/matching/decide.ts';

/** Milliseconds between samples. An idle loop measures just this much, so it is taken off. */
const RESOLUTION_MS = 5;

const [api = '', databaseUrl = ''] = process.argv.slice(2);
const knowledge = loadKnowledge('knowledge');
indexOf(knowledge);
const log = createLog('warn');
const settings = { token: 'secret-token.of-the.bot', api };
const bot = await startBot(settings, { knowledge }, log, () => process.exit(1), {
  databaseUrl,
  watchMessages: true,
});
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

process.on('message', (what) => {
  if (what === 'begin') {
    global.gc?.();
    delay.reset();
    delay.enable();
    process.send?.({ rss: process.memoryUsage.rss() });
  }
  if (what === 'report') {
    delay.disable();
    global.gc?.();
    const over = (percent: number): number => Math.max(0, delay.percentile(percent) / 1e6 - RESOLUTION_MS);
    process.send?.({
      rss: process.memoryUsage.rss(),
      p50: over(50),
      p99: over(99),
      most: Math.max(0, delay.max / 1e6 - RESOLUTION_MS),
      cpuSeconds: process.resourceUsage().userCPUTime / 1e6,
    });
  }
  if (what === 'stop') void bot.stop().finally(() => process.exit(0));
});
process.send?.('ready');
