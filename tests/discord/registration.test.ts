import type { RESTPutAPIApplicationCommandsJSONBody } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registrationPayload } from '../../src/commands/index.ts';
import { type DeployResult, deploy } from '../../src/discord/registration.ts';
import { APPLICATION_ID, GUILD_ID, StandIn } from '../stand-in/discord.ts';
import { run, TOKEN } from './child.ts';

type CommandList = RESTPutAPIApplicationCommandsJSONBody;
const EVERYWHERE = `/applications/${APPLICATION_ID}/commands`;
const IN_SERVER = `/applications/${APPLICATION_ID}/guilds/${GUILD_ID}/commands`;

let standIn: StandIn;
beforeEach(async () => {
  standIn = new StandIn();
  await standIn.start();
});
afterEach(() => standIn.stop());

const put = (
  commands: CommandList = registrationPayload(),
  more: { readonly guild?: string; readonly dryRun?: boolean } = {},
): Promise<DeployResult> =>
  deploy({ token: TOKEN, api: standIn.api, guild: more.guild, dryRun: more.dryRun ?? false }, commands);
const puts = () => standIn.requests.filter(({ method }) => method === 'PUT');
/** The present commands after an edit of their JSON. */
const edited = (edit: (list: Editable[]) => void): CommandList => {
  const list = structuredClone(registrationPayload()) as unknown as Editable[];
  edit(list);
  return list as unknown as CommandList;
};
interface Editable {
  [key: string]: unknown;
  name: string;
  description?: string;
  options?: Editable[];
}
const optionOf = (list: Editable[], subcommand: string, at: number): Editable => {
  const option = list[0]?.options?.find(({ name }) => name === subcommand)?.options?.[at];
  if (option === undefined) throw new Error(`/k2 ${subcommand} has no option ${at}`);
  return option;
};

