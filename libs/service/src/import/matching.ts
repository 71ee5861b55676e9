import type {
  ReceiveRequest,
  ReceiveRequestChild,
  ReceiveRequestParent,
  ReceiveRequestPossibleDuplicate,
} from '#libs/contracts';
import {
  compare,
  foldedName,
  shareNumber,
  type Comparison,
  type Described,
  type KnownPerson,
  type PersonIndex,
  type PersonName,
} from '#libs/read-models';
import { present } from './form.ts';
import type { Received } from './follow-ups.ts';
import type { RequestIds } from './ids.ts';
import { namesOf } from './names.ts';

/** What matching asks of the families in the record. */
export interface KnownFamilies {
  /** The families a person is a member of now. */
  familiesOf(person: string): readonly string[];
  /** The members who are no children. */
  adultsIn(family: string): readonly NamedPerson[];
}

interface NamedPerson {
  readonly person: string;
  readonly names: readonly PersonName[];
}

type Found =
  | { readonly resolution: 'KNOWN'; readonly person: string; readonly families: readonly string[] }
  | { readonly resolution: 'REVIEW'; readonly duplicates: readonly ReceiveRequestPossibleDuplicate[] }
  | { readonly resolution: 'NEW' };

/** The most people one child is put beside; the likeliest come first. */
const MOST_DUPLICATES = 5;

/**
 * Finds whom the people of requests are, one request after another, by the rule of the request files: rows are compared
 * with everyone registered before their request, and within a request by numbers only.
 */
export class Matching {
  readonly #index: PersonIndex;
  readonly #recorded: KnownFamilies;
  readonly #families = new Map<string, readonly string[]>();
  readonly #adults = new Map<string, NamedPerson[]>();

  constructor(index: PersonIndex, recorded: KnownFamilies) {
    this.#index = index;
    this.#recorded = recorded;
  }

  /** The form with everyone resolved to a record, and the family it joins or starts. */
  resolve(form: ReceiveRequest, ids: RequestIds): ReceiveRequest {
    const earlier: KnownPerson[] = [];
    const found = form.children.map((child, at) => {
      const whom = this.#find(child, earlier);
      earlier.push(knownChild(child, whom.resolution === 'KNOWN' ? whom.person : ids.child(at)));
      return whom;
    });
    const joined = familyJoined(found);
    return {
      ...form,
      family: joined ?? ids.family,
      children: form.children.map((child, at) => resolved(child, found[at], { new: ids.child(at), joined })),
      ...present({ parent: form.parent && this.#parent(form.parent, joined, ids) }),
    };
  }

  /** Counts the people of a resolved request among those registered before the next. */
  learn({ children, parent, family }: Received['data']): void {
    if (family === undefined) return;
    for (const child of children) this.#learnChild(child, family);
    if (parent?.person === undefined || parent.name === undefined) return;
    const adult = { person: parent.person, names: [namesOf(parent.name)] };
    this.#adults.set(family, [...(this.#adults.get(family) ?? []), adult]);
  }

  #learnChild(child: Received['data']['children'][number], family: string): void {
    const { person, familyName, resolution } = child;
    if (person === undefined || familyName === undefined) return;
    if (resolution !== 'KNOWN') this.#index.add(knownChild({ ...child, familyName }, person));
    if (child.family === undefined) this.#families.set(person, [family]);
  }

  #find(child: ReceiveRequestChild, earlier: readonly KnownPerson[]): Found {
    const described = describedChild(child);
    const before = this.#index.recognise(described);
    if (before.outcome === 'KNOWN') return this.#known(before.person);
    const here = earlier
      .filter((known) => shareNumber(described, known))
      .map((known) => ({ person: known.person, ...compare(described, known) }));
    const same = here.find(({ relation }) => relation === 'SAME');
    if (same !== undefined) return this.#known(same.person);
    const duplicates = likeliest([...(before.outcome === 'REVIEW' ? before.matches : []), ...here]);
    return duplicates.length > 0 ? { resolution: 'REVIEW', duplicates } : { resolution: 'NEW' };
  }

  #known(person: string): Found {
    const families = this.#families.get(person) ?? this.#recorded.familiesOf(person);
    return { resolution: 'KNOWN', person, families };
  }

  #parent(parent: ReceiveRequestParent, family: string | undefined, ids: RequestIds): ReceiveRequestParent {
    if (parent.name === undefined) return parent;
    const name = foldedName(parent.name);
    const known = this.#adultsIn(family).find(({ names }) =>
      names.some((each) => foldedName(inFull(each)) === name),
    );
    return known === undefined
      ? { ...parent, person: ids.parent, resolution: 'NEW' }
      : { ...parent, person: known.person, resolution: 'KNOWN' };
  }

  #adultsIn(family: string | undefined): readonly NamedPerson[] {
    return family === undefined
      ? []
      : [...this.#recorded.adultsIn(family), ...(this.#adults.get(family) ?? [])];
  }
}

/** The family in which all who were recognised are, else the first one's. */
function familyJoined(found: readonly Found[]): string | undefined {
  const homes = found.flatMap((each) =>
    each.resolution === 'KNOWN' && each.families.length > 0 ? [each.families] : [],
  );
  return homes[0]?.find((family) => homes.every((families) => families.includes(family))) ?? homes[0]?.[0];
}

function resolved(
  child: ReceiveRequestChild,
  found: Found = { resolution: 'NEW' },
  at: { new: string; joined: string | undefined },
): ReceiveRequestChild {
  switch (found.resolution) {
    case 'NEW':
      return { ...child, person: at.new, resolution: 'NEW' };
    case 'REVIEW':
      return { ...child, person: at.new, resolution: 'REVIEW', possibleDuplicates: [...found.duplicates] };
    case 'KNOWN': {
      const { person, families } = found;
      const family = families.find((each) => each === at.joined) ?? families[0];
      return { ...child, person, resolution: 'KNOWN', ...present({ family }) };
    }
  }
}

function likeliest(
  compared: readonly (Comparison & { person: string })[],
): ReceiveRequestPossibleDuplicate[] {
  const best = new Map<string, ReceiveRequestPossibleDuplicate>();
  for (const { person, score, reasons } of [...compared].sort((one, other) => other.score - one.score))
    if (!best.has(person)) best.set(person, { person, score, reasons: [...reasons] });
  return [...best.values()].slice(0, MOST_DUPLICATES);
}

type Numbered = Pick<ReceiveRequestChild, 'givenName' | 'familyName' | 'dateOfBirth' | 'nhsNumber' | 'upn'>;

function describedChild({
  givenName,
  familyName,
  dateOfBirth,
  nhsNumber,
  upn,
}: ReceiveRequestChild): Described {
  return { given: givenName, family: familyName, dateOfBirth, nhsNumber, upn };
}

function knownChild(child: Numbered, person: string): KnownPerson {
  const { givenName, familyName, dateOfBirth, nhsNumber, upn } = child;
  return {
    person,
    names: [{ given: givenName, family: familyName }],
    dateOfBirth,
    nhsNumbers: nhsNumber === undefined ? [] : [nhsNumber],
    upns: upn === undefined ? [] : [upn],
  };
}

function inFull({ given = '', family }: PersonName): string {
  return `${given} ${family}`;
}
