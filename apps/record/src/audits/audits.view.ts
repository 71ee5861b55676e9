import { Injectable } from '@nestjs/common';
import { isToldWhoAudits, type Principal } from '#libs/access';
import { addDays, londonDay } from '#libs/reference';
import type { AsOfPoint, AuditActionRow, AuditRow, AuditText, Page } from '#libs/read-models';
import {
  moderatedOn,
  quadraticWeightedKappa,
  rounded,
  scaleOn,
  standingsOf,
  type CaseStanding,
} from '#libs/service';
import { ServedRecord } from '../served-record.ts';
import type { AuditAnswer, AuditView } from './audits.types.ts';
import type { ConcernOfCase } from './concerns.types.ts';
import type { AuditActionLine, AuditorVariance, GradeMatrix } from './figures.types.ts';

type Told<V> = Omit<V, 'asOf' | 'lag' | 'erasedSince'>;

/** Audits as they are read: of a case that is not there for whoever asks there is none. */
@Injectable()
export class AuditsView {
  constructor(private readonly record: ServedRecord) {}

  /** Undefined where the case is not in the record for whoever asks. */
  audit(row: AuditRow, at: AsOfPoint, principal: Principal): AuditView | undefined {
    const [found] = this.inCases([row], at);
    return found && this.shown(found, at, principal);
  }

  private shown(row: AuditRow & CaseStanding, at: AsOfPoint, principal: Principal): AuditView | undefined {
    const { audit: id, heldBy: _, pinnedFor: __, nth: ___, auditor, family, ...shown } = row;
    if (family === null) return undefined;
    const { reference = null } = this.record.readers.families.family(family, at.position) ?? {};
    return {
      ...shown,
      id,
      family,
      reference,
      auditor: isToldWhoAudits(principal) ? auditor : null,
      awaitsModeration: this.awaits(row, at),
    };
  }

  private awaits({ state, moderated, dispute, overall, nth }: AuditRow, at: AsOfPoint): boolean {
    if (state !== 'GRADED' || moderated !== null || dispute === 'SETTLED') return false;
    const { grades, first } = this.moderated(at);
    return (overall !== null && grades.includes(overall)) || (nth !== null && nth <= first);
  }

  page(found: Page<AuditRow>, at: AsOfPoint, principal: Principal): Page<AuditView> {
    const rows = found.edges.map(({ node }) => node);
    const edges = this.inCases(rows, at).flatMap((row) => {
      const node = this.shown(row, at, principal);
      return node === undefined ? [] : [{ cursor: row.since, node }];
    });
    return { ...found, edges };
  }

  /** Which audits another is to look at, by the rules of the day that is asked about. */
  moderated(at: AsOfPoint): ReturnType<typeof moderatedOn> {
    return moderatedOn(this.day(at), this.record.reference());
  }

  text(text: AuditText, principal: Principal): Omit<Told<AuditAnswer>, 'audit'> {
    const isToldWho = isToldWhoAudits(principal);
    const who = <S extends { readonly by: string }>(said: S | null) =>
      said && { ...said, by: isToldWho ? said.by : null };
    const { answers, graded, concerns, reflections, feedback, actions } = text;
    return {
      ...{ answers, grading: graded, concerns, reflections, feedback, actions },
      moderation: who(text.moderation),
      dispute: who(text.dispute),
      resolution: who(text.resolution),
    };
  }

  concern(position: number, audit: string, at: AsOfPoint): ConcernOfCase | undefined {
    const { audits, auditTexts, families } = this.record.readers;
    const row = audits.audit(audit, at.position);
    const said = auditTexts.text(audit, at).concerns.find((each) => each.position === position);
    const family = row && this.familyOf(row, at);
    if (row === undefined || said === undefined || typeof family !== 'string') return undefined;
    const { reference = null, keyworker = null } = families.family(family, at.position) ?? {};
    const { by: _, ...told } = said;
    return { ...told, audit, episode: row.episode, family, reference, keyworker };
  }

  matrix(sample: string, at: AsOfPoint): Told<GradeMatrix> {
    const { audits } = this.record.readers;
    const made = audits.ofSample(sample, at.position).filter(({ state }) => state !== 'WITHDRAWN');
    const all = this.inCases(made, at).filter(({ family }) => family !== null);
    const graded = all.filter(({ state }) => state === 'GRADED');
    const counts = Map.groupBy(graded, ({ grade }) => grade ?? '');
    return {
      graded: graded.length,
      open: all.length - graded.length,
      questions: audits.grades(
        graded.map(({ audit }) => audit),
        at.position,
      ),
      overall: [...counts].map(([grade, { length: count }]) => ({ grade, count })),
    };
  }

  variance(auditor: string | undefined, at: AsOfPoint): AuditorVariance[] {
    const { audits } = this.record.readers;
    const moderated = audits.moderated(auditor, at.position);
    const rows = this.inCases(moderated, at).filter(({ family }) => family !== null);
    const scale = scaleOn(this.day(at), this.record.reference());
    return [...Map.groupBy(rows, (row) => row.auditor)].map(([name, theirs]) => {
      const pairs = theirs.map(({ overall, moderated }) => ({
        given: overall ?? '',
        moderated: moderated ?? '',
      }));
      const byHow = pairs.map(({ given, moderated }) => scale.indexOf(moderated) - scale.indexOf(given));
      const kappa = quadraticWeightedKappa(pairs, scale);
      const grades = Map.groupBy(pairs, ({ given, moderated }) => `${given} ${moderated}`);
      return {
        auditor: name,
        moderated: pairs.length,
        unchanged: byHow.filter((by) => by === 0).length,
        raised: byHow.filter((by) => by > 0).length,
        lowered: byHow.filter((by) => by < 0).length,
        kappa: kappa && rounded(kappa),
        grades: [...grades.values()].flatMap(([pair, ...more]) =>
          pair === undefined ? [] : [{ ...pair, count: more.length + 1 }],
        ),
      };
    });
  }

  /** Undefined where the case is not in the record for whoever asks. */
  action(row: AuditActionRow, at: AsOfPoint): AuditActionLine | undefined {
    const { audits, directory } = this.record.readers;
    const audit = audits.audit(row.audit, at.position);
    const family = audit && this.familyOf(audit, at);
    if (typeof family !== 'string') return undefined;
    const { since: _, ...shown } = row;
    const ownerActive = !directory.isLockedOut(row.owner, at.position);
    const overdue = row.state === 'SET' && row.due < this.day(at);
    return { ...shown, family, ownerActive, overdue };
  }

  /** The day before the one that is asked about: what was due by then is overdue. */
  dayBefore(at: AsOfPoint): string {
    return addDays(this.day(at), -1);
  }

  private familyOf(row: AuditRow, at: AsOfPoint): string | null | undefined {
    return this.inCases([row], at)[0]?.family;
  }

  /** With what became of each case, and in whose record it stands; of one that is not there for whoever asks in nobody's. */
  private inCases(rows: readonly AuditRow[], at: AsOfPoint): (AuditRow & CaseStanding)[] {
    return standingsOf(rows, this.record.readers, at);
  }

  /** The London day that an answer is of: the record's own today, where it is of now. */
  private day({ position, effectiveAt, knownAt }: AsOfPoint): string {
    if (effectiveAt !== null) return effectiveAt;
    const isOfNow = position >= this.record.readers.position();
    return londonDay(isOfNow || knownAt === null ? this.record.clock.now() : knownAt);
  }
}
