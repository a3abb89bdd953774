import './look-settings.ts';
import '@skyra/discord-components-core/discord-messages.js';
import '@skyra/discord-components-core/discord-message.js';
import '@skyra/discord-components-core/discord-command.js';
import '@skyra/discord-components-core/discord-reply.js';
import '@skyra/discord-components-core/discord-embed.js';
import '@skyra/discord-components-core/discord-embed-description.js';
import '@skyra/discord-components-core/discord-embed-fields.js';
import '@skyra/discord-components-core/discord-embed-field.js';
import '@skyra/discord-components-core/discord-embed-footer.js';
import '@skyra/discord-components-core/discord-action-row.js';
import '@skyra/discord-components-core/discord-button.js';
import '@skyra/discord-components-core/discord-string-select-menu.js';
import '@skyra/discord-components-core/discord-string-select-menu-option.js';
import '@skyra/discord-components-core/discord-code.js';
import '@skyra/discord-components-core/discord-quote.js';
import '@skyra/discord-components-core/discord-header.js';
import '@skyra/discord-components-core/discord-link.js';
import '@skyra/discord-components-core/discord-mention.js';

/**
 * Where the library's colours are too faint to read (WCAG AA, 4.5 to 1), where it is too wide for a phone, and where it has no
 * mark for the keyboard.
 */
const FOCUS = 'outline: 3px solid var(--focus); outline-offset: 2px;';
const CHANGES: Readonly<Record<string, string>> = {
  'discord-message': `
    :host { padding-right: 16px; }
    .discord-message-timestamp, .discord-message-edited, .discord-message-ephemeral { color: var(--faint) !important; }
    .discord-message-ephemeral .discord-message-ephemeral-link { color: var(--link); }
    .discord-message-ephemeral-link:focus-visible { ${FOCUS} }`,
  'discord-author-info': '.discord-author-username { color: var(--strong) !important; }',
  'discord-reply': `
    :host { color: var(--text); white-space: normal; }
    .discord-replied-message-username { color: var(--strong); opacity: 1; }
    .discord-replied-message-content { overflow: hidden; max-width: 60ch; white-space: nowrap; }`,
  'discord-command': `
    :host { color: var(--faint); white-space: normal; gap: 0.25rem; flex-wrap: wrap; }
    .discord-replied-message-username { color: var(--strong) !important; opacity: 1; }
    .discord-replied-message-content { color: var(--link) !important; }
    :host .discord-replied-message-content.discord-slash-command-name { color: var(--mention) !important; background: var(--mention-back); }
    :host .discord-replied-message-content.discord-context-command-name { color: var(--mention) !important; background: var(--mention-back); opacity: 1; }`,
  'discord-embed':
    '.discord-embed-root { flex: 0 1 auto; } .discord-embed-title { overflow-wrap: anywhere; }',
  'discord-embed-description': ':host { overflow-wrap: anywhere; line-height: 1.25rem; }',
  'discord-embed-field': ':host { overflow-wrap: anywhere; line-height: 1.25rem; }',
  'discord-embed-footer': ':host { color: var(--faint) !important; }',
  'discord-link': `a, .discord-link-light-theme a { color: var(--link); } a:focus-visible { ${FOCUS} }`,
  'discord-mention':
    ':host { color: var(--mention) !important; background-color: var(--mention-back) !important; }',
  'discord-button': `:host > *:first-child { font-size: 14px; }
    button:focus-visible, a:focus-visible { ${FOCUS} }
    .disabled { opacity: 0.5; }`,
  'discord-string-select-menu': `
    :host { display: block; position: relative; flex: 1 1 100%; max-width: 400px; }
    .discord-string-select-menu, .discord-string-select-menu-option-slot { width: 100%; }
    .discord-string-select-menu { height: auto; }
    .discord-string-select-menu-option-slot { max-height: 300px; }
    label:focus-visible { ${FOCUS} }`,
  'discord-string-select-menu-option': `
    :host { display: block; }
    :host(:focus-visible) { outline: 3px solid var(--focus); outline-offset: -3px; }
    label { max-width: none; }
    .discord-string-select-menu-option-ellipsis-text { white-space: normal; }`,
};

for (const [tag, css] of Object.entries(CHANGES)) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  (customElements.get(tag) as unknown as { elementStyles: CSSStyleSheet[] }).elementStyles.push(sheet);
}
