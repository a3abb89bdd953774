import { styleText } from 'node:util';
import { ComponentType } from 'discord-api-types/v10';
/** Wide enough for the texts, narrow enough for half a screen. */
const WIDTH = 88;
/** A payload as a terminal shows it: colour only when asked for, buttons and menus as numbered choices. */
export function render(payload, colour) {
    const bold = (text) => (colour ? styleText('bold', text, { validateStream: false }) : text);
    const dim = (text) => (colour ? styleText('dim', text, { validateStream: false }) : text);
    const lines = [];
    if (payload.content)
        lines.push(...wrap(plain(payload.content)));
    for (const embed of payload.embeds ?? [])
        lines.push(...embedLines(embed, bold, dim));
    const choices = choicesOf(payload);
    if (choices.length > 0) {
        lines.push('', ...choices.map((choice, place) => dim(`  [${place + 1}] ${choice.label}`)));
    }
    return { text: lines.join('\n'), choices };
}
function embedLines(embed, bold, dim) {
    const lines = [];
    if (embed.title)
        lines.push(...wrap(embed.title).map(bold), '─'.repeat(Math.min(WIDTH, embed.title.length)));
    if (embed.description)
        lines.push(...wrap(plain(embed.description)));
    for (const field of embed.fields ?? []) {
        lines.push('', ...(field.name === '\u200b' ? [] : wrap(plain(field.name)).map(bold)), ...wrap(plain(field.value)));
    }
    if (embed.footer)
        lines.push('', dim(embed.footer.text));
    return lines;
}
function choicesOf(payload) {
    return (payload.components ?? []).flatMap((row) => row.components.flatMap((component) => {
        if (component.type === ComponentType.Button && 'custom_id' in component) {
            if (component.disabled)
                return [];
            return [{ label: component.label ?? '', customId: component.custom_id, values: [] }];
        }
        if (component.type === ComponentType.StringSelect) {
            return component.options.map((option) => ({
                label: `${option.label}${option.description === undefined ? '' : ` (${option.description})`}`,
                customId: component.custom_id,
                values: [option.value],
            }));
        }
        return [];
    }));
}
/** Markdown as plain text: links keep their address. */
function plain(text) {
    return text
        .replace(/(?<!\\)\[([^\]]+)\]\((https?:[^)]+)\)/g, '$1 <$2>')
        .replace(/(?<!\\)(\*\*|\*|`)(\S(?:.*?\S)?)\1/g, '$2')
        .replace(/\\([\\*_~`|>#[\]()-])/g, '$1')
        .replace(/\u200b/g, '');
}
function wrap(text) {
    return text.split('\n').flatMap((line) => {
        const indent = /^(?:> |• |\s+)/.exec(line)?.[0] ?? '';
        const hanging = indent === '> ' ? '> ' : ' '.repeat(indent.length);
        const rows = [];
        let row = indent.trimEnd() === '' ? indent : '';
        for (const word of line.slice(row.length).split(' ')) {
            if (row.trim() !== '' && row.length + word.length + 1 > WIDTH) {
                rows.push(row);
                row = hanging + word;
            }
            else {
                row = row.trim() === '' ? row + word : `${row} ${word}`;
            }
        }
        return [...rows, row];
    });
}
