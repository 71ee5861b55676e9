import { Rejected } from '#libs/contracts';

/** A position as what callers hold on to: opaque, and good for this log only. */
export function tokenOf(origin: string, position: number): string {
  return Buffer.from(`${origin}:${position}`, 'utf8').toString('base64url');
}

/** The position in a token or cursor; FOREIGN_TOKEN where this log did not give it. */
export function positionOf(origin: string, token: string): number {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  const number = text.startsWith(`${origin}:`) ? text.slice(origin.length + 1) : '';
  const position = /^(-1|\d{1,16})$/.test(number) ? Number(number) : Number.NaN;
  if (!Number.isSafeInteger(position) || tokenOf(origin, position) !== token)
    throw new Rejected('FOREIGN_TOKEN');
  return position;
}
