/** The least a discord.js bot can do: the client's own settings, one fixed answer. What our bot is measured against. */
import { Client, Events, GatewayIntentBits } from 'discord.js';

const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: process.env.DISCORD_API } });
client.on(Events.InteractionCreate, (interaction) => {
  if (interaction.isChatInputCommand()) void interaction.reply({ content: 'Hello.', flags: 64 });
});
await client.login(process.env.DISCORD_TOKEN);
