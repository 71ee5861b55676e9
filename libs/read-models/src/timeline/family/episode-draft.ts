import { orNull } from '../../or-null.ts';
import type { ChildOutcome, EpisodeAsOf, EpisodeChildAsOf, StepAsOf } from './family-rows.ts';
import type { ToldEvent } from '../told.ts';

/** What says a child's level. */
export type LevelEvent = ToldEvent<'LevelOfNeedDecided' | 'SteppedUp' | 'SteppedDown'>;

interface ChildDraft {
  readonly child: string;
  levelled?: LevelEvent;
  noted?: ToldEvent<'StatutoryStatusNoted'>;
}

interface Owner {
  readonly agency?: string;
  readonly keyworker?: string;
}

/** An episode of help while it is being told. */
export class EpisodeDraft {
  readonly #opened: ToldEvent<'EpisodeOpened'>;
  /** The families that held it, the last one last. */
  readonly #holders: string[];
  readonly #children = new Map<string, ChildDraft>();
  readonly #excluded = new Set<string>();
  readonly #steps = new Map<string, StepAsOf>();
  #owner: Owner = {};
  #closed: ToldEvent<'EpisodeClosed'> | undefined;

  constructor(opened: ToldEvent<'EpisodeOpened'>) {
    this.#opened = opened;
    this.#holders = [opened.stream];
    for (const child of opened.data.children) this.addChild(child);
  }

  addChild(child: string): void {
    this.#excluded.delete(child);
    if (!this.#children.has(child)) this.#children.set(child, { child });
  }

  removeChild(child: string): void {
    this.#children.delete(child);
  }

  exclude(child: string): void {
    this.removeChild(child);
    this.#excluded.add(child);
  }

  ownedBy(owner: Owner): void {
    this.#owner = { ...this.#owner, ...owner };
  }

  /** By the day on which it was decided: one told late of an earlier day changes nothing since. */
  levelled(event: LevelEvent): void {
    const child = this.#children.get(event.data.child);
    if (child === undefined || (child.levelled !== undefined && event.isOfEarlierDay(child.levelled))) return;
    child.levelled = event;
  }

  /** What the child's level rests on while the child is helped. */
  decidedFor(child: string): LevelEvent | undefined {
    return this.#closed === undefined ? this.#children.get(child)?.levelled : undefined;
  }

  noted(event: ToldEvent<'StatutoryStatusNoted'>): void {
    const child = this.#children.get(event.data.child);
    if (child === undefined || (child.noted !== undefined && event.isCertainlyBefore(child.noted))) return;
    child.noted = event;
  }

  proposed(event: ToldEvent<'StepUpProposed' | 'StepDownProposed'>): void {
    const { step, children, reason = null } = event.data;
    this.#putAside(children, event.occurredAt);
    const asked =
      event.type === 'StepUpProposed'
        ? { target: event.data.target, urgent: event.data.urgent, proposedBy: event.data.proposedBy }
        : { from: event.data.from };
    this.#steps.set(step, {
      step,
      direction: event.type === 'StepUpProposed' ? 'UP' : 'DOWN',
      status: 'PROPOSED',
      children,
      target: null,
      from: null,
      urgent: false,
      proposedBy: null,
      ...asked,
      proposedAt: event.occurredAt,
      answeredAt: null,
      receivingAgency: null,
      receivingWorker: null,
      reason,
      answer: null,
    });
  }

  accepted(event: ToldEvent<'StepUpAccepted' | 'StepDownAccepted'>): void {
    const { step, receivingWorker } = event.data;
    const receivingAgency = event.type === 'StepUpAccepted' ? event.data.receivingAgency : null;
    this.#answer(step, {
      status: 'ACCEPTED',
      receivingAgency,
      receivingWorker,
      answeredAt: event.occurredAt,
    });
  }

  answered(
    event: ToldEvent<'StepUpDeclined' | 'StepDownDeclined' | 'StepUpEscalated'>,
    status: StepAsOf['status'],
  ): void {
    const { step, reason = null } = event.data;
    this.#answer(step, { status, answer: reason, answeredAt: event.occurredAt });
  }

  closed(event: ToldEvent<'EpisodeClosed'>): void {
    this.#closed = event;
  }

  reopened(): void {
    this.#closed = undefined;
  }

  continued(family: string): void {
    this.#holders.push(family);
  }

  /** As it is to one family: nothing where that never held it. */
  asOf(family: string): EpisodeAsOf[] {
    const stay = this.#holders.lastIndexOf(family);
    if (stay < 0) return [];
    const continuedIn = stay < this.#holders.length - 1 ? (this.#holders.at(-1) ?? null) : null;
    const told = this.#told();
    const status = continuedIn === null ? told.status : 'CONTINUED';
    return [{ ...told, status, continuedIn, continuedFrom: this.#holders[stay - 1] ?? null }];
  }

  #told(): Omit<EpisodeAsOf, 'continuedIn' | 'continuedFrom'> {
    const { data, occurredAt, position } = this.#opened;
    return {
      ...orNull(data, 'request'),
      ...orNull(this.#owner, 'agency', 'keyworker'),
      ...closureOf(this.#closed),
      episode: data.episode,
      route: data.route,
      district: data.district,
      openedAt: occurredAt,
      opened: position,
      children: [...this.#children.values()].map(childOf),
      excluded: [...this.#excluded],
      steps: [...this.#steps.values()],
    };
  }

  /** About these children nobody waits for an answer to another step any more. */
  #putAside(children: readonly string[], answeredAt: StepAsOf['answeredAt']): void {
    for (const [step, open] of this.#steps) {
      if (open.status !== 'PROPOSED' && open.status !== 'ESCALATED') continue;
      const left = open.children.filter((child) => !children.includes(child));
      if (left.length > 0) this.#answer(step, { children: left });
      else this.#answer(step, { status: 'SUPERSEDED', answeredAt });
    }
  }

  #answer(step: string, answer: Partial<StepAsOf>): void {
    const proposed = this.#steps.get(step);
    if (proposed !== undefined) this.#steps.set(step, { ...proposed, ...answer });
  }
}

function closureOf(
  closed: ToldEvent<'EpisodeClosed'> | undefined,
): Pick<EpisodeAsOf, 'status' | 'closedAt' | 'closureReason' | 'outcomes'> {
  if (closed === undefined) return { status: 'OPEN', closedAt: null, closureReason: null, outcomes: [] };
  const { reason, outcomes } = closed.data;
  return {
    status: 'CLOSED',
    closedAt: closed.occurredAt,
    closureReason: reason ?? null,
    outcomes: outcomes.map(outcomeOf),
  };
}

/** The level that a decision leaves a child at. */
export function levelBy(decision: LevelEvent): string {
  return decision.type === 'LevelOfNeedDecided' ? decision.data.level : decision.data.to;
}

function childOf({ child, levelled, noted }: ChildDraft): EpisodeChildAsOf {
  return {
    child,
    level: levelled === undefined ? null : levelBy(levelled),
    scheme: levelled?.codeSets['level'] ?? null,
    statutoryStatus: noted?.data.status ?? 'NONE',
  };
}

function outcomeOf({
  child,
  outcome,
  bees,
}: ToldEvent<'EpisodeClosed'>['data']['outcomes'][number]): ChildOutcome {
  return { child, outcome: outcome ?? null, bees: bees ?? [] };
}
