import { Args, Query, Resolver } from '@nestjs/graphql';
import { FORMS_FOR_CHILDREN, type EventType, type Opened } from '#libs/contracts';
import { hasAnswered, type TimelineEntry } from '#libs/read-models';
import { entriesOf } from '../panels/item-entries.ts';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { occurredAtShown } from '../schema/occurred-at.ts';
import { AgencyQuestions, AgencyQuestionsArgs, type QuestionChild } from './questions.types.ts';

type EntryOf<T extends EventType> = TimelineEntry & {
  readonly data: Extract<Opened.Event, { type: T }>['data'];
};
type Question = AgencyQuestions['questions'][number];

@Resolver()
export class QuestionsResolver {
  constructor(private readonly room: ReadingRoom) {}

  @Query(() => AgencyQuestions, {
    nullable: true,
    description: 'What the caller’s agency was asked about a request, and nothing else of the request.',
  })
  agencyQuestions(@Reader() asking: Asking, @Args() asked: AgencyQuestionsArgs): Promise<object> {
    const request = this.room.names.request(asked.request, asking);
    return this.room.open(asking, asked, {
      resource: { kind: 'question', record: request },
      past: 'OF_BOTH_AXES',
      find: (at) => {
        const { requests, timeline } = this.room.readers;
        const row = requests.request(request, at.position);
        if (row === undefined) return undefined;
        const entries = entriesOf(timeline, row.request, at);
        const questions = questionsTo(asking.principal.agency, entries);
        if (questions.length === 0) return undefined;
        const children = childrenIn(entries);
        return {
          value: {
            request: row.request,
            reference: row.reference,
            children: children.map(shown),
            questions,
          },
          families: row.family === null ? [] : [row.family],
          persons: children.flatMap(({ person }) => person ?? []),
          results: questions.length,
        };
      },
    });
  }
}

function questionsTo(agency: string, entries: readonly TimelineEntry[]): Question[] {
  const own = entries.filter(({ data }) => data['agency'] === agency);
  return own
    .filter((entry) => isOf(entry, 'AgencyInformationRequested'))
    .map(({ position, recordedAt, occurredAt, data: { question = null, basis = null, due } }) => ({
      position,
      recordedAt,
      askedAt: occurredAtShown(occurredAt),
      question,
      basis,
      due,
      answered: hasAnswered(agency, position, own),
    }));
}

type Child = Opened.RequestReceived['children'][number] | Opened.ContactReceived['children'][number];

/** Of a contact that became a request, those of the form for support. */
function childrenIn(entries: readonly TimelineEntry[]): readonly Child[] {
  const form = FORMS_FOR_CHILDREN.flatMap((type) => entries.findLast((entry) => isOf(entry, type)) ?? [])[0];
  return form?.data.children ?? [];
}

function shown({ givenName, familyName, dateOfBirth }: Child): QuestionChild {
  return {
    givenName: givenName ?? null,
    familyName: familyName ?? null,
    dateOfBirth: dateOfBirth ?? null,
  };
}

function isOf<T extends EventType>(entry: TimelineEntry, type: T): entry is EntryOf<T> {
  return entry.type === type;
}
