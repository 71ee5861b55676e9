import type { GraphQLObjectType } from 'graphql';
import { isAmendment, streamCategory, type Json } from '#libs/contracts';
import type { AsOfPoint, FamilyThen, PersonThen, TimelineReader } from '#libs/read-models';
import { shownFields, valueAt, type ShownField } from '../schema/shown-fields.ts';
import { describedBy, NOBODY, type FamiliesView, type ShownFamily } from './families.view.ts';
import type { How } from './growth.types.ts';
import { isNothing, isSame, showings, showingsOf } from './showings.ts';

/** A value of a field, with the positions of the events by which it came and went. */
export interface Value {
  readonly value: Json;
  readonly from: number;
  readonly setBy: number | undefined;
  /** From where on the field shows something else; undefined of the last value. */
  readonly until: number | undefined;
}

/** A field that shows something else at one point than at another. */
export interface Change {
  readonly path: string;
  readonly field: ShownField['field'];
  readonly before: Json;
  readonly after: Json;
  /** From where on it did; undefined where no event made it so. */
  readonly position: number | undefined;
}

export interface FamilyAround {
  readonly reader: TimelineReader;
  readonly families: FamiliesView;
  /** The type as which a family is shown. */
  readonly type: GraphQLObjectType;
  readonly family: string;
}

/** How a family came to show what it shows, by the very telling that shows it: what an event changed, that it set. */
export class FamilyGrowth {
  readonly #around: FamilyAround;

  constructor(around: FamilyAround) {
    this.#around = around;
  }

  /** What a field shows at a point. */
  valueAt(path: string, at: AsOfPoint): Json {
    return valueAt(this.#around.type, this.#shownAt(at, at), path);
  }

  /** Every value that a field showed, up to a point, from the first there was. */
  valuesOf(path: string, at: AsOfPoint): Value[] {
    const { reader, family } = this.#around;
    const shown = showingsOf(path, reader.familyAsShown(family, at), this.#ofFamily(at));
    return shown.map(({ value, from }, index) => {
      const until = shown[index + 1]?.from;
      const last = until === undefined ? at : { ...at, position: until - 1 };
      return { value, from, until, setBy: this.#setterOf(path, from, last) };
    });
  }

  /**
   * Every field that shows something else at the second point than at the first. That an agency is called otherwise since
   * is no change of the family: both are shown by the names of the second.
   */
  changesBetween(from: AsOfPoint, to: AsOfPoint): Change[] {
    const before = this.#fieldsAt(from, to);
    const after = this.#fieldsAt(to, to);
    const changes = [...new Map([...before, ...after]).values()]
      .map(({ path, field }) => ({
        path,
        field,
        before: before.get(path)?.value ?? null,
        after: after.get(path)?.value ?? null,
      }))
      .filter((change) => !isSame(change.before, change.after));
    const positionOf = this.#changing(
      changes.map(({ path }) => path),
      { from, to },
    );
    return changes.map((change) => ({ ...change, position: positionOf(change.path) }));
  }

  /** How the event at a position changes what is shown. */
  how(position: number): How {
    const { type = '', stream = '' } = this.#around.reader.event(position) ?? {};
    if (isAmendment(type)) return type === 'EntryVoided' ? 'VOIDED' : 'CORRECTED';
    return streamCategory(stream) === 'identity' ? 'LINKED' : 'RECORDED';
  }

  /** The event that set what a field shows from a position on, read as of a point at which it still does. */
  #setterOf(path: string, from: number, at: AsOfPoint): number | undefined {
    const { reader, family } = this.#around;
    const person = describedIn(path);
    if (person !== undefined)
      return showingsOf(path, reader.personAsTold(person, at), this.#ofMember(person)).at(-1)?.from;
    if (this.how(from) === 'RECORDED') return from;
    return showingsOf(path, reader.familyAsTold(family, at), this.#ofFamily(at)).at(-1)?.from;
  }

  /** From where on a field shows what it does at the second point; of what it never shows there, what it does at the first. */
  #changing(paths: readonly string[], { from, to }: { readonly from: AsOfPoint; readonly to: AsOfPoint }) {
    const { reader, family } = this.#around;
    const shownBy = (at: AsOfPoint & { readonly after?: number }, which: readonly string[]) =>
      showings(which.length === 0 ? [] : reader.familyAsShown(family, at), which, this.#ofFamily(to));
    const since = shownBy({ ...to, after: from.position - 1 }, paths);
    const isSince = (path: string): boolean => (since.get(path)?.length ?? 0) > 1;
    const others = paths.filter((path) => !isSince(path));
    const [second, first] = [shownBy(to, others), shownBy(from, others)];
    return (path: string): number | undefined => {
      if (isSince(path)) return since.get(path)?.at(-1)?.from;
      const values = second.get(path) ?? [];
      return (values.every(({ value }) => isNothing(value)) ? first.get(path) : values)?.at(-1)?.from;
    };
  }

  #fieldsAt(at: AsOfPoint, named: AsOfPoint): ReadonlyMap<string, ShownField> {
    const fields = shownFields(this.#around.type, this.#shownAt(at, named));
    return new Map([...fields].map((each) => [each.path, each]));
  }

  #shownAt(at: AsOfPoint, named: AsOfPoint): ShownFamily | undefined {
    const { reader, families, family } = this.#around;
    const found = reader.familyAsOf(family, at);
    return found && families.familyOf(found, named, (person) => reader.personAsOf(person, at));
  }

  /** By the names that agencies and workers have at a point: none of them is set by an event of the family. */
  #ofFamily(at: AsOfPoint) {
    const { families, type } = this.#around;
    return (then: FamilyThen) => {
      const shown = families.familyOf(then.family, at, (person) => then.person(person));
      return (path: string): Json => valueAt(type, shown, path);
    };
  }

  #ofMember(person: string) {
    return ({ person: known }: PersonThen) =>
      (path: string): Json =>
        valueAt(this.#around.type, { members: [{ person, ...describedBy(known) }] }, path);
  }
}

/** Whose own record a field of a member comes from. */
function describedIn(path: string): string | undefined {
  const [, list, person, name = ''] = path.split('/');
  return list === 'members' && name in NOBODY ? person : undefined;
}
