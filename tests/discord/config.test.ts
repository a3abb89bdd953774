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
    HEALTH_PORT: '9090',
    HEALTH_HOST: '0.0.0.0',
  });
  expect(config).toEqual({
    token: 'a.b.c',
    api: 'http://127.0.0.1:1/api',
    knowledgeDirectory: '/claims',
    databaseUrl: 'postgres://k2@127.0.0.1/k2',
    watchMessages: true,
    health: { host: '0.0.0.0', port: 9090 },
    logLevel: 'debug',
  });
});

it('names all faults at once, a line each, and repeats no value', () => {
  const wrong = {
    DISCORD_TOKEN: 'secret one',
    DISCORD_API: 'nowhere',
    DATABASE_URL: 'mysql://x',
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
    'WATCH_MESSAGES',
  ]);
  expect(readConfig(example)).toEqual(readConfig({}));
});
