/** Imports point inwards only: the rooms of the house and what each may import. */
const rooms = {
  knowledge: [],
  matching: ['knowledge'],
  replies: ['knowledge', 'matching'],
  store: [],
  moderation: ['knowledge', 'matching', 'replies', 'store'],
  commands: ['knowledge', 'matching', 'replies', 'store', 'moderation'],
  reload: ['knowledge', 'matching'],
  workbench: ['knowledge', 'matching', 'replies', 'store', 'moderation', 'commands', 'reload'],
  console: ['knowledge', 'matching', 'replies', 'store', 'moderation', 'commands', 'reload', 'workbench'],
  preview: ['knowledge', 'matching', 'replies', 'store', 'moderation', 'commands', 'workbench'],
  health: [],
  discord: ['knowledge', 'matching', 'replies', 'store', 'moderation', 'commands', 'health'],
};

module.exports = {
  forbidden: [
    ...Object.entries(rooms).map(([room, may]) => ({
      name: `${room}-imports-inwards`,
      comment: `src/${room} may import ${may.length === 0 ? 'no other room' : may.join(', ')}`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: {
        path: '^src/',
        pathNot: `^src/(?:${[room, ...may].join('|')})/|^src/(?:config|log|knowledge-at-start)\\.ts$`,
      },
    })),
    {
      name: 'core-is-pure',
      comment: 'The core knows no edge: no settings, no logs',
      severity: 'error',
      from: { path: '^src/(?:knowledge|matching|replies|store|moderation|commands)/' },
      to: { path: '^src/(?:config|log|knowledge-at-start)\\.ts$' },
    },
    {
      name: 'discord-js-in-one-room',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/discord/' },
      to: { path: 'node_modules/(?:discord\\.js|@discordjs)/' },
    },
    {
      name: 'terminal-in-one-room',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/console/' },
      to: { path: '^(?:node:)?(?:readline|tty)' },
    },
    {
      name: 'browser-in-one-room',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/preview/page/' },
      to: { path: 'node_modules/(?:@skyra|lit|discord-markdown-parser)/' },
    },
    {
      name: 'page-has-no-node',
      severity: 'error',
      from: { path: '^src/preview/page/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-orphans', severity: 'error', from: { path: '^src/', orphan: true }, to: {} },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
};
