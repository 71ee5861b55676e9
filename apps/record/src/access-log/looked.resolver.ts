import { Args, Query, Resolver } from '@nestjs/graphql';
import { lookedOn, unusualOn, type LookedOn, type ViewingExemption } from '#libs/access';
import { Rejected } from '#libs/contracts';
import { isSeen, nothingUnseen, type AsOfPoint } from '#libs/read-models';
import { addMonths, endOfLondonDay, startOfLondonDay } from '#libs/reference';
import { looksOn } from '#libs/service';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { dayAsked } from '../schema/as-of.ts';
import { ServedRecord } from '../served-record.ts';
import { TimelineView } from '../timeline/timeline.view.ts';
import {
  UnusualAccessAnswer,
  UnusualAccessArgs,
  WhoLookedAnswer,
  WhoLookedArgs,
  type UnusualAccess,
} from './looked.types.ts';

/** What was decided of a family and of those that are merged into it. */
interface Decided {
  /** All of them. */
  readonly parts: readonly string[];
  /** The decisions that reach far enough, in the order in which they were taken. */
  readonly decisions: readonly { readonly of: string; readonly position: number }[];
  readonly exemptions: readonly ViewingExemption[];
}

/** How far back a family is told unless it asks otherwise. */
const MONTHS = 12;

@Resolver()
export class LookedResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly record: ServedRecord,
    private readonly view: TimelineView,
  ) {}

  @Query(() => UnusualAccessAnswer, {
    nullable: true,
    description:
      'What was unusual about who looked on a day, by the authority’s rules: the own record or family, a neighbour, much at night, many families of others.',
  })
  unusualAccess(@Reader() asking: Asking, @Args() asked: UnusualAccessArgs): Promise<UnusualAccessAnswer> {
    return this.room.open(asking, asked, {
      resource: { kind: 'accessLog' },
      find: (at) => {
        const found = this.unusual(dayAsked(asked.on), at);
        return { value: { found }, results: found.length };
      },
    });
  }

  @Query(() => WhoLookedAnswer, {
    nullable: true,
    description:
      'What a family may be given of who looked at its record and its members’: days and kinds of agency, without what was decided to be exempt.',
  })
  whoLooked(@Reader() asking: Asking, @Args() asked: WhoLookedArgs): Promise<WhoLookedAnswer> {
    const family = this.room.names.family(asked.family, asking);
    return this.room.open(asking, asked, {
      resource: { kind: 'accessLog', record: family },
      find: async (at) => {
        if (this.room.readers.families.family(family, at.position) === undefined) return undefined;
        const told = await this.told(family, asked, at);
        const types = this.record.reference().codes('agency-type');
        const titles = new Map(types.map(({ code, title }) => [code, title]));
        const days = told.map((each) => ({ ...each, title: titles.get(each.agencyType ?? '') ?? null }));
        return { value: { days }, results: days.length };
      },
    });
  }

  private unusual(day: string, at: AsOfPoint): UnusualAccess[] {
    const { directory } = this.room.readers;
    const reference = this.record.reference();
    const rules = reference.codes('unusual-access-rule', day);
    return unusualOn(day, looksOn(day, at, this.room.readers), rules).map((found) => ({
      ...found,
      title: reference.title('unusual-access-rule', found.rule),
      worker: directory.workerOfUser(found.user)?.worker ?? null,
      agencyName: this.view.agencyName(found.agency, at),
    }));
  }

  private async told(family: string, asked: WhoLookedArgs, at: AsOfPoint): Promise<LookedOn[]> {
    const { position } = at;
    const until = dayAsked(asked.until);
    const from = dayAsked(asked.from) ?? addMonths(until, -MONTHS);
    if (from > until) throw new Rejected('END_BEFORE_START', { field: 'until' });
    const { access, families, directory } = this.room.readers;
    const { parts, decisions, exemptions } = await this.decidedFor(family, until, at);
    const weighed = new Map(
      decisions.flatMap(({ of, position: decided }) =>
        families.members(of, decided).map(({ person }) => [person, decided]),
      ),
    );
    const records = families.members(family, position).flatMap(({ person }) => {
      const decided = weighed.get(person);
      return decided === undefined ? [] : this.readAs(person, at, decided);
    });
    const period = { from: startOfLondonDay(from), to: endOfLondonDay(until) };
    const typeOf = (agency: string): string | null => directory.organisation(agency)?.agencyType ?? null;
    return lookedOn(access.looksAt([...parts, ...records], period), exemptions, typeOf);
  }

  /**
   * What was decided to leave out of what a family is told up to a day. Its decision speaks for the families merged into it
   * by then, and one merged later needs a decision of its own. Rejected EXEMPTIONS_UNDECIDED.
   */
  private async decidedFor(family: string, until: string, at: AsOfPoint): Promise<Decided> {
    const { timeline } = this.room.readers;
    const parts = timeline.withMerged(family, at);
    const found = await Promise.all(
      parts.map(async (of) => ({ of, decided: await this.record.viewingExemptions(of, at.position) })),
    );
    const decisions = found
      .flatMap(({ of, decided }) =>
        decided === undefined || decided.until < until ? [] : [{ of, ...decided }],
      )
      .toSorted((one, other) => one.position - other.position);
    const spokenFor = decisions.flatMap(({ of, position }) => timeline.withMerged(of, { ...at, position }));
    const isWhole =
      decisions.some(({ of }) => of === family) && parts.every((part) => spokenFor.includes(part));
    if (!isWhole) throw new Rejected('EXEMPTIONS_UNDECIDED');
    return { parts, decisions, exemptions: found.flatMap(({ decided }) => decided?.exemptions ?? []) };
  }

  /** A member’s own record, and those linked with it, but such as were not yet when it was decided what is left out. */
  private readAs(person: string, at: AsOfPoint, decided: number): string[] {
    const { timeline } = this.room.readers;
    const { unseen = nothingUnseen } = at;
    const before = timeline.recordsOf(person, { position: decided });
    const linked = timeline
      .recordsOf(person, at)
      .filter((each) => before.includes(each) && isSeen(unseen, each));
    return [...new Set([person, ...linked])];
  }
}
