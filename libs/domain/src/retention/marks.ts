import { asksForHelp, type Clear } from '#libs/contracts';
import type { Meaning, Reference } from '#libs/reference';
import type { Mention } from './mention.ts';

/** The person whose marks are looked for, by the bare ids of all the person's records. */
interface Whom {
  readonly records: readonly string[];
  readonly adult: boolean;
}

interface Marked {
  readonly child: string;
  readonly marks: readonly string[];
}

/** A child about whom somebody was worried enough to tell children's services, whatever came of it. */
const CONSIDERED = ['CONCERN', 'CP_S47_ENQUIRY'];

type DataOf<T extends Clear.Event['type']> = Extract<Clear.Event, { type: T }>['data'];
/** What a code of a set meant on the day of an entry. */
type Means = (set: string, code: string) => Meaning;
/** Of each child that an entry names; `asked` are those for whom its request asks. */
type Marking<T extends Clear.Event['type']> = (
  data: DataOf<T>,
  asked: readonly string[],
  means: Means,
) => readonly Marked[];

const marking: { readonly [T in Clear.Event['type']]?: Marking<T> } = {
  EpisodeOpened: ({ children }) => all(children, ['HELPED']),
  ChildAddedToEpisode: ({ child }) => all([child], ['HELPED']),
  StatutoryStatusNoted: ({ child, status }) => all([child], [status]),
  EpisodeContinued: ({ children }) =>
    children.map(({ child, statutoryStatus }) => ({ child, marks: ['HELPED', statutoryStatus ?? 'HELPED'] })),
  StepUpProposed: ({ children, target }, _, means) =>
    all(children, means('step-target', target).protects === true ? CONSIDERED : []),
  SafeguardingConcernIdentified: ({ children }, asked) => all(children ?? asked, CONSIDERED),
  PassedToChildrensServices: (_, asked) => all(asked, CONSIDERED),
  RequestTriaged: ({ outcome }, asked, means) =>
    all(asked, means('triage-outcome', outcome).waitsFor === 'CHILDRENS_SERVICES' ? CONSIDERED : []),
};

function all(children: readonly string[], marks: readonly string[]): Marked[] {
  return children.map((child) => ({ child, marks }));
}

function markedBy(
  { type, data, day }: Mention,
  asked: readonly string[],
  reference: Reference,
): readonly Marked[] {
  const means: Means = (set, code) => reference.meaningOf(set, code, day);
  return marking[type]?.(data as never, asked, means) ?? [];
}

/** What marks the person in the entries of a life: rules of retention apply by it. */
export function marksIn(
  mentions: readonly Mention[],
  { records, adult }: Whom,
  reference: Reference,
): string[] {
  const forms = childrenOnForms(mentions);
  return mentions.flatMap((mention) => {
    // A form may name a child before there is a record: then it may be any child of the family.
    const asked = forms.get(mention.stream) ?? (adult ? [] : records);
    return markedBy(mention, asked, reference).flatMap(({ child, marks }) =>
      records.includes(child) ? marks : [],
    );
  });
}

/** What marks the text of a family or a request, whoever it names. */
export function marksInText(mentions: readonly Mention[], reference: Reference): readonly string[] {
  const somebody = [''];
  const marked = mentions.flatMap((mention) => markedBy(mention, somebody, reference));
  return marked.some(({ marks }) => marks.includes('CONCERN')) ? CONSIDERED : [];
}

/** Request -> the children for whom it asks, where it is known of all of them which record they have. */
function childrenOnForms(mentions: readonly Mention[]): Map<string, readonly string[]> {
  const forms = new Map<string, readonly string[]>();
  const identified = identifiedIn(mentions);
  for (const { stream, type, data } of mentions) {
    if (!asksForHelp(type)) continue;
    // Where all that is said of all of them is sealed, nothing of them is left.
    const { children = [] } = data as Partial<DataOf<'RequestReceived' | 'ContactReceived'>>;
    const known = children.map(({ person, subject = '' }) => person ?? identified.get(subject));
    if (known.length > 0 && known.every((each) => each !== undefined))
      forms.set(
        stream,
        known.filter((each) => each !== null),
      );
    else forms.delete(stream);
  }
  return forms;
}

/** Subject on a form -> the record that the child has; null where there is none. */
function identifiedIn(mentions: readonly Mention[]): ReadonlyMap<string, string | null> {
  const identified = new Map<string, string | null>();
  for (const { type, data } of mentions) {
    if (type !== 'IdentifiedOnRequest') continue;
    const { subject, person = null } = data as DataOf<'IdentifiedOnRequest'>;
    identified.set(subject, person);
  }
  return identified;
}
