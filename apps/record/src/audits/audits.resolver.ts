import { Args, Query, Resolver } from '@nestjs/graphql';
import { judgesCases } from '#libs/access';
import type { AsOfPoint, AuditFilter, PageRequest } from '#libs/read-models';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { ConcernConnection, ConcernsArgs } from './concerns.types.ts';
import {
  AuditAnswer,
  AuditArgs,
  AuditConnection,
  AuditsArgs,
  CaseAudits,
  CaseAuditsArgs,
} from './audits.types.ts';
import { AuditsView } from './audits.view.ts';

@Resolver()
export class AuditsResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: AuditsView,
  ) {}

  @Query(() => AuditAnswer, {
    nullable: true,
    description: 'How the help of one episode was judged, with what was found and said.',
  })
  audit(@Reader() asking: Asking, @Args() asked: AuditArgs): Promise<AuditAnswer> {
    const audit = this.room.names.stream('audit', asked.audit, asking);
    return this.room.open(asking, asked, {
      resource: { kind: 'audit', record: audit },
      find: (at) => {
        const { audits, auditTexts } = this.room.readers;
        const row = audits.audit(audit, at.position);
        const shown = row && this.view.audit(row, at, asking.principal);
        if (shown === undefined) return undefined;
        const text = auditTexts.text(audit, at);
        return {
          value: { audit: shown, ...this.view.text(text, asking.principal) },
          families: shown.family === null ? [] : [shown.family],
          persons: text.feedback.map(({ giver }) => giver),
        };
      },
    });
  }

  @Query(() => AuditConnection, {
    nullable: true,
    description: 'The worklist of audits: to an auditor the own, to quality assurance all.',
  })
  audits(@Reader() asking: Asking, @Args() asked: AuditsArgs): Promise<AuditConnection> {
    const page = this.room.page(asked);
    const { principal } = asking;
    return this.room.open(asking, asked, {
      resource: { kind: 'audits' },
      find: (at) => {
        const filter = this.filter(asked, at, asking);
        const { audits } = this.room.readers;
        const read = (of: PageRequest) => audits.list(filter, at.position, of);
        const found = this.view.page({ page, read }, at, principal);
        return {
          value: this.room.connection(found, (node) => node),
          families: found.edges.flatMap(({ node }) => node.family ?? []),
          results: found.edges.length,
        };
      },
    });
  }

  @Query(() => CaseAudits, {
    nullable: true,
    description: 'The audits of a family’s help: to whoever answers for the work those that are graded.',
  })
  caseAudits(@Reader() asking: Asking, @Args() asked: CaseAuditsArgs): Promise<CaseAudits> {
    const family = this.room.names.family(asked.family, asking);
    return this.room.open(asking, asked, {
      resource: { kind: 'audit', record: family },
      find: (at) => {
        const { audits: kept, families, timeline } = this.room.readers;
        if (families.family(family, at.position) === undefined) return undefined;
        const named = timeline.withMerged(family, at);
        const episodes = named.flatMap((each) => families.episodesHeldBy(each));
        const around = kept.around(named, episodes, at.position);
        const audits = this.view.all(around, at, asking.principal);
        return { value: { audits }, families: [family], results: audits.length };
      },
    });
  }

  @Query(() => ConcernConnection, {
    nullable: true,
    description: 'What was found in audits and cannot wait, for a manager to see the same day.',
  })
  immediateConcerns(@Reader() asking: Asking, @Args() asked: ConcernsArgs): Promise<ConcernConnection> {
    const page = this.room.page(asked);
    return this.room.open(asking, asked, {
      resource: { kind: 'concerns' },
      find: (at) => {
        const { audits } = this.room.readers;
        const found = this.view.concerns(page, (of) => audits.concerns(at.position, of), at);
        const { edges } = found;
        return {
          value: this.room.connection(found, (node) => node),
          families: edges.map(({ node }) => node.family),
          results: edges.length,
        };
      },
    });
  }

  /** An auditor is shown the own, whatever is asked. */
  private filter(asked: AuditsArgs, at: AsOfPoint, { principal }: Asking): AuditFilter {
    const { auditor, sample, episode, state, concern, disputed } = present(asked);
    return {
      ...{ sample, episode, state, concern, disputed },
      auditor: judgesCases(principal) ? principal.user : auditor,
      awaiting: asked.awaitingModeration === true ? this.view.moderated(at) : undefined,
    };
  }
}

/** What was asked: what is null was not. */
function present<T extends object>(asked: T): { [K in keyof T]: Exclude<T[K], null> } {
  const given = Object.entries(asked).filter(([, value]) => value !== null);
  return Object.fromEntries(given) as { [K in keyof T]: Exclude<T[K], null> };
}
