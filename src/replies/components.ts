import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import type { Claim } from '../knowledge/schema.ts';
import { type CustomId, encodeCustomId } from './custom-id.ts';
import { cut } from './cut.ts';
import { LIMITS } from './limits.ts';
import { VERDICT_SIGNS, type Wording } from './wording.ts';

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

export interface ButtonSpec extends CustomId {
  readonly label: string;
  readonly primary?: boolean;
  readonly disabled?: boolean;
}

export function buttonRow(buttons: readonly ButtonSpec[]): Row {
  return {
    type: ComponentType.ActionRow,
    components: buttons.slice(0, LIMITS.buttonsInRow).map(
      (spec): APIButtonComponentWithCustomId => ({
        type: ComponentType.Button,
        style: spec.primary === true ? ButtonStyle.Primary : ButtonStyle.Secondary,
        label: cut(spec.label, LIMITS.buttonLabel),
        custom_id: encodeCustomId(spec),
        ...(spec.disabled === true ? { disabled: true } : {}),
      }),
    ),
  };
}

/** A menu to choose one of these; at most 25, as Discord allows. */
export function menuRow(
  id: CustomId,
  placeholder: string,
  choices: readonly { readonly value: string; readonly label: string; readonly description?: string }[],
): Row {
  const menu: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: encodeCustomId(id),
    placeholder: cut(placeholder, LIMITS.selectPlaceholder),
    options: choices.slice(0, LIMITS.selectOptions).map(({ value, label, description }) => ({
      value,
      label: cut(label, LIMITS.optionLabel),
      ...(description === undefined ? {} : { description: cut(description, LIMITS.optionDescription) }),
    })),
  };
  return { type: ComponentType.ActionRow, components: [menu] };
}

/** A menu that opens one of these claims. */
export function claimMenu(claims: readonly Claim[], id: CustomId, wording: Wording): Row {
  const choices = claims.map(({ id: value, claim: label, verdict }) => ({
    value,
    label,
    description: `${VERDICT_SIGNS[verdict]} ${wording.verdict[verdict]}`,
  }));
  return menuRow(id, wording.buttons.pickClaim, choices);
}
