/**
 * What Discord refuses in a message, beyond what its published schema checks (faults.md): totals, emptiness, duplicates.
 */
import { LIMITS } from '../../src/replies/limits.ts';

interface Embed {
  title?: string;
  description?: string;
  url?: string;
  footer?: { text: string };
  author?: { name: string };
  fields?: { name: string; value: string }[];
}
interface Component {
  type: number;
  custom_id?: string;
  label?: string;
  url?: string;
  style?: number;
  placeholder?: string;
  options?: { label: string; value: string; description?: string }[];
  disabled?: boolean;
  components?: Component[];
}
export interface SentChoice {
  name: string;
  value: string;
}
export interface SentMessage {
  content?: string;
  embeds?: Embed[];
  components?: Component[];
  flags?: number;
  message_reference?: { message_id?: string; fail_if_not_exists?: boolean };
  nonce?: string;
  enforce_nonce?: boolean;
  allowed_mentions?: { parse?: string[]; users?: string[]; roles?: string[]; replied_user?: boolean };
}

/** Every rule the message breaks, in words; empty when Discord would take it. */
export function messageFaults(message: SentMessage): string[] {
  const faults: string[] = [];
  const limit = (what: string, text: string | undefined, most: number, least = 0): void => {
    if (text === undefined) return;
    if (text.length > most) faults.push(`${what}: ${text.length} characters, at most ${most}`);
    if (text.trim().length < least) faults.push(`${what}: empty`);
  };
  const embeds = message.embeds ?? [];
  if (!message.content && embeds.length === 0 && (message.components ?? []).length === 0)
    faults.push('empty message');
  limit('content', message.content, LIMITS.content);
  if (embeds.length > 10) faults.push(`${embeds.length} embeds`);
  let total = 0;
  for (const embed of embeds) {
    limit('title', embed.title, LIMITS.embedTitle, 1);
    limit('description', embed.description, LIMITS.embedDescription, 1);
    limit('footer', embed.footer?.text, LIMITS.embedFooter, 1);
    if (!embed.title && !embed.description && !embed.fields?.length) faults.push('empty embed');
    if ((embed.fields ?? []).length > LIMITS.embedFields) faults.push(`${embed.fields?.length} fields`);
    for (const field of embed.fields ?? []) {
      limit(`field name "${field.name.slice(0, 30)}"`, field.name, LIMITS.fieldName, 1);
      limit(`field value "${field.value.slice(0, 30)}"`, field.value, LIMITS.fieldValue, 1);
      total += field.name.length + field.value.length;
    }
    total += (embed.title?.length ?? 0) + (embed.description?.length ?? 0) + (embed.footer?.text.length ?? 0);
    total += embed.author?.name.length ?? 0;
    if (embed.url !== undefined && !/^https?:/.test(embed.url)) faults.push(`embed url ${embed.url}`);
  }
  if (total > LIMITS.embedTotal)
    faults.push(`embeds have ${total} characters in total, at most ${LIMITS.embedTotal}`);
  const rows = message.components ?? [];
  if (rows.length > 5) faults.push(`${rows.length} rows`);
  const ids = new Set<string>();
  for (const row of rows) {
    const inner = row.components ?? [];
    if (row.type !== 1 || inner.length === 0 || inner.length > LIMITS.buttonsInRow)
      faults.push('a row has 1 to 5 components');
    for (const component of inner) {
      if (component.custom_id !== undefined) {
        limit('custom_id', component.custom_id, LIMITS.customId, 1);
        if (ids.has(component.custom_id)) faults.push(`custom_id twice: ${component.custom_id}`);
        ids.add(component.custom_id);
      }
      if (component.type === 2) {
        limit('label', component.label, LIMITS.buttonLabel, 1);
        if ((component.style === 5) !== (component.url !== undefined))
          faults.push('a link button has a url, others none');
        if (component.url !== undefined && !/^https?:/.test(component.url))
          faults.push(`button url ${component.url}`);
      }
      if (component.type === 3) {
        const options = component.options ?? [];
        if (inner.length > 1) faults.push('a select stands alone in its row');
        if (options.length < 1 || options.length > LIMITS.selectOptions)
          faults.push(`${options.length} select options`);
        if (new Set(options.map((option) => option.value)).size !== options.length)
          faults.push('select value twice');
        limit('placeholder', component.placeholder, LIMITS.selectPlaceholder);
        for (const option of options) {
          limit('option label', option.label, LIMITS.optionLabel, 1);
          limit('option value', option.value, 100, 1);
          limit('option description', option.description, LIMITS.optionDescription);
        }
      }
    }
  }
  const mentions = message.allowed_mentions;
  // Left out, Discord pings whomever the text names.
  const pings =
    mentions?.parse?.length !== 0 ||
    (mentions.users?.length ?? 0) + (mentions.roles?.length ?? 0) > 0 ||
    mentions.replied_user === true;
  if (pings) faults.push('may ping somebody');
  return faults;
}

/** The same for the choices of an autocompletion. */
export function choiceFaults(choices: readonly SentChoice[]): string[] {
  const faults: string[] = [];
  if (choices.length > LIMITS.choices) faults.push(`${choices.length} choices`);
  for (const { name, value } of choices) {
    if (name.length < 1 || name.length > LIMITS.choiceName) faults.push(`choice name "${name}"`);
    if (value.length < 1 || value.length > 100) faults.push(`choice value "${value}"`);
  }
  return faults;
}
