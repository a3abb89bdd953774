import type {
  APIActionRowComponent,
  APIComponentInMessageActionRow,
  APIEmbed,
  APIEmbedField,
} from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { ref } from 'lit/directives/ref.js';
import type { MessagePayload } from '../../replies/payload.ts';
import type { ShownMessage } from '../shown.ts';
import { address } from './address.ts';
import { emojiWords, markdown, plainText } from './markdown.ts';
import { asListbox, asPlainButton, withDismissal } from './usable.ts';

/** Discord's numbers (https://docs.discord.com/developers/components/reference); the library has names. */
const BUTTON = 2;
const STRING_SELECT = 3;
const STYLES: readonly string[] = ['', 'primary', 'secondary', 'success', 'destructive'];
/** Discord sets at most three inline fields side by side. */
const INLINE_IN_ROW = 3;

const NAMES = { bot: 'K2 Fact Check', you: 'you' } as const;
const PICTURES = { bot: '/bot.svg', you: '/you.svg' } as const;

/** What pressing a button or choosing in a menu does. */
export type OnPress = (customId: string, values: readonly string[]) => void;

/** A message as the library shows it: each part of the payload handed to the element made for it. */
export function messageElement(
  message: ShownMessage,
  onPress: OnPress,
  onDismiss: () => void,
): TemplateResult {
  const { by, payload, text, replyTo, command, picture } = message;
  const about = command?.about;
  return html`<discord-message
    author=${NAMES[by]}
    avatar=${PICTURES[by]}
    ?bot=${by === 'bot'}
    ?ephemeral=${message.private}
    ?edited=${message.edited === true}
    .timestamp=${timeOf(message.at)}
    .dismissMessageClicked=${onDismiss}
    ${ref(withDismissal(onDismiss))}
  >
    ${
      command === undefined
        ? nothing
        : html`<discord-command
            slot="reply"
            author=${NAMES.you}
            avatar=${PICTURES.you}
            type=${command.kind === 'slash' ? 'slash_command' : 'message_command'}
            command=${command.name}
            context-user-name=${ifDefined(about && NAMES[about.by])}
            context-user-image=${ifDefined(about && PICTURES[about.by])}
            context-message-reply=${ifDefined(about?.text)}
          ></discord-command>`
    }
    ${
      replyTo === undefined
        ? nothing
        : html`<discord-reply
            slot="reply"
            author=${NAMES[replyTo.by]}
            avatar=${PICTURES[replyTo.by]}
            ?bot=${replyTo.by === 'bot'}
            ?deleted=${replyTo.text === undefined}
            >${replyTo.text ?? ''}</discord-reply
          >`
    }
    ${message.thinking === true ? html`<i>K2 Fact Check is thinking…</i>` : nothing}
    ${text === undefined ? nothing : markdown(text, false)}
    ${payload === undefined ? nothing : payloadElements(payload, onPress, picture)}
  </discord-message>`;
}

function payloadElements(
  { content, embeds = [], components = [] }: MessagePayload,
  onPress: OnPress,
  picture: ShownMessage['picture'],
): unknown {
  return [
    content ? markdown(content) : nothing,
    ...embeds.map((embed) => embedElement(embed, picture)),
    ...components.map((row) => rowElement(row, onPress)),
  ];
}

function embedElement(embed: APIEmbed, picture: ShownMessage['picture']): TemplateResult {
  const { title, description, fields = [], footer, color, image } = embed;
  return html`<discord-embed
    slot="embeds"
    embed-title=${ifDefined(title)}
    .embedEmojisMap=${emojiWords(title ?? '')}
    color=${ifDefined(color === undefined ? undefined : `#${color.toString(16).padStart(6, '0')}`)}
    image=${ifDefined(image?.url.startsWith('attachment://') ? picture?.url : image?.url)}
  >
    ${description ? html`<discord-embed-description slot="description">${markdown(description)}</discord-embed-description>` : nothing}
    ${
      fields.length === 0
        ? nothing
        : html`<discord-embed-fields slot="fields">${fields.map((field, at) => fieldElement(field, inlinePlace(fields, at)))}</discord-embed-fields>`
    }
    ${footer ? html`<discord-embed-footer slot="footer">${footer.text}</discord-embed-footer>` : nothing}
  </discord-embed>`;
}

function fieldElement({ name, value }: APIEmbedField, inline: number | undefined): TemplateResult {
  return html`<discord-embed-field
    field-title=${name}
    .embedFieldEmojisMap=${emojiWords(name)}
    ?inline=${inline !== undefined}
    inline-index=${ifDefined(inline)}
    >${markdown(value)}</discord-embed-field
  >`;
}

/** 1, 2 or 3 for an inline field, counted from the last field that is not. */
function inlinePlace(fields: readonly APIEmbedField[], at: number): number | undefined {
  if (fields[at]?.inline !== true) return undefined;
  const before = fields.slice(0, at).findLastIndex((field) => field.inline !== true);
  return ((at - before - 1) % INLINE_IN_ROW) + 1;
}

function rowElement(
  row: APIActionRowComponent<APIComponentInMessageActionRow>,
  onPress: OnPress,
): TemplateResult {
  return html`<discord-action-row slot="components">
    ${row.components.map((component) => componentElement(component, onPress))}
  </discord-action-row>`;
}

function componentElement(component: APIComponentInMessageActionRow, onPress: OnPress): unknown {
  if (component.type === BUTTON) {
    const disabled = component.disabled === true;
    const label = 'label' in component ? component.label : '';
    if ('url' in component) {
      const href = address(component.url);
      return html`<discord-button type="secondary" url=${href} ${ref(asPlainButton(disabled, href))}>${label}</discord-button>`;
    }
    const customId = 'custom_id' in component ? component.custom_id : '';
    return html`<discord-button
      type=${STYLES[component.style] ?? 'secondary'}
      ?disabled=${disabled}
      data-id=${customId}
      ${ref(asPlainButton(disabled))}
      @click=${() => !disabled && onPress(customId, [])}
      >${label}</discord-button
    >`;
  }
  if (component.type === STRING_SELECT) {
    const choose = (value: string): void => onPress(component.custom_id, [value]);
    return html`<discord-string-select-menu
      placeholder=${ifDefined(component.placeholder)}
      ${ref(asListbox(component.placeholder ?? '', choose))}
    >
      ${component.options.map(
        ({ label, description, value }) =>
          html`<discord-string-select-menu-option .label=${plainText(label)} .description=${description && plainText(description)} aria-label=${[label, description].filter(Boolean).join(', ')} data-value=${value}></discord-string-select-menu-option>`,
      )}
    </discord-string-select-menu>`;
  }
  return nothing;
}

function timeOf(at: number): string {
  return `Today at ${new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit' }).format(at)}`;
}
