import { nhsNumber, upn } from '#libs/reference';
import type { Chance } from '../chance.ts';

const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** Numbers that people carry, never the same twice, and nobody's: for each kind from a range that is not issued. */
export interface Numbers {
  nhsNumber(): string;
  upn(): string;
}

/** Walks the ranges in great steps from a start that chance chose; each holds at least 900,000 numbers. */
export function numbersFrom(chance: Chance): Numbers {
  const nhsNumbers = walk(chance, 1_000_000, 617_039, nhsNumberOf);
  const upns = walk(chance, 100_000_000, 61_803_421, upnOf);
  return { nhsNumber: nhsNumbers, upn: upns };
}

/** Of the numbers that begin with 999, which are for tests. */
function nhsNumberOf(serial: string): string | undefined {
  const digits = `999${serial}`;
  return [...'0123456789'].map((check) => `${digits}${check}`).find((number) => nhsNumber(number).ok);
}

/** Of a school of this authority (919) with a number from 9000, as none has. */
function upnOf(serial: string): string | undefined {
  const digits = `9199${serial}`;
  return [...UPN_LETTERS].map((letter) => `${letter}${digits}`).find((number) => upn(number).ok);
}

function walk(
  chance: Chance,
  size: number,
  stride: number,
  numberOf: (serial: string) => string | undefined,
): () => string {
  let at = chance.whole(0, size - 1);
  const next = (): string => {
    at = (at + stride) % size;
    return numberOf(String(at).padStart(String(size - 1).length, '0')) ?? next();
  };
  return next;
}
