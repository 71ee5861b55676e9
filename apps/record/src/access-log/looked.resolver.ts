import { Args, Query, Resolver } from '@nestjs/graphql';
import { lookedOn, unusualOn, type LookedOn } from '#libs/access';
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
    const decided = await this.record.viewingExemptions(family, position);
    if (decided === undefined || decided.until < until) throw new Rejected('EXEMPTIONS_UNDECIDED');
    const { access, families, directory, timeline } = this.room.readers;
    const names = timeline.withMerged(family, at);
    const parts = names.filter((each) => each !== family);
    const ofParts = await Promise.all(parts.map((each) => this.record.viewingExemptions(each, position)));
    const exemptions = [decided, ...ofParts].flatMap((each) => each?.exemptions ?? []);
    const members = families.members(family, position).map(({ person }) => person);
    const records = members.flatMap((person) => this.readAs(person, at, decided.position));
    const period = { from: startOfLondonDay(from), to: endOfLondonDay(until) };
    const typeOf = (agency: string): string | null => directory.organisation(agency)?.agencyType ?? null;
    return lookedOn(access.looksAt([...names, ...records], period), exemptions, typeOf);
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
