import { Args, Query, Resolver } from '@nestjs/graphql';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { AuditsView } from './audits.view.ts';
import {
  AuditActionConnection,
  AuditActionsArgs,
  GradeMatrix,
  GradeMatrixArgs,
  ModerationVariance,
  ModerationVarianceArgs,
} from './figures.types.ts';

@Resolver()
export class AuditFiguresResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: AuditsView,
  ) {}

  @Query(() => GradeMatrix, {
    nullable: true,
    description: 'How the cases of a sample were graded, question by question, and as a whole.',
  })
  gradeMatrix(@Reader() asking: Asking, @Args() asked: GradeMatrixArgs): Promise<GradeMatrix> {
    const sample = this.room.names.stream('sample', asked.sample, asking);
    return this.room.open(asking, asked, {
      resource: { kind: 'auditFigures', record: sample },
      find: (at) => {
        if (this.room.readers.samples.sample(sample, at.position) === undefined) return undefined;
        return { value: this.view.matrix(sample, at), figures: true };
      },
    });
  }

  @Query(() => ModerationVariance, {
    nullable: true,
    description: 'How often, and which way, the grades of auditors were moderated, and how far both agree.',
  })
  moderationVariance(
    @Reader() asking: Asking,
    @Args() asked: ModerationVarianceArgs,
  ): Promise<ModerationVariance> {
    return this.room.open(asking, asked, {
      resource: { kind: 'auditFigures' },
      find: (at) => ({
        value: { auditors: this.view.variance(asked.auditor ?? undefined, at) },
        figures: true,
      }),
    });
  }

  @Query(() => AuditActionConnection, {
    nullable: true,
    description: 'What is to be done because of audits, and what of it is overdue.',
  })
  auditActions(@Reader() asking: Asking, @Args() asked: AuditActionsArgs): Promise<AuditActionConnection> {
    const page = this.room.page(asked);
    return this.room.open(asking, asked, {
      resource: { kind: 'auditFigures' },
      find: (at) => {
        const { owner, state, overdue } = asked;
        const filter = {
          ...{ owner: owner ?? undefined, state: state ?? undefined },
          ...(overdue === true && { dueBefore: this.view.dayBefore(at) }),
        };
        const { audits } = this.room.readers;
        const found = this.view.actions(page, (of) => audits.actions(filter, at.position, of), at);
        const { edges } = found;
        return {
          value: this.room.connection(found, (node) => node),
          families: edges.flatMap(({ node }) => node.family ?? []),
          results: edges.length,
        };
      },
    });
  }
}
