import { bearerToken, type ActingAs } from '../graphql.ts';

/** Prints a bare token of a development persona. */
export async function issue(options: ActingAs): Promise<void> {
  process.stdout.write(`${await bearerToken(options)}\n`);
}
