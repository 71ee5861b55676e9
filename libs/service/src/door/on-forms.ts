import { asCorrected } from '#libs/contracts';
import { peopleOnForms, type Needs, type PeopleOnForms } from '#libs/domain';
import type { FactSources } from './fact-sources.ts';
import { eventsOf } from './streams.ts';

type Sources = Pick<FactSources, 'store'>;

/** Whom the forms of a request name under subjects of their own, and which records they are said to have. */
export async function peopleOn(request: string, { store }: Sources): Promise<PeopleOnForms> {
  const events = await eventsOf(request, store);
  return peopleOnForms(events, asCorrected(events));
}

/** Of those only the one that is asked for, where there is one. */
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
