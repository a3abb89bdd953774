import { config as loadDotenv } from 'dotenv';
import { ConfigError, readConfig } from "./config.js";
import { KnowledgeFaultsError } from "./knowledge/fault.js";
import { loadKnowledge } from "./knowledge/load.js";
import { folderBeside, knowledgeAtStart } from "./knowledge-at-start.js";
import { createLog } from "./log.js";
/** Soon enough for whoever restarts the bot by hand. */
const ORPHAN_CHECK_MS = 500;
/** Opens Discord when there is a token, the console otherwise. Whatever is wrong is said in words, and the exit code is 1. */
async function main() {
    loadDotenv({ quiet: true });
    const config = readConfig(process.env);
    if (config.token === undefined) {
        const { openConsole } = await import("./console/talk.js");
        await openConsole({ knowledge: loadKnowledge(config.knowledgeDirectory) }, config.knowledgeDirectory);
        return;
    }
    const log = createLog(config.logLevel);
    // Before the login, so that the first person does not wait for it.
    const app = {
        knowledge: knowledgeAtStart(config.knowledgeDirectory, folderBeside(config.databaseUrl), log),
    };
    // From the first: a malformed event during the login must not end the process either.
    process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
    const { startPatiently } = await import("./discord/start-patiently.js");
    const onFatal = (advice) => {
        process.stderr.write(`${advice}\n`);
        process.exitCode = 1;
        void bot.stop().finally(() => process.exit(1));
    };
    const bot = await startPatiently({ token: config.token, api: config.api }, app, log, onFatal, config);
    let stopping = false;
    const stop = (cause) => {
        if (stopping)
            process.exit(1);
        stopping = true;
        log.info({ cause }, 'stopping');
        void bot.stop().finally(() => process.exit(process.exitCode ?? 0));
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    const parent = process.ppid;
    // `npm start` puts a shell before us that dies of SIGTERM without passing it on. An orphan would go on answering beside the
    // copy that is started next.
    if (process.env.npm_lifecycle_event !== undefined) {
        const watch = setInterval(() => {
            if (process.ppid === parent)
                return;
            clearInterval(watch);
            stop('npm is gone');
        }, ORPHAN_CHECK_MS).unref();
    }
}
main().catch((error) => {
    const expected = error instanceof ConfigError ||
        error instanceof KnowledgeFaultsError ||
        error?.name === 'LoginError';
    process.stderr.write(`${expected ? error.message : error?.stack}\n`);
    process.exit(1);
});
