import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import {
  base32Id,
  parseReference,
  Rejected,
  shapeFault,
  streamCategory,
  type ReferenceKind,
} from '#libs/contracts';
import { isSeen } from '#libs/read-models';
import { ServedRecord } from '../served-record.ts';
import type { Asking } from './asking.ts';

/**
 * Finds records by what people call them: a reference in any case, with or without its hyphen, or an id. Undefined
 * where there is none; INVALID_REFERENCE where it is neither. What is sealed from whoever asks is found as what is not
 * there: by a reference nothing, and for an id another that nothing has, so that all that follows is done as for an
 * unknown one.
 */
@Injectable()
export class Names {
  constructor(private readonly record: ServedRecord) {}

  /** The family's stream. */
  family(named: string, asking: Asking): string | undefined {
    return shapeFault('family', named) === undefined
      ? this.byId(named, asking)
      : this.seen(this.record.readers.families.byReference(referenceIn('F', named)), asking);
  }

  /** The person's bare id. */
  person(named: string, asking: Asking): string | undefined {
    const id = named.replace(/^person-/, '');
    return shapeFault('person', id) === undefined
      ? this.byId(id, asking)
      : this.seen(this.record.readers.people.byReference(referenceIn('N', named)), asking);
  }

  /** The request's stream. */
  request(named: string, asking: Asking): string | undefined {
    return shapeFault('request', named) === undefined
      ? this.byId(named, asking)
      : this.seen(this.record.readers.requests.byReference(referenceIn('R', named)), asking);
  }

  /** The panel's stream. Panels are of nobody: nothing seals them. */
  panel(named: string): string | undefined {
    if (shapeFault('panel', named) === undefined) return named;
    return this.record.readers.panels.byReference(referenceIn('P', named));
  }

  private byId(id: string, asking: Asking): string {
    return this.seen(id, asking) ?? standIn(id);
  }

  private seen(id: string | undefined, asking: Asking): string | undefined {
    const unseen = this.record.sight.sealedFrom(asking.principal);
    if (id === undefined || isSeen(unseen, id)) return id;
    asking.unseen.push(id);
    return undefined;
  }
}

/** An id of the same kind that no record has. */
function standIn(id: string): string {
  const other = base32Id(createHash('sha256').update(`not there: ${id}`).digest());
  return id.includes('-') ? `${streamCategory(id)}-${other}` : other;
}

function referenceIn(kind: ReferenceKind, text: string): string {
  const reference = parseReference(kind, text);
  if (reference === undefined) throw new Rejected('INVALID_REFERENCE');
  return reference;
}
