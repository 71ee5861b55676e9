import type { ActingAs } from '../graphql.ts';
import { write } from './bundle.ts';

export interface CreatePackOptions extends ActingAs {
  readonly out: string;
  readonly for: string;
  readonly how: string;
  readonly by?: string;
}

/** Writes somebody's own record out of a family's: what was decided to be told to them. */
export async function create(family: string, options: CreatePackOptions, json: boolean): Promise<void> {
  const { for: person, how, by } = options;
  const asked = { family, person, how, ...(by !== undefined && { by }) };
  await write(options, { path: '/operator/packs', asked }, json);
}
