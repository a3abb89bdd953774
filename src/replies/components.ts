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

/** A menu that opens one of these claims; at most 25, as Discord allows. */
export function claimMenu(claims: readonly Claim[], id: CustomId, wording: Wording): Row {
  const menu: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: encodeCustomId(id),
    placeholder: cut(wording.buttons.pickClaim, LIMITS.selectPlaceholder),
    options: claims.slice(0, LIMITS.selectOptions).map((claim) => ({
      label: cut(claim.claim, LIMITS.optionLabel),
      value: claim.id,
      description: cut(
        `${VERDICT_SIGNS[claim.verdict]} ${wording.verdict[claim.verdict]}`,
        LIMITS.optionDescription,
      ),
    })),
  };
  return { type: ComponentType.ActionRow, components: [menu] };
}
