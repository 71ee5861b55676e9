import type { Clear } from '#libs/contracts';
import type { Past } from '../aggregate.ts';
import { givenUp } from './continuing.ts';
import type { RegisteredFamily } from './state.ts';

type Parting = Extract<
  Past<Clear.FamilyEvent>,
  { type: 'FamilySplit' | 'FamiliesMerged' | 'FamilyTakenIn' | 'FamilyMergeReversed' | 'FamilyResumed' }
>;

/** What a family is once it split, merged, took another in, or gave it back. */
export function parted(family: RegisteredFamily, event: Parting): RegisteredFamily {
  switch (event.type) {
    case 'FamilySplit': {
      const { into, members, episode } = event.data;
      const splits = new Map(family.splits).set(into, { members, episode });
      return givenUp({ ...family, splits }, episode, into);
    }
    case 'FamiliesMerged': {
      const { survivor, episode } = event.data;
      const mergedInto = { family: survivor, merge: event.revision, episode };
      return givenUp({ ...family, mergedInto }, episode, survivor);
    }
    case 'FamilyTakenIn': {
      const { retired, merge, members = [] } = event.data;
      const merges = new Map(family.merges).set(retired, { merge, members, returned: undefined });
      return { ...family, merges };
    }
    case 'FamilyMergeReversed': {
      const { retired, merge, members = [], episode } = event.data;
      const came = family.merges.get(retired)?.members ?? [];
      const returned = { members, episode };
      const merges = new Map(family.merges).set(retired, { merge, members: came, returned });
      return givenUp({ ...family, merges }, episode, retired);
    }
    case 'FamilyResumed':
      return { ...family, mergedInto: undefined };
  }
}
