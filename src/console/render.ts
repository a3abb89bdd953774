import { styleText } from 'node:util';
import type { APIEmbed } from 'discord-api-types/v10';
import { ComponentType } from 'discord-api-types/v10';
import type { MessagePayload } from '../replies/payload.ts';

/** A button or menu entry that can be chosen by its number. */
export interface TerminalChoice {
  readonly label: string;
  readonly customId: string;
  readonly values: readonly string[];
}

export interface Rendered {
  readonly text: string;
  readonly choices: readonly TerminalChoice[];
}

/** Wide enough for the texts, narrow enough for half a screen. */
const WIDTH = 88;

/** A payload as a terminal shows it: colour only when asked for, buttons and menus as numbered choices. */
export function render(payload: MessagePayload, colour: boolean): Rendered {
  const bold = (text: string): string => (colour ? styleText('bold', text, { validateStream: false }) : text);
  const dim = (text: string): string => (colour ? styleText('dim', text, { validateStream: false }) : text);
  const lines: string[] = [];
  if (payload.content) lines.push(...wrap(plain(payload.content)));
  for (const embed of payload.embeds ?? []) lines.push(...embedLines(embed, bold, dim));
  const choices = choicesOf(payload);
  if (choices.length > 0) {
    lines.push('', ...choices.map((choice, place) => dim(`  [${place + 1}] ${choice.label}`)));
  }
  return { text: lines.join('\n'), choices };
}

function embedLines(
  embed: APIEmbed,
  bold: (text: string) => string,
  dim: (text: string) => string,
): string[] {
  const lines: string[] = [];
  if (embed.title)
    lines.push(...wrap(embed.title).map(bold), '─'.repeat(Math.min(WIDTH, embed.title.length)));
  if (embed.description) lines.push(...wrap(plain(embed.description)));
  for (const field of embed.fields ?? []) {
    lines.push(
      '',
      ...(field.name === '\u200b' ? [] : wrap(plain(field.name)).map(bold)),
      ...wrap(plain(field.value)),
    );
  }
  if (embed.footer) lines.push('', dim(embed.footer.text));
  return lines;
}

function choicesOf(payload: MessagePayload): TerminalChoice[] {
  return (payload.components ?? []).flatMap((row) =>
    row.components.flatMap((component): TerminalChoice[] => {
      if (component.type === ComponentType.Button && 'custom_id' in component) {
        if (component.disabled) return [];
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
    }),
  );
}

/** Markdown as plain text: links keep their address. */
function plain(text: string): string {
  return text
    .replace(/(?<!\\)\[([^\]]+)\]\((https?:[^)]+)\)/g, '$1 <$2>')
    .replace(/(?<!\\)(\*\*|\*|`)(\S(?:.*?\S)?)\1/g, '$2')
    .replace(/\\([\\*_~`|>#[\]()-])/g, '$1')
    .replace(/\u200b/g, '');
}

function wrap(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const indent = /^(?:> |• |\s+)/.exec(line)?.[0] ?? '';
    const hanging = indent === '> ' ? '> ' : ' '.repeat(indent.length);
    const rows: string[] = [];
    let row = indent.trimEnd() === '' ? indent : '';
    for (const word of line.slice(row.length).split(' ')) {
      if (row.trim() !== '' && row.length + word.length + 1 > WIDTH) {
        rows.push(row);
        row = hanging + word;
      } else {
        row = row.trim() === '' ? row + word : `${row} ${word}`;
      }
    }
    return [...rows, row];
  });
}
