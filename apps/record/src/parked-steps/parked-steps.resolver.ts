import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { decodeStoredEvent, refusals, type RefusalCode } from '#libs/contracts';
import { isSeen, nothingUnseen, type Unseen } from '#libs/read-models';
import { namedIn, type ParkedStep } from '#libs/service';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom, type Found } from '../reading/reading-room.ts';
import { ServedRecord } from '../served-record.ts';
import {
  ParkedStepsAnswer,
  ParkedStepsArgs,
  RetryParkedStepInput,
  type ParkedStepItem,
} from './parked-steps.types.ts';

/** Not a refusal: the cause is more than a day old, so that acting on it now is for a person to decide. */
const TOO_OLD = [
  'What called for it is more than a day old.',
  'Look whether it is still wanted, and retry it.',
];

@Resolver()
export class ParkedStepsResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly record: ServedRecord,
  ) {}

  @Query(() => ParkedStepsAnswer, {
    nullable: true,
    description: 'Steps of the record’s own work that wait for a person, the oldest first.',
  })
  parkedSteps(@Reader() asking: Asking, @Args() asked: ParkedStepsArgs): Promise<ParkedStepsAnswer> {
    return this.room.open(asking, asked, {
      resource: { kind: 'parkedSteps' },
      find: ({ unseen }) => this.parked(unseen),
    });
  }

  @Mutation(() => ParkedStepsAnswer, {
    nullable: true,
    description: 'Does a parked step now, whatever its age; answers what is parked still.',
  })
  async retryParkedStep(
    @Reader() asking: Asking,
    @Args('input', { description: 'Which step.' }) input: RetryParkedStepInput,
  ): Promise<ParkedStepsAnswer> {
    let left = () => this.parked();
    // Who asks for it is on record before anything is done.
    const opened = await this.room.open(
      asking,
      { purpose: 'OPERATIONS' },
      {
        resource: { kind: 'parkedSteps' },
        find: async ({ unseen }) => {
          left = () => this.parked(unseen);
          return this.seen(unseen).some((each) => isIt(each, input)) ? left() : undefined;
        },
      },
    );
    await this.record.managers.retry(input, asking.principal.user);
    return { ...opened, ...(await left()).value };
  }

  private async parked(unseen?: Unseen): Promise<Found<Omit<ParkedStepsAnswer, 'asOf' | 'lag'>>> {
    const steps = await Promise.all(this.seen(unseen).map((each) => this.item(each)));
    return { value: { steps, dealtWith: this.record.managers.position() }, results: steps.length };
  }

  private seen(unseen: Unseen = nothingUnseen): ParkedStep[] {
    return this.record.managers
      .parked()
      .filter(({ step }) => namedIn(step).every((id) => isSeen(unseen, id)));
  }

  private async item(parked: ParkedStep): Promise<ParkedStepItem> {
    const logged = await this.record.store.event(parked.cause);
    const [because = '', mend = ''] = sentencesOf(parked.code);
    return {
      ...parked,
      causeType: logged?.type ?? null,
      position: logged?.position ?? null,
      recordedAt: logged === undefined ? null : decodeStoredEvent(logged.document).recordedAt,
      because,
      mend,
    };
  }
}

function isIt({ manager, step, cause }: ParkedStep, asked: RetryParkedStepInput): boolean {
  return manager === asked.manager && step === asked.step && cause === asked.cause;
}

function sentencesOf(code: string): readonly string[] {
  return code in refusals ? refusals[code as RefusalCode] : TOO_OLD;
}
