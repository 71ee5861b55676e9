import { Rejected, streamCategory, streamSubject } from '#libs/contracts';
import type { Facts, Needs } from '#libs/domain';
import type { Vault } from '#libs/vault';
import { ABOUT_SOMEONE } from './stored.ts';

interface Asked {
  readonly stream: string;
  /** The stream's last, -1 before the first. */
  readonly revision: number;
  readonly needs: Pick<Needs, 'persons' | 'erasedAmong'>;
  readonly facts: Pick<Facts, 'persons'>;
}

/**
 * Refuses (SUBJECT_ERASED) a command to the stream of a person whose key was destroyed, and a command whose rule needs what
 * was known of such a person, since it would decide by what is missing. A rule that asks who is erased leaves them out itself;
 * whoever only belonged to the family, or is kin, keeps nothing from the others.
 */
export async function checkNotErased({ stream, revision, ...asked }: Asked, vault: Vault): Promise<void> {
  const isOfSomeone = revision >= 0 && ABOUT_SOMEONE.has(streamCategory(stream));
  const subjects = [...(isOfSomeone ? [streamSubject(stream)] : []), ...judgedBy(asked)];
  await vault.prepare(subjects);
  const subject = subjects.find((each) => !vault.holds(each));
  if (subject !== undefined) throw new Rejected('SUBJECT_ERASED', { subject });
}

function judgedBy({ needs, facts }: Pick<Asked, 'needs' | 'facts'>): string[] {
  const { persons = [], erasedAmong = [] } = needs;
  return persons.filter((person) => facts.persons.has(person) && !erasedAmong.includes(person));
}
