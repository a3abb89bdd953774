import { runCli } from './console/cli/run.ts';

process.exitCode = await runCli(process.argv.slice(2));
