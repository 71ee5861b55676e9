/** The title of a code as it was called in the version the event was written under; '' where there is no code. */
export type Say = (set: string, code: string | undefined) => string;

export function after(joint: string, text: string | undefined): string {
  return text === undefined || text === '' ? '' : `${joint}${text}`;
}

export function count(number: number, one: string, many: string): string {
  return number === 1 ? `one ${one}` : `${number} ${many}`;
}

export function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
