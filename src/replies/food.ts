import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { Food, FoodFigure } from '../knowledge/schema.ts';
import { NO_MENTIONS, splitIntoFields } from './answer.ts';
import { linkTarget, shortName } from './citation.ts';
import { fitEmbed } from './fit-embed.ts';
import type { MessagePayload } from './payload.ts';
import { escapeMarkdown } from './quote.ts';
import { NEUTRAL_COLOUR, type Wording } from './wording.ts';

/** Every measured row of a food, each with its source and what it counts; nothing is averaged. */
export function foodPayload(food: Food, knowledge: KnowledgeBase, wording: Wording): MessagePayload {
  const rows = food.figures.map((figure) => figureText(figure, food, knowledge, wording));
  return {
    embeds: [
      fitEmbed({
        title: wording.food.title(food.name),
        color: NEUTRAL_COLOUR,
        description: [wording.food.intro, ...(food.figures.length > 1 ? [wording.food.differ] : [])].join(
          '\n',
        ),
        fields: splitIntoFields(wording.food.figuresFound(food.figures.length), rows).map((field) => ({
          ...field,
          keep: true,
        })),
        footer: { text: wording.food.footer },
      }),
    ],
    allowed_mentions: NO_MENTIONS,
  };
}

function figureText(figure: FoodFigure, food: Food, knowledge: KnowledgeBase, wording: Wording): string {
  const source = knowledge.sourceById.get(figure.source);
  const words = wording.food;
  const amounts = [
    amount(words.mk4, figure.mk4, wording),
    amount(words.mk7, figure.mk7, wording),
    amount(words.other, figure.other, wording),
    amount(words.totalK2, figure.totalK2, wording),
    amount(words.totalK(figure.counts ?? ''), figure.totalK, wording),
    amount(words.k1, figure.k1, wording),
    figure.range === undefined ? undefined : `${words.range}: **${figure.range}**`,
  ].filter((part) => part !== undefined);
  const name =
    source === undefined
      ? figure.source
      : `[${escapeMarkdown(shortName(source, wording))}](${linkTarget(source.url)})`;
  const as = figure.as === undefined || figure.as === food.name ? '' : ` (${figure.as})`;
  const note = figure.note === undefined ? '' : `\n  ${figure.note}`;
  return `• ${name}${as}: ${amounts.join(', ')}${note}`;
}

function amount(label: string, value: number | undefined, wording: Wording): string | undefined {
  return value === undefined ? undefined : `${label} **${wording.food.figures(String(value))}**`;
}
