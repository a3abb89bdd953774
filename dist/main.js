import { config as loadDotenv } from 'dotenv';
import { ConfigError, readConfig } from "./config.js";
import { KnowledgeFaultsError } from "./knowledge/fault.js";
import { loadKnowledge, readKnowledge } from "./knowledge/load.js";
import { folderBeside, knowledgeAtStart } from "./knowledge-at-start.js";
import { createLog } from "./log.js";
import { LiveKnowledge } from "./reload/live-knowledge.js";
/** Soon enough for whoever restarts the bot by hand. */
const ORPHAN_CHECK_MS = 500;
/** Opens Discord when there is a token, the console otherwise. Whatever is wrong is said in words, and the exit code is 1. */
async function main() {
    loadDotenv({ quiet: true });
    const config = readConfig(process.env);
    const { knowledgeDirectory } = config;
    if (config.token === undefined) {
        const { openConsole } = await import("./console/talk.js");
        const knowledge = loadKnowledge(knowledgeDirectory);
        await openConsole(new LiveKnowledge(knowledge, knowledgeDirectory, readKnowledge));
        return;
    }
    const log = createLog(config.logLevel);
    // Before the login, so that the first person does not wait for it.
    const knowledge = knowledgeAtStart(knowledgeDirectory, folderBeside(config.databaseUrl), log);
    // From the first: a malformed event during the login must not end the process either.
    process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
    const { startPatiently } = await import("./discord/start-patiently.js");
    const { readInThread } = await import("./reload/read-in-thread.js");
    const { reloadOnChange } = await import("./reload/reload-on-change.js");
    const live = new LiveKnowledge(knowledge, knowledgeDirectory, readInThread);
    let reloader;
    // From here on: whoever sends it early means no harm.
    process.on('SIGHUP', () => void reloader?.reload('SIGHUP'));
    const onFatal = (advice) => {
        process.stderr.write(`${advice}\n`);
        process.exitCode = 1;
        // A login that fails does not come here.
        void bot?.stop().finally(() => process.exit(1));
    };
    let bot;
    // Before the login, which takes its time with many shards: alive is not yet ready.
    const measures = config.health === undefined ? undefined : await openHealth(config.health, () => bot?.readiness());
    let stopping = false;
    const stop = (cause) => {
        if (stopping)
            process.exit(1);
        stopping = true;
        log.info({ cause }, 'stopping');
        void reloader?.stop();
        void (bot?.stop() ?? Promise.resolve()).finally(() => process.exit(process.exitCode ?? 0));
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    bot = await startPatiently({ token: config.token, api: config.api, measures }, live, log, onFatal, config);
    const running = bot;
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
    // Last: a signal must not have to wait for it.
    reloader = await reloadOnChange(live, knowledgeDirectory, log, ({ kind }) => {
        measures?.reloaded(kind);
        if (kind === 'swapped')
            running.knowledgeChanged();
    });
}
/** @throws {ConfigError} when the address is taken, or not this machine's. */
async function openHealth(at, readiness) {
    const { Measures } = await import("./health/measures.js");
    const { serveHealth } = await import("./health/serve-health.js");
    const measures = new Measures();
    try {
        await serveHealth(at, async () => (await readiness()) ?? { ready: false, parts: { login: 'under way' } }, measures);
    }
    catch (error) {
        throw new ConfigError(`HEALTH_PORT or HEALTH_HOST cannot be used: ${error.message}`);
    }
    return measures;
}
main().catch((error) => {
    const expected = error instanceof ConfigError ||
        error instanceof KnowledgeFaultsError ||
        error?.name === 'LoginError';
    process.stderr.write(`${expected ? error.message : error?.stack}\n`);
    process.exit(1);
});
