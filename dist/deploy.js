import { parseArgs } from 'node:util';
import { config as loadDotenv } from 'dotenv';
import { ConfigError, readConfig } from "./config.js";
const USAGE = `Tells Discord about the commands. Changes nothing when Discord has them already.
  npm run deploy                        everywhere
  npm run deploy -- --guild <server id> in one server only, for trying things out
  npm run deploy -- --dry-run           only shows the difference; exit code 2 when there is one
`;
/** Exit codes: 0 nothing to do or done, 1 failed, 2 a dry run found a difference. */
async function main() {
    loadDotenv({ quiet: true });
    const { values } = parseArgs({
        options: {
            guild: { type: 'string' },
            'dry-run': { type: 'boolean', default: false },
            help: { type: 'boolean', default: false },
        },
    });
    if (values.help) {
        process.stdout.write(USAGE);
        return 0;
    }
    const config = readConfig(process.env);
    if (config.token === undefined) {
        throw new ConfigError('DISCORD_TOKEN is not set: copy .env.example to .env and put the token in.');
    }
    if (values.guild !== undefined && !/^\d{15,20}$/.test(values.guild)) {
        throw new ConfigError('--guild takes a server id: right-click the server → Copy Server ID (developer mode).');
    }
    // Not before: a wrong call is told at once, and discord.js takes its time to load.
    const { deploy } = await import("./discord/registration.js");
    const { registrationPayload } = await import("./commands/index.js");
    const result = await deploy({ token: config.token, api: config.api, guild: values.guild, dryRun: values['dry-run'] }, registrationPayload());
    const where = values.guild === undefined ? 'everywhere' : `in server ${values.guild}`;
    if (result.difference.lines.length === 0) {
        process.stdout.write(`The commands ${where} are up to date.\n`);
        return 0;
    }
    process.stdout.write(`${result.difference.lines.join('\n')}\n`);
    process.stdout.write(result.deployed ? `Registered ${where}.\n` : 'Dry run: nothing was changed.\n');
    return result.deployed ? 0 : 2;
}
main().then((code) => process.exit(code), (error) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
});
