import { FORMS_FOR_CHILDREN } from '#libs/contracts';
import { NEWEST, type ModelRows } from '../model-reader.ts';
import { identifiedIn } from './identified.ts';
import { numberOf } from './names.ts';

const FORMS = FORMS_FOR_CHILDREN.map((type) => `'${type}'`).join(', ');

/** Families and persons whom somebody asks about. */
export interface AskedAbout {
  readonly families: readonly string[];
  readonly persons: readonly string[];
}

/** Of whom records may tell besides whose they are. */
export class AroundReader {
  readonly #model: ModelRows;

  constructor(model: ModelRows) {
    this.#model = model;
  }

  /**
   * Everyone who ever belonged to these families, to one to which these persons ever did, or to one whose story is read with
   * any of theirs.
   */
  everAround({ families, persons }: AskedAbout): string[] {
    const rows = this.#model.tables().all<{ person: string }>(
      `WITH RECURSIVE part (family) AS (
         SELECT value FROM json_each(?1)
         UNION SELECT m.family FROM json_each(?2) asked CROSS JOIN members m ON m.person = asked.value
         UNION SELECT l.other FROM part p CROSS JOIN lines l ON l.family = p.family
       ) SELECT DISTINCT m.person FROM part p CROSS JOIN members m ON m.family = p.family`,
      JSON.stringify(families),
      JSON.stringify(persons),
    );
    return rows.map(({ person }) => person);
  }

  /** The records of the children whom what a request came in as tells of, as far as they have one. */
  childrenOnForm(request: string): string[] {
    const tables = this.#model.tables();
    const rows = tables.all<{ person: string | null; subject: string | null }>(
      `SELECT c.value ->> '$.person' AS person, c.value ->> '$.subject' AS subject
       FROM events e CROSS JOIN json_each(e.data, '$.children') c
       WHERE e.stream = ${numberOf('?1')} AND e.type IN (${FORMS})
       UNION SELECT data ->> '$.person', NULL FROM events
       WHERE stream = ${numberOf('?1')} AND type = 'AdviceSought'`,
      request,
    );
    const identified = identifiedIn(tables, request, { position: NEWEST });
    return rows.flatMap(({ person, subject }) => person ?? identified.get(subject ?? '') ?? []);
  }
}