describe('registration', () => {
  it('puts all commands of all types at once where there are none', async () => {
    const result = await put();
    expect(result).toEqual({
      deployed: true,
      difference: { lines: ['+ k2 (type 1)', '+ Fact-check this message (type 3)', '+ k2-mod (type 1)'] },
    });
    expect(puts()).toEqual([{ method: 'PUT', path: EVERYWHERE, body: registrationPayload() }]);
  });

  it('asks for translations, which Discord otherwise leaves out', async () => {
    await put();
    expect(standIn.requests.map(({ path }) => path)).toContain(`${EVERYWHERE}?with_localizations=true`);
  });

  it('changes nothing when Discord has the same, however it spells out defaults', async () => {
    await put();
    expect(await put()).toEqual({ deployed: false, difference: { lines: [] } });
    expect(puts()).toHaveLength(1);
  });

  it.each<[string, (list: Editable[]) => void, string[]]>([
    [
      'an option becomes required',
      (list) => Object.assign(optionOf(list, 'ask', 1), { required: true }),
      ['    + options.ask.options.private.required: true'],
    ],
    [
      'an option is described otherwise',
      (list) => Object.assign(optionOf(list, 'claim', 0), { description: 'Which?' }),
      [
        '    - options.claim.options.name.description: "Start typing, and pick one"',
        '    + options.claim.options.name.description: "Which?"',
      ],
    ],
    [
      'an option gets another limit',
      (list) => Object.assign(optionOf(list, 'ask', 0), { max_length: 300 }),
      [
        '    - options.ask.options.question.max_length: 2000',
        '    + options.ask.options.question.max_length: 300',
      ],
    ],
    [
      'an option loses its autocompletion',
      (list) => Object.assign(optionOf(list, 'food', 0), { autocomplete: undefined }),
      ['    - options.food.options.name.autocomplete: true'],
    ],
    [
      'the choices change their order',
      (list) => (optionOf(list, 'browse', 0).choices as unknown[]).reverse(),
      [
        '    - options.browse.options.verdict.choices: ❌ Myth, ✅ Supported, ◐ Unsettled',
        '    + options.browse.options.verdict.choices: ◐ Unsettled, ✅ Supported, ❌ Myth',
      ],
    ],
    [
      'it is no longer for direct messages',
      (list) => Object.assign(list[0] as Editable, { contexts: [0] }),
      ['    - contexts: [0,1,2]', '    + contexts: [0]'],
    ],
  ])('puts them when %s', async (_what, edit, changes) => {
    await put();
    const result = await put(edited(edit));
    expect(result.difference.lines).toEqual(['~ k2 (type 1)', ...changes]);
    expect(puts()).toHaveLength(2);
  });

  it('says which commands are gone', async () => {
    const old = { type: 1, name: 'old', description: 'Nobody needs it' } as const;
    await put([...registrationPayload(), old]);
    const result = await put();
    expect(result.difference.lines).toEqual(['- old (type 1)']);
    expect(puts().at(-1)?.body).toEqual(registrationPayload());
  });

  it('tells a message menu from a slash command of the same name', async () => {
    await put([{ type: 1, name: 'k2', description: 'Fact-check' }]);
    const result = await put([{ type: 3, name: 'k2' }]);
    expect(result.difference.lines).toEqual(['+ k2 (type 3)', '- k2 (type 1)']);
  });

  it('changes nothing in a dry run', async () => {
    const result = await put(registrationPayload(), { dryRun: true });
    expect(result.deployed).toBe(false);
    expect(result.difference.lines).not.toEqual([]);
    expect(puts()).toEqual([]);
  });

  it('keeps to one server, where kinds of install and contexts mean nothing', async () => {
    await put(registrationPayload(), { guild: GUILD_ID });
    expect(puts().map(({ path }) => path)).toEqual([IN_SERVER]);
    const [sent] = puts().map(({ body }) => body as object[]);
    expect(sent).toHaveLength(registrationPayload().length);
    for (const command of sent ?? []) {
      expect(command).not.toHaveProperty('contexts');
      expect(command).not.toHaveProperty('integration_types');
    }
    expect(await put(registrationPayload(), { guild: GUILD_ID })).toMatchObject({ deployed: false });
    expect(standIn.commands.has(EVERYWHERE)).toBe(false);
  });

  it('asks Discord nothing when a command breaks its rules', async () => {
    const wrong = edited((list) => Object.assign(list[0] as Editable, { name: 'K2 Bot' }));
    await expect(put(wrong)).rejects.toThrow(/break Discord's rules/);
    expect(standIn.requests).toEqual([]);
  });

  it.each([
    ['a token Discord does not know', /applications\/@me/, 401, 0, /Reset Token/],
    ['a server without the bot', /commands/, 403, 50001, /invite it first/],
    ['too many new commands', /commands/, 400, 30034, /Discord refused the commands/],
  ])('fails with advice: %s', async (_what, path, status, code, advice) => {
    standIn.failNext('GET', path, status, code);
    await expect(put()).rejects.toThrow(advice);
  });
});

/** A script of its own each time, so they run side by side, each with a Discord of its own. */
describe.concurrent('npm run deploy', () => {
  it.each<[string, string[], (standIn: StandIn) => void, object, string[]]>([
    [
      'exits 2 on a dry run that finds a difference',
      ['--dry-run'],
      () => undefined,
      { code: 2, stdout: expect.stringContaining('+ k2 (type 1)'), stderr: '' },
      [],
    ],
    [
      'exits 0 once the commands are registered',
      ['--guild', GUILD_ID],
      () => undefined,
      { code: 0, stdout: expect.stringContaining(`Registered in server ${GUILD_ID}`), stderr: '' },
      [IN_SERVER],
    ],
    [
      'exits 1 when Discord refuses',
      [],
      (own) => own.failNext('PUT', /commands/, 400, 50035),
      { code: 1, stderr: expect.stringContaining('Discord refused') },
      [EVERYWHERE],
    ],
    [
      'exits 1 for a server that is no id',
      ['--guild', 'my-server'],
      () => undefined,
      { code: 1, stderr: expect.stringContaining('Copy Server ID') },
      [],
    ],
  ])('%s', async (_what, args, prepare, outcome, paths) => {
    const own = new StandIn();
    await own.start();
    prepare(own);
    const { output, exit } = run('src/deploy.ts', args, { DISCORD_TOKEN: TOKEN, DISCORD_API: own.api });
    expect({ code: await exit, ...output }).toMatchObject(outcome);
    expect(output.stdout + output.stderr).not.toContain(TOKEN);
    const put = own.requests.filter(({ method }) => method === 'PUT').map(({ path }) => path);
    expect(put).toEqual(paths);
    await own.stop();
  });

  it('exits 1 without a token', async () => {
    const { output, exit } = run('src/deploy.ts', [], {});
    expect(await exit).toBe(1);
    expect(output.stderr).toContain('DISCORD_TOKEN is not set');
  });
});
