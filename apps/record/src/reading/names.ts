import { Injectable } from '@nestjs/common';
import { parseReference, Rejected, shapeFault, type ReferenceKind } from '#libs/contracts';
import { ServedRecord } from '../served-record.ts';

/**
 * Finds records by what people call them: a reference in any case, with or without its hyphen, or an id. Undefined
 * where there is none; INVALID_REFERENCE where it is neither.
 */
@Injectable()
export class Names {
  constructor(private readonly record: ServedRecord) {}

  /** The family's stream. */
  family(named: string): string | undefined {
    if (shapeFault('family', named) === undefined) return named;
    return this.record.readers.families.byReference(referenceIn('F', named));
  }

  /** The person's bare id. */
  person(named: string): string | undefined {
    const id = named.replace(/^person-/, '');
    if (shapeFault('person', id) === undefined) return id;
    return this.record.readers.people.byReference(referenceIn('N', named));
  }

  /** The panel's stream. */
  panel(named: string): string | undefined {
    if (shapeFault('panel', named) === undefined) return named;
    return this.record.readers.panels.byReference(referenceIn('P', named));
  }

  /** The request's stream. */
  request(named: string): string | undefined {
    if (shapeFault('request', named) === undefined) return named;
    return this.record.readers.requests.byReference(referenceIn('R', named));
  }
}

function referenceIn(kind: ReferenceKind, text: string): string {
  const reference = parseReference(kind, text);
  if (reference === undefined) throw new Rejected('INVALID_REFERENCE');
  return reference;
}
