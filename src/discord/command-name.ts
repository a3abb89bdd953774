import type { Interaction } from 'discord.js';

/** What was used, for logs and counts: `k2 ask`, `k2-mod watch add`, a menu's name, or a button's `k2:verb`. */
export function commandName(interaction: Interaction): string {
  if (interaction.isChatInputCommand()) {
    return [
      interaction.commandName,
      interaction.options.getSubcommandGroup(false),
      interaction.options.getSubcommand(false),
    ]
      .filter((part) => part !== null)
      .join(' ');
  }
  if (interaction.isMessageComponent()) return interaction.customId.split(':').slice(0, 2).join(':');
  return interaction.isContextMenuCommand() ? interaction.commandName : 'autocomplete';
}
