/**
 * Discord's limits, in UTF-16 units as Discord counts them.
 * https://docs.discord.com/developers/resources/message#embed-limits and …/components/reference
 */
export const LIMITS = {
    content: 2000,
    embedTitle: 256,
    embedDescription: 4096,
    embedFields: 25,
    fieldName: 256,
    fieldValue: 1024,
    embedFooter: 2048,
    /** Title, description, field names and values, footer and author of all embeds of a message together. */
    embedTotal: 6000,
    customId: 100,
    buttonLabel: 80,
    buttonsInRow: 5,
    selectOptions: 25,
    optionLabel: 100,
    optionDescription: 100,
    selectPlaceholder: 150,
    choiceName: 100,
    choices: 25,
};
