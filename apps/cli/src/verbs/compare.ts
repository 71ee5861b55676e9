import { COMPARISON, type ComparedPoint, type Comparison } from '../compare/comparison.graphql.ts';
import { told } from '../compare/told.ts';
import { ask, dataOf, tokenOf } from '../graphql.ts';
import { answer } from '../output.ts';
import { purposeOf, type ForPurpose } from '../purpose.ts';
import { withService } from '../service.ts';

export interface CompareOptions extends ForPurpose {
  readonly from: string;
  readonly to: string;
  readonly fromDay?: string;
  readonly toDay?: string;
}

/** Tells what a family shows at one point and not at another, by which events, and what arrived late between them. */
export async function compare(family: string, options: CompareOptions, json: boolean): Promise<void> {
  const token = await tokenOf(options);
  const asked = {
    family,
    purpose: purposeOf(options),
    from: pointIn(options.from, options.fromDay),
    to: pointIn(options.to, options.toDay),
  };
  const { compareFamily } = await withService(async (service) =>
    dataOf(await ask<{ compareFamily: Comparison }>(service, token, COMPARISON, asked)),
  );
  answer(json, compared(compareFamily), () => told(compareFamily));
}

/** A whole number is a position; anything else should be an instant. */
function pointIn(text: string, effectiveAt?: string): object {
  return {
    ...(/^\d+$/.test(text) ? { position: text } : { knownAt: text }),
    ...(effectiveAt !== undefined && { effectiveAt }),
  };
}

/** The answer for programs (docs/interfaces.md). */
function compared({ reference, from, to, changed, ...lists }: Comparison): object {
  return {
    family: reference,
    from: pointFor(from),
    to: pointFor(to),
    changed: changed.map(({ event, ...change }) => ({
      ...change,
      event: event?.id ?? null,
      position: event && Number(event.position),
    })),
    arrivedLate: positionsOf(lists.arrivedLate),
    corrected: positionsOf(lists.corrected),
    voided: positionsOf(lists.voided),
  };
}

function pointFor({ position, ...point }: ComparedPoint): object {
  return { ...point, position: Number(position) };
}

function positionsOf(events: Comparison['arrivedLate']): number[] {
  return events.map(({ position }) => Number(position));
}
