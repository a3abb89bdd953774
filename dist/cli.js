import { config as loadDotenv } from 'dotenv';
import { runCli } from "./console/cli/run.js";
// `k2 … | head` closes the pipe early: that is no fault.
process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE')
        throw error;
    process.exit();
});
// The same settings as the bot's: a claim set that lives elsewhere is the one to check.
loadDotenv({ quiet: true });
process.exitCode = await runCli(process.argv.slice(2), process.env.KNOWLEDGE_DIR || 'knowledge');
