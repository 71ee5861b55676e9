import { accepted, refused } from './parsed.ts';
import type { Parsed } from './parsed.ts';

const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';
const UPN_SHAPE = /^[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]$/;
const POSTCODE_SHAPE =
  /^(GIR|[A-PR-UWYZ](?:\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d{1,2}|[A-HK-Y]\d[ABEHMNPRV-Y]))(\d[ABD-HJLNP-UW-Z]{2})$/;

/**
 * An NHS number as ten digits of text, leading zeros kept and spaces taken out. Refused unless its modulus 11 check
 * digit is right (NHS Data Dictionary: weights 10 to 2; a check digit of 10 is never issued).
 */
export function nhsNumber(text: string): Parsed {
  const digits = text.replace(/\s/g, '');
  if (!/^\d{10}$/.test(digits) || digits === '0000000000') return refused;
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
  return sum % 11 === 0 ? accepted(digits) : refused;
}

/**
 * A unique pupil number, permanent or temporary: thirteen upper-case characters whose first is the check letter of
 * the rest (DfE; the closing letter of a temporary number counts as its place among the 23 letters in use, from 0).
 */
export function upn(text: string): Parsed {
  const value = text.trim();
  if (!UPN_SHAPE.test(value)) return refused;
  const sum = [...value].reduce(
    (total, character, at) => total + (at === 0 ? 0 : upnDigit(character) * (at + 1)),
    0,
  );
  return value.startsWith(UPN_LETTERS.charAt(sum % UPN_LETTERS.length)) ? accepted(value) : refused;
}

/** Whether a valid unique pupil number is a temporary one: its last character is a letter. */
export function isTemporaryUpn(value: string): boolean {
  return /[A-Z]$/.test(value);
}

/** A unique property reference number: one to twelve digits, stored without leading zeros. It has no check digit. */
export function uprn(text: string): Parsed {
  const digits = text.trim();
  const value = digits.replace(/^0+/, '');
  return /^\d{1,12}$/.test(digits) && value !== '' ? accepted(value) : refused;
}

/** A postcode of the United Kingdom's shape (Royal Mail), in upper case with one space; not whether it is in use. */
export function postcode(text: string): Parsed {
  const parts = POSTCODE_SHAPE.exec(text.toUpperCase().replace(/\s/g, ''));
  return parts === null ? refused : accepted(`${parts[1]} ${parts[2]}`);
}

function upnDigit(character: string): number {
  const letter = UPN_LETTERS.indexOf(character);
  return letter === -1 ? Number(character) : letter;
}
