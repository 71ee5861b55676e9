import { Rejected, streamCategory, streamSubject } from '#libs/contracts';
import type { Facts } from '#libs/domain';
import type { Vault } from '#libs/vault';
import { ABOUT_SOMEONE } from './stored.ts';

interface Asked {
  readonly stream: string;
  /** The stream's last, -1 before the first. */
  readonly revision: number;
  readonly facts: Pick<Facts, 'persons' | 'erased'>;
}

/**
 * Refuses (SUBJECT_ERASED) to write to whose key is gone, and to judge by what is known of them: it would be judged by
 * what is missing. A rule that asked which of them are erased leaves those out itself.
 */
export async function checkNotErased({ stream, revision, facts }: Asked, vault: Vault): Promise<void> {
  const isOfSomeone = revision >= 0 && ABOUT_SOMEONE.has(streamCategory(stream));
  const judged = [...facts.persons.keys()].filter((person) => !facts.erased.has(person));
  const subjects = [...(isOfSomeone ? [streamSubject(stream)] : []), ...judged];
  await vault.prepare(subjects);
  const subject = subjects.find((each) => !vault.holds(each));
  if (subject !== undefined) throw new Rejected('SUBJECT_ERASED', { subject });
}
