import { parse } from 'discord-markdown-parser';
import { html, type TemplateResult } from 'lit';
import { CHANNELS } from '../../workbench/scratch-platform.ts';
import { address } from './address.ts';

type Shown = TemplateResult | string;

interface Node {
  readonly type: string;
  readonly content?: string | Node | readonly Node[];
  readonly target?: string;
  readonly id?: string;
  readonly name?: string;
  readonly level?: number;
}

/** Discord's markdown, read by a library, as the look-alike elements. @param links whether `[text](address)` is a link: in what a bot sends. */
export function markdown(text: string, links = true): Shown[] {
  return nodes(parse(text, links ? 'extended' : 'normal') as readonly Node[]);
}

function nodes(list: readonly Node[]): Shown[] {
  return list.map(node);
}

function inside({ content }: Node): Shown[] {
  if (content === undefined) return [];
  if (typeof content === 'string') return [content];
  return Array.isArray(content) ? nodes(content) : [node(content as Node)];
}

function node(one: Node): Shown {
  switch (one.type) {
    case 'strong':
      return html`<strong>${inside(one)}</strong>`;
    case 'em':
      return html`<em>${inside(one)}</em>`;
    case 'underline':
      return html`<u>${inside(one)}</u>`;
    case 'inlineCode':
      return html`<discord-code>${inside(one)}</discord-code>`;
    case 'blockQuote':
      return html`<discord-quote>${inside(one)}</discord-quote>`;
    case 'heading':
      return html`<discord-header level=${one.level ?? 1}>${inside(one)}</discord-header>`;
    case 'link':
    case 'url':
    case 'autolink':
      return html`<discord-link href=${address(one.target ?? '')} target=${target(one.target ?? '')} rel="noopener noreferrer">${inside(one)}</discord-link>`;
    case 'channel':
      return html`<discord-mention type="channel">${CHANNELS.find(({ id }) => id === one.id)?.name ?? one.id}</discord-mention>`;
    case 'user':
      return html`<discord-mention>you</discord-mention>`;
    case 'twemoji':
      return emojiImage(one.name ?? '');
    case 'br':
    case 'newline':
      return html`<br />`;
    default:
      return html`${inside(one)}`;
  }
}

// Its size stands here, for it is also drawn inside the look-alike elements, where the page's style does not reach.
function emojiImage(name: string): TemplateResult {
  return html`<img src=${emojiPicture(name)} alt=${name} draggable="false" width="18" height="18" class="emoji" />`;
}

function target(link: string): string {
  return address(link).startsWith('#') ? '_self' : '_blank';
}

/** The picture that Discord shows for an emoji: named after its code points, without the "as a picture" mark unless it joins several. */
export function emojiPicture(emoji: string): string {
  const points = [...emoji].map((sign) => (sign.codePointAt(0) ?? 0).toString(16));
  const kept = points.includes('200d') ? points : points.filter((point) => point !== 'fe0f');
  return `/emoji/${kept.join('-')}.svg`;
}

/** A text that is not markdown, such as a label, with its emoji as Discord's pictures. */
export function plainText(text: string): Shown[] {
  return text
    .split(/(\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f)/u)
    .map((part, place) => (place % 2 === 1 ? emojiImage(part) : part));
}

/** The words of a title that are emoji, as the look-alike elements want them. */
export function emojiWords(title: string): Record<string, { name: string; url: string }> {
  const words = title.split(/\s+/).filter((word) => /^\p{Extended_Pictographic}\ufe0f?$/u.test(word));
  return Object.fromEntries(words.map((word) => [word, { name: word, url: emojiPicture(word) }]));
}
