import type { Field, Message } from './model.ts';
import { CALLED, FORMS, MEANINGS } from './words.ts';

/** What the API says of a mutation; the build fails where a command's comment in proto/ does not say it. */
export function describeCommand({ name, doc }: Message): string {
  if (doc === '') throw new Error(`${name} has no comment that says what it records`);
  return doc;
}

/** What the API says of an input field: what it is, and what it takes. */
export function describeField(field: Field, where: string): string {
  const meaning = meaningOf(field);
  const form = formOf(field);
  if (field.message ?? field.value !== 'string') {
    if (meaning === undefined) throw new Error(`${where}.${field.name} does not say what it is`);
    return sentence(field.list ? `${bare(meaning)}; at most 100` : meaning);
  }
  const taken = field.list ? `each ${form}; at most 100` : form;
  if (meaning === undefined) return sentence(taken);
  return /[.:;]/.test(meaning) ? `${sentence(meaning)} ${sentence(taken)}` : sentence(`${meaning}: ${taken}`);
}

function meaningOf({ name, doc, message, value, code, shape = 'name' }: Field): string | undefined {
  if (doc !== undefined && doc !== '') return doc;
  if (message ?? value !== 'string') return MEANINGS[name];
  return CALLED[`${name}: ${code ?? shape}`] ?? CALLED[name];
}

function formOf({ name, code, shape = 'name' }: Field): string {
  if (code !== undefined) return `a code of the set ${code}`;
  const form = FORMS[shape];
  if (form === undefined) throw new Error(`${name}: nothing says what a ${shape} looks like`);
  return form;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${bare(text.slice(1))}.`;
}

function bare(text: string): string {
  return text.replace(/\.$/, '');
}
