import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.ts';

it('has a default for everything', () => {
  expect(readConfig({})).toEqual({
    token: undefined,
    api: undefined,
    knowledgeDirectory: 'knowledge',
    databaseUrl: 'file:data/k2.db',
    watchMessages: false,
    shards: 'auto',
    share: undefined,
    health: undefined,
    logLevel: 'info',
  });
});

it('takes an empty line for "not set"', () => {
  expect(readConfig({ DISCORD_TOKEN: ' ', DISCORD_API: '', KNOWLEDGE_DIR: '', LOG_LEVEL: '' })).toEqual(
    readConfig({}),
  );
});

it('reads every setting, and forgives blanks around the token', () => {
  const config = readConfig({
    DISCORD_TOKEN: ' a.b.c\n',
    DISCORD_API: 'http://127.0.0.1:1/api',
    KNOWLEDGE_DIR: '/claims',
    LOG_LEVEL: 'debug',
    DATABASE_URL: 'postgres://k2@127.0.0.1/k2',
    WATCH_MESSAGES: 'true',
    SHARD_COUNT: '6',
    SHARD_LIST: '0,2-3',
    HEALTH_PORT: '9090',
    HEALTH_HOST: '0.0.0.0',
  });
  expect(config).toEqual({
    token: 'a.b.c',
    api: 'http://127.0.0.1:1/api',
    knowledgeDirectory: '/claims',
    databaseUrl: 'postgres://k2@127.0.0.1/k2',
    watchMessages: true,
    shards: { count: 6, list: [0, 2, 3] },
    share: { count: 6, list: [0, 2, 3] },
    health: { host: '0.0.0.0', port: 9090 },
    logLevel: 'debug',
  });
});

it('names all faults at once, a line each, and repeats no value', () => {
  const wrong = {
    DISCORD_TOKEN: 'secret one',
    DISCORD_API: 'nowhere',
    DATABASE_URL: 'mysql://x',
    SHARDS: 'plenty',
    SHARD_COUNT: 'dozens',
    SHARD_LIST: 'the first',
    HEALTH_PORT: '90000',
    HEALTH_HOST: 'not a host',
    WATCH_MESSAGES: 'perhaps',
    LOG_LEVEL: 'loud',
  };
  let message = '';
  try {
    readConfig(wrong);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    message = (error as ConfigError).message;
  }
  const [, ...lines] = message.split('\n');
  expect(lines.map((line) => line.trim().split(' ')[0])).toEqual(Object.keys(wrong));
  for (const value of Object.values(wrong)) expect(message).not.toContain(value);
});

it('takes a number of shards for one process', () => {
  expect(readConfig({ SHARDS: '2' })).toMatchObject({ shards: { count: 2, list: [0, 1] }, share: undefined });
});

const POSTGRES = 'postgres://k2@127.0.0.1/k2';
it.each<[string, Record<string, string>, string[]]>([
  ['a file for several processes', { SHARD_COUNT: '6', SHARD_LIST: '0' }, ['DATABASE_URL']],
  ['a count alone', { SHARD_COUNT: '6', DATABASE_URL: POSTGRES }, ['SHARD_LIST']],
  ['a list alone, and a file', { SHARD_LIST: '0' }, ['SHARD_COUNT', 'DATABASE_URL']],
  ['a shard too high', { SHARD_COUNT: '6', SHARD_LIST: '4-6', DATABASE_URL: POSTGRES }, ['SHARD_LIST']],
  ['a list backwards', { SHARD_COUNT: '6', SHARD_LIST: '3-2', DATABASE_URL: POSTGRES }, ['SHARD_LIST']],
  ['both ways', { SHARDS: '2', SHARD_COUNT: '6', SHARD_LIST: '0', DATABASE_URL: POSTGRES }, ['SHARDS']],
  [
    'that beside others',
    { SHARD_COUNT: '6', SHARD_LIST: '0', LOG_LEVEL: 'loud' },
    ['LOG_LEVEL', 'DATABASE_URL'],
  ],
])('refuses %s', (_what, environment, named) => {
  let message = '';
  try {
    readConfig(environment);
  } catch (error) {
    message = (error as Error).message;
  }
  const [, ...lines] = message.split('\n');
  expect(lines.map((line) => line.trim().split(' ')[0])).toEqual(named);
});

it('.env.example names every setting, and is itself a working .env', () => {
  const lines = readFileSync('.env.example', 'utf8').split('\n');
  const example = Object.fromEntries(
    lines.filter((line) => /^[A-Z_]+=/.test(line)).map((line) => line.split('=', 2)),
  );
  expect(Object.keys(example).sort()).toEqual([
    'DATABASE_URL',
    'DISCORD_API',
    'DISCORD_TOKEN',
    'HEALTH_HOST',
    'HEALTH_PORT',
    'KNOWLEDGE_DIR',
    'LOG_LEVEL',
    'SHARDS',
    'SHARD_COUNT',
    'SHARD_LIST',
    'WATCH_MESSAGES',
  ]);
  expect(readConfig(example)).toEqual(readConfig({}));
});
