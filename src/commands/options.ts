import { wordingFor } from '../replies/wording.ts';
import { type SlashInput, UserError } from './command.ts';

/** A text option. @throws {UserError} when it is missing or blank, which Discord lets through for blanks. */
export function textOption(input: SlashInput, name: string): string {
  const value = input.options.get(name);
  if (typeof value !== 'string' || value.trim() === '') {
    throw new UserError(wordingFor(input.person.locale).fillIn(name));
  }
  return value;
}

export function optionalText(input: SlashInput, name: string): string | undefined {
  const value = input.options.get(name);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

export function flag(input: SlashInput, name: string): boolean | undefined {
  const value = input.options.get(name);
  return typeof value === 'boolean' ? value : undefined;
}
