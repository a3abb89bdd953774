/**
 * The look-alike library draws menus and buttons for the mouse. Here they get what a keyboard and a screen reader need;
 * how they look stays the library's.
 */

interface Drawn extends Element {
  readonly updateComplete: Promise<unknown>;
}

interface DrawnMenu extends Drawn {
  /** The library's own way to open and close. */
  _onClick(): void;
}

interface DrawnOption extends Drawn {
  selectOption: () => void;
}

type Ref = (element: Element | undefined) => void;

/** A disabled button is none for the keyboard either. A link inside the page stays in its tab. */
export function asPlainButton(disabled: boolean, href?: string): Ref {
  return (element) => {
    if (element === undefined) return;
    void (element as Drawn).updateComplete.then(() => {
      element.shadowRoot?.querySelector('button')?.toggleAttribute('disabled', disabled);
      if (href?.startsWith('#')) element.shadowRoot?.querySelector('a')?.setAttribute('target', '_self');
    });
  };
}

/** *Dismiss message* can be reached, and takes Enter as well as Space. */
export function withDismissal(dismiss: () => void): Ref {
  return (element) => {
    if (element === undefined) return;
    void (element as Drawn).updateComplete.then(() => {
      const link = element.shadowRoot?.querySelector<HTMLElement>('.discord-message-ephemeral-link');
      if (!link) return;
      link.tabIndex = 0;
      link.onkeydown = (event) => {
        if (event.key === 'Enter') dismiss();
      };
    });
  };
}

/** A select menu that opens with Enter, Space or an arrow, is walked through with arrows, and closes with Escape. */
export function asListbox(label: string, choose: (value: string) => void): Ref {
  return (element) => {
    if (element === undefined) return;
    const menu = element as DrawnMenu;
    void menu.updateComplete.then(() => makeListbox(menu, label, choose));
  };
}

async function makeListbox(menu: DrawnMenu, label: string, choose: (value: string) => void): Promise<void> {
  const face = menu.shadowRoot?.querySelector<HTMLElement>('label');
  const list = menu.shadowRoot?.querySelector<HTMLElement>('.discord-string-select-menu-option-slot');
  const options = [...menu.querySelectorAll<HTMLElement>('discord-string-select-menu-option')];
  if (!face || !list) return;
  const isOpen = (): boolean => face.getAttribute('aria-expanded') === 'true';
  const toggle = (): void => {
    menu._onClick();
    face.setAttribute('aria-expanded', String(!isOpen()));
    if (isOpen()) list.scrollIntoView({ block: 'nearest' });
  };
  const close = (): void => {
    if (!isOpen()) return;
    toggle();
    face.focus();
  };
  const take = (option: HTMLElement): void => {
    close();
    choose(option.dataset.value ?? '');
  };
  face.role = 'button';
  face.tabIndex = 0;
  face.ariaLabel = label;
  face.ariaHasPopup = 'listbox';
  face.ariaExpanded ??= 'false';
  list.role = 'listbox';
  list.ariaLabel = label;
  // The library listens to a checkbox inside; the label is enough, and is heard once.
  face.onclick = (event) => {
    event.preventDefault();
    toggle();
  };
  face.onkeydown = (event) => {
    if (!['Enter', ' ', 'ArrowDown', 'ArrowUp'].includes(event.key)) return;
    event.preventDefault();
    if (!isOpen()) toggle();
    options[event.key === 'ArrowUp' ? options.length - 1 : 0]?.focus();
  };
  for (const [place, option] of options.entries()) {
    await (option as unknown as DrawnOption).updateComplete;
    option.role = 'option';
    option.tabIndex = -1;
    option.ariaSelected = 'false';
    (option as unknown as DrawnOption).selectOption = () => take(option);
    option.onkeydown = (event) => {
      const to = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: options.length - 1 }[event.key];
      if (to !== undefined) options[Math.max(0, Math.min(options.length - 1, to))]?.focus();
      else if (event.key === 'Enter' || event.key === ' ') take(option);
      else if (event.key === 'Escape') close();
      else return;
      event.preventDefault();
    };
  }
}
