import { Injectable } from '@nestjs/common';
import { isToldWhoAudits, type Principal } from '#libs/access';
import { addDays, londonDay } from '#libs/reference';
import type { AsOfPoint, AuditActionRow, AuditRow, AuditText, FamilyRow, Page } from '#libs/read-models';
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

type Concern = Readonly<{ position: number; audit: string }>;
type Told<V> = Omit<V, 'asOf' | 'lag' | 'erasedSince'>;

/** Audits as they are read: of a case that is not there for whoever asks there is none. */
@Injectable()
export class AuditsView {
  constructor(private readonly record: ServedRecord) {}

  /** Undefined where the case is not in the record for whoever asks. */
  audit(row: AuditRow, at: AsOfPoint, principal: Principal): AuditView | undefined {
    return this.all([row], at, principal)[0];
  }

  /** Those of these whose case is in the record for whoever asks. */
  all(rows: readonly AuditRow[], at: AsOfPoint, principal: Principal): AuditView[] {
    const there = this.inCases(rows, at).filter(({ family }) => family !== null);
    const named = there.map(({ audit }) => audit);
    const awaiting = this.record.readers.audits.awaiting(named, this.moderated(at), at.position);
    const families = this.families(there, at);
    return there.map(({ audit: id, heldBy: _, pinnedFor: __, nth: ___, auditor, ...shown }) => ({
      ...shown,
      id,
      reference: families.get(shown.family ?? '')?.reference ?? null,
      auditor: isToldWhoAudits(principal) ? auditor : null,
      awaitsModeration: awaiting.has(id),
    }));
  }

  page(found: Page<AuditRow>, at: AsOfPoint, principal: Principal): Page<AuditView> {
    const rows = found.edges.map(({ node }) => node);
    const edges = this.all(rows, at, principal).map((node) => ({ cursor: node.since, node }));
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

  /** Those whose case is in the record for whoever asks. */
  concerns(found: Page<Concern>, at: AsOfPoint): Page<ConcernOfCase> {
    const audits = this.auditsOf(
      found.edges.map(({ node }) => node),
      at,
    );
    const families = this.families([...audits.values()], at);
    const edges = found.edges.flatMap(({ cursor, node: concern }) => {
      const { episode, family = null } = audits.get(concern.audit) ?? {};
      if (episode === undefined || family === null) return [];
      const told = this.said(concern, at);
      return told.map((said) => {
        const { reference = null, keyworker = null } = families.get(family) ?? {};
        return { cursor, node: { ...said, audit: concern.audit, episode, family, reference, keyworker } };
      });
    });
    return { ...found, edges };
  }

  /** What was said where a concern was raised; nothing where it cannot be read. */
  private said({ position, audit }: Concern, at: AsOfPoint) {
    const { concerns } = this.record.readers.auditTexts.text(audit, at);
    return concerns.filter((each) => each.position === position).map(({ by: _, ...told }) => told);
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

  /** Those whose case is in the record for whoever asks. */
  actions(found: Page<AuditActionRow>, at: AsOfPoint): Page<AuditActionLine> {
    const { directory } = this.record.readers;
    const rows = found.edges.map(({ node }) => node);
    const audits = this.auditsOf(rows, at);
    const edges = found.edges.flatMap(({ cursor, node: { since: _, ...shown } }) => {
      const { family = null } = audits.get(shown.audit) ?? {};
      if (family === null) return [];
      const ownerActive = !directory.isLockedOut(shown.owner, at.position);
      const overdue = shown.state === 'SET' && shown.due < this.day(at);
      return [{ cursor, node: { ...shown, family, ownerActive, overdue } }];
    });
    return { ...found, edges };
  }

  /** The day before the one that is asked about: what was due by then is overdue. */
  dayBefore(at: AsOfPoint): string {
    return addDays(this.day(at), -1);
  }

  /** The audits that these are of, by their ids, each in its case. */
  private auditsOf(
    named: readonly { readonly audit: string }[],
    at: AsOfPoint,
  ): ReadonlyMap<string, AuditRow & CaseStanding> {
    const ids = [...new Set(named.map(({ audit }) => audit))];
    const rows = this.record.readers.audits.named(ids, at.position);
    return new Map(this.inCases(rows, at).map((row) => [row.audit, row]));
  }

  /** The families whose cases these are, by their ids. */
  private families(cases: readonly CaseStanding[], { position }: AsOfPoint): ReadonlyMap<string, FamilyRow> {
    const ids = [...new Set(cases.flatMap(({ family }) => family ?? []))];
    const rows = this.record.readers.families.familiesNamed(ids, position);
    return new Map(rows.map((row) => [row.family, row]));
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
