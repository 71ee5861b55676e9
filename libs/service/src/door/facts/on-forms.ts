import { asCorrected, streamCategory, streamSubject, type StoredEvent } from '#libs/contracts';
import { peopleOnForms, type Needs, type PeopleOnForms, type UnknownOnForms } from '#libs/domain';
import type { FactSources } from './fact-sources.ts';
import { eventsOf } from '../streams.ts';

interface Sources {
  readonly store: Pick<FactSources['store'], 'readTexts'>;
}

/** Whom the forms of a request name under subjects of their own, and which records they are said to have. */
export async function peopleOn(request: string, { store }: Sources): Promise<PeopleOnForms> {
  return peopleIn(await eventsOf(request, store));
}

function peopleIn(events: readonly StoredEvent[]): PeopleOnForms {
  return peopleOnForms(events, asCorrected(events));
}

/** The one of these people whom the command names, if the forms name that person. */
export async function readOnForm(asked: Needs['onForm'], sources: Sources): Promise<PeopleOnForms> {
  if (asked === undefined) return new Map();
  const [request, subject] = asked;
  const found = (await peopleOn(request, sources)).get(subject);
  return new Map(found === undefined ? [] : [[subject, found]]);
}

/** The subjects under which the forms of requests name a person. */
export async function subjectsOnForms(
  person: string,
  requests: readonly string[],
  sources: Sources,
): Promise<string[]> {
  const people = await Promise.all(requests.map((request) => peopleOn(request, sources)));
  return people.flatMap((each) =>
    [...each].flatMap(([subject, known]) => (known.person === person ? [subject] : [])),
  );
}

/** For each request among the texts: the people its forms name of whom nobody has said which record they have. */
export async function unknownOnForms(
  texts: Iterable<string>,
  { store, vault }: Sources & { readonly vault: Pick<FactSources['vault'], 'prepare' | 'holds'> },
): Promise<ReadonlyMap<string, UnknownOnForms>> {
  const unknown = new Map<string, UnknownOnForms>();
  for (const request of texts) {
    if (streamCategory(request) !== 'request') continue;
    const events = await eventsOf(request, store);
    const open = [...peopleIn(events)]
      .filter(([, { isOfForm, person }]) => isOfForm && person === undefined)
      .map(([subject]) => subject);
    await vault.prepare(open);
    const unidentified = open.filter((subject) => vault.holds(subject));
    unknown.set(request, { unidentified, nameless: namelessIn(events) });
  }
  return unknown;
}

/** Where a form says something of a child or a parent. */
const OF_SOMEBODY = /^\/(?:(?:children\/\d+|parent)\/(?!possibleDuplicates)|upn$)/;

/** The most people whom one form of a request names under the request itself. */
function namelessIn(events: readonly StoredEvent[]): number {
  return Math.max(0, ...events.map(namelessOn));
}

function namelessOn({ stream, sealed }: StoredEvent): number {
  const own = sealed.filter(({ subject }) => subject === streamSubject(stream));
  const pointers = own.flatMap(({ fields }) => Object.keys(fields)).filter((each) => OF_SOMEBODY.test(each));
  return new Set(pointers.map((pointer) => pointer.slice(0, pointer.lastIndexOf('/')))).size;
}
