import { Rejected } from '#libs/contracts';

/**
 * JSON that says one thing only: INVALID_INPUT for what is not JSON or not UTF-8, a member named twice or `__proto__`,
 * a number that would not come out as it was written (beyond 2^53, 1e400, -0), and half of a surrogate pair.
 */
export function strictJson(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    if (isPlain(value) && isWrittenOnce(value, text)) return value;
  } catch {
    // Not JSON, or nested deeper than the stack: refused like the rest.
  }
  throw new Rejected('INVALID_INPUT');
}

function isPlain(value: unknown): boolean {
  if (typeof value === 'number') return isExact(value);
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(
    ([name, member]) => name !== '__proto__' && isPlain(name) && isPlain(member),
  );
}

function isExact(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER && !Object.is(value, -0);
}

/** Whether no name is given twice: none is where the value is written so again, as most programs write it. */
function isWrittenOnce(value: unknown, text: string): boolean {
  return JSON.stringify(value) === text || namesWritten(text) === namesIn(value);
}

/** How many member names the text holds: a name given twice leaves more of them here than in the value. */
function namesWritten(text: string): number {
  return [...text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(?=\s*(:)?)/g)].filter(([, colon]) => colon !== undefined)
    .length;
}

function namesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const members: unknown[] = Object.values(value);
  const own = Array.isArray(value) ? 0 : members.length;
  return members.reduce<number>((sum, member) => sum + namesIn(member), own);
}
