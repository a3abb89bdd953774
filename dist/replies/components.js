import { ButtonStyle, ComponentType, } from 'discord-api-types/v10';
import { encodeCustomId } from "./custom-id.js";
import { cut } from "./cut.js";
import { LIMITS } from "./limits.js";
import { VERDICT_SIGNS } from "./wording.js";
export function buttonRow(buttons) {
    return {
        type: ComponentType.ActionRow,
        components: buttons.slice(0, LIMITS.buttonsInRow).map((spec) => ({
            type: ComponentType.Button,
            style: spec.primary === true ? ButtonStyle.Primary : ButtonStyle.Secondary,
            label: cut(spec.label, LIMITS.buttonLabel),
            custom_id: encodeCustomId(spec),
            ...(spec.disabled === true ? { disabled: true } : {}),
        })),
    };
}
/** A menu to choose one of these; at most 25, as Discord allows. */
export function menuRow(id, placeholder, choices) {
    const menu = {
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
export function claimMenu(claims, id, wording) {
    const choices = claims.map(({ id: value, claim: label, verdict }) => ({
        value,
        label,
        description: `${VERDICT_SIGNS[verdict]} ${wording.verdict[verdict]}`,
    }));
    return menuRow(id, wording.buttons.pickClaim, choices);
}
