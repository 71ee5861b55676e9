import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Process } from '../schema/field-class.ts';
import { Position } from '../schema/scalars.ts';
import { TimelineEventView } from '../timeline/timeline.types.ts';

@ObjectType('Change', { description: 'What became of one entry of the record.' })
export class ChangeView {
  @Process(() => Position, { description: 'The place in the log of the event that says it.' })
  position!: number;

  @Process(() => ID, { description: 'The event that says it: the entry, or its correction or voiding.' })
  event!: string;

  @Process(() => ID, { description: 'The entry that it is about: the key of a copy’s row.' })
  id!: string;

  @Process(() => Boolean, {
    description: 'Whether the entry is void: a copy takes it out, with all it held of it.',
  })
  purge!: boolean;

  @Process(() => TimelineEventView, {
    nullable: true,
    description:
      'The entry as it stands, as corrected: takes the place of what a copy held. Null where it is void. What it cites is told as changes of its own.',
  })
  entry!: TimelineEventView | null;

  @Process(() => [TimelineEventView], {
    description:
      'In a copy of one family, entries as they stand: from before, of the own record of whoever became a member by this, of a family that was merged into it, of a request that was linked with it, or of somebody else’s record and a member’s since it was split; those that tell of whoever’s key was destroyed by it; and, by the first of a page, those from before that told of an address which is kept from somebody of the family since. A copy keeps each under its id.',
  })
  brought!: TimelineEventView[];

  @Process(() => [ID], {
    description:
      'In a copy of one family: entries of the own record of somebody who, as it turns out, was never a member, of a family that is merged into it no longer, of a request that is linked with it no longer, or of a member’s record and somebody else’s since it was split. A copy takes them out.',
  })
  takenBack!: string[];

  @Process(() => [ID], {
    description:
      'Subjects whose keys are destroyed by this. A copy takes out what it holds of them in the clear; what else of one family tells of them is brought again, as it is without.',
  })
  erased!: string[];
}

@ObjectType('ChangeConnection', { description: 'A page of changes, in the order of the log.' })
export class ChangeConnection extends ConnectionOf(ChangeView, 'Change') {}

@ArgsType()
export class ChangesArgs extends AskedForPage {
  @Field(() => ID, {
    nullable: true,
    description:
      'Only what names this family, its reference (F-…) or its id, or a family merged into it, the requests by which it came to be known, and the own records of its members until they leave.',
  })
  family?: string | null;
}
