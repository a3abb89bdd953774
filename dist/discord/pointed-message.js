import { ComponentType, } from 'discord.js';
/**
 * Everything readable in a message. A forwarded message has no content of its own: its text is in the snapshots
 * (practice.md, section 10).
 */
export function readMessage(message) {
    const parts = [
        ...textOf(message),
        ...[...message.messageSnapshots.values()].flatMap(textOf),
        message.poll?.question.text ?? undefined,
        ...[...(message.poll?.answers.values() ?? [])].map((answer) => answer.text ?? undefined),
    ];
    return {
        id: message.id,
        ours: message.author.id === message.client.user.id,
        text: parts.filter((part) => typeof part === 'string' && part.trim() !== '').join('\n'),
    };
}
function textOf(message) {
    return [
        message.content,
        ...message.components.flatMap(blocksOf),
        ...message.embeds.flatMap((embed) => [
            embed.title,
            embed.description,
            ...embed.fields.flatMap((field) => [field.name, field.value]),
        ]),
        ...[...message.attachments.values()].map((attachment) => attachment.description),
    ];
}
/** A message made of components has no content: its text stands in blocks, some of them within others. */
function blocksOf(component) {
    switch (component.type) {
        case ComponentType.TextDisplay:
            return [component.content];
        case ComponentType.Container:
        case ComponentType.Section:
            return component.components.flatMap(blocksOf);
        default:
            return [];
    }
}
