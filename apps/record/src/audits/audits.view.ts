import { Injectable } from '@nestjs/common';
import { isToldWhoAudits, type Principal } from '#libs/access';
import { addDays, londonDay } from '#libs/reference';
import {
  isSeen,
  nothingUnseen,
  pageOfSeen,
  type AsOfPoint,
  type AuditActionRow,
  type AuditRow,
  type AuditText,
  type FamilyRow,
  type Page,
  type PageRequest,
  type ReadsPage,
} from '#libs/read-models';
import {
  isAuditTold,
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
/** An audit whose case is in the record for whoever asks. */
type InCase = AuditRow & CaseStanding & { readonly family: string };
type Told<V> = Omit<V, 'asOf' | 'lag' | 'erasedSince'>;

/** Audits as they are read: of a case that is not there for whoever asks there is none. */
@Injectable()
export class AuditsView {
  constructor(private readonly record: ServedRecord) {}

  /** Undefined where whoever asks is not told of it, or its case is not in the record for them. */
  audit(row: AuditRow, at: AsOfPoint, principal: Principal): AuditView | undefined {
    return this.all([row], at, principal)[0];
  }

  /** Those of these of which whoever asks is told, and whose case is in the record for them. */
  all(rows: readonly AuditRow[], at: AsOfPoint, principal: Principal): AuditView[] {
    return this.shown(this.told(rows, at, principal), at, principal);
  }

  /** A page of them. */
  page(
    asked: { readonly page: PageRequest; readonly read: ReadsPage<AuditRow> },
    at: AsOfPoint,
    principal: Principal,
  ): Page<AuditView> {
    const found = pageOfSeen(asked.page, asked.read, (edges) =>
      this.told(
        edges.map(({ node }) => node),
        at,
        principal,
      ).map((node) => ({ cursor: node.since, node })),
    );
    const rows = found.edges.map(({ node }) => node);
    const edges = this.shown(rows, at, principal).map((node) => ({ cursor: node.since, node }));
    return { ...found, edges };
  }

  private told(rows: readonly AuditRow[], at: AsOfPoint, principal: Principal): (AuditRow & CaseStanding)[] {
    const told = rows.filter((row) => isAuditTold(row, principal, this.record.readers));
    return this.inCases(told, at).filter(({ family }) => family !== null);
  }

  private shown(
    rows: readonly (AuditRow & CaseStanding)[],
    at: AsOfPoint,
    principal: Principal,
  ): AuditView[] {
    const named = rows.map(({ audit }) => audit);
    const awaiting = this.record.readers.audits.awaiting(named, this.moderated(at), at.position);
    const families = this.families(rows, at);
    return rows.map(({ audit: id, heldBy: _, pinnedFor: __, nth: ___, auditor, ...shown }) => ({
      ...shown,
      id,
      reference: families.get(shown.family ?? '')?.reference ?? null,
      auditor: isToldWhoAudits(principal) ? auditor : null,
      awaitsModeration: awaiting.has(id),
    }));
  }

  /** Which audits another is to look at, by the rules of the day that is asked about. */
  moderated(at: AsOfPoint): ReturnType<typeof moderatedOn> {
    return moderatedOn(this.day(at), this.record.reference());
  }

  text(text: AuditText, principal: Principal): Omit<Told<AuditAnswer>, 'audit'> {
    const isToldWho = isToldWhoAudits(principal);
    const who = <S extends { readonly by: string }>(said: S | null) =>
      said && { ...said, by: isToldWho ? said.by : null };
    const { erased, answers, graded, concerns, reflections, feedback, actions } = text;
    return {
      ...{ erased, answers, grading: graded, concerns, reflections, feedback, actions },
      moderation: who(text.moderation),
      dispute: who(text.dispute),
      resolution: who(text.resolution),
    };
  }

  /** A page of those whose case is in the record for whoever asks. */
  concerns(page: PageRequest, read: ReadsPage<Concern>, at: AsOfPoint): Page<ConcernOfCase> {
    const found = pageOfSeen(page, read, (edges) => this.ofCases(edges, at));
    const families = this.families(
      found.edges.map(({ node }) => node.of),
      at,
    );
    const edges = found.edges.flatMap(({ cursor, node: { of, ...concern } }) => {
      const { reference = null, keyworker = null } = families.get(of.family) ?? {};
      const { audit, episode, family } = of;
      return this.said(concern, at).map((said) => ({
        cursor,
        node: { ...said, audit, episode, family, reference, keyworker },
      }));
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

  /** A page of those whose case is in the record for whoever asks. */
  actions(page: PageRequest, read: ReadsPage<AuditActionRow>, at: AsOfPoint): Page<AuditActionLine> {
    const { directory } = this.record.readers;
    const found = pageOfSeen(page, read, (edges) => this.ofCases(edges, at));
    const edges = found.edges.map(({ cursor, node: { since: _, of, ...shown } }) => {
      const ownerActive = !directory.isLockedOut(shown.owner, at.position);
      const overdue = shown.state === 'SET' && shown.due < this.day(at);
      return { cursor, node: { ...shown, family: of.family, ownerActive, overdue } };
    });
    return { ...found, edges };
  }

  /** The day before the one that is asked about: what was due by then is overdue. */
  dayBefore(at: AsOfPoint): string {
    return addDays(this.day(at), -1);
  }

  /** Those of these whose audit is of a case that is in the record for whoever asks, each with it. */
  private ofCases<N extends { readonly audit: string }>(
    edges: Page<N>['edges'],
    at: AsOfPoint,
  ): Page<N & { readonly of: InCase }>['edges'] {
    const ids = [...new Set(edges.map(({ node }) => node.audit))];
    const rows = this.inCases(this.record.readers.audits.named(ids, at.position), at).filter(isInCase);
    const cases = new Map(rows.map((row) => [row.audit, row]));
    return edges.flatMap(({ cursor, node }) => {
      const of = cases.get(node.audit);
      return of === undefined ? [] : [{ cursor, node: { ...node, of } }];
    });
  }

  /** The families whose cases these are, by their ids. */
  private families(cases: readonly CaseStanding[], { position }: AsOfPoint): ReadonlyMap<string, FamilyRow> {
    const ids = [...new Set(cases.flatMap(({ family }) => family ?? []))];
    const rows = this.record.readers.families.familiesNamed(ids, position);
    return new Map(rows.map((row) => [row.family, row]));
  }

  /**
   * With what became of each case, and in whose record it stands; in nobody's where it is not there for whoever asks, or
   * the family is not for which it was begun.
   */
  private inCases(rows: readonly AuditRow[], at: AsOfPoint): (AuditRow & CaseStanding)[] {
    const { unseen = nothingUnseen } = at;
    return standingsOf(rows, this.record.readers, at).map((row) =>
      isSeen(unseen, row.pinnedFor) ? row : { ...row, standing: 'UNKNOWN', family: null },
    );
  }

  /** The London day that an answer is of: the record's own today, where it is of now. */
  private day({ position, effectiveAt, knownAt }: AsOfPoint): string {
    if (effectiveAt !== null) return effectiveAt;
    const isOfNow = position >= this.record.readers.position();
    return londonDay(isOfNow || knownAt === null ? this.record.clock.now() : knownAt);
  }
}

function isInCase(row: AuditRow & CaseStanding): row is InCase {
  return row.family !== null;
}
