import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { eventTable, type EventDescription, type EventField, type EventType } from '#libs/contracts';

const page = readFileSync(new URL('../../docs/clear-fields.md', import.meta.url), 'utf8');
const sections = page.split(/^## /m).slice(1);
const listed = sections.flatMap(fieldsOf);
/** What a correction replaces is what it is in its own event: the page lists it there. */
const described = Object.entries(eventTable).flatMap(([type, { fields }]) =>
  fields
    .filter(({ path }) => path[0] !== 'replaced')
    .map(({ kind, path }) => ({
      kind,
      name: `${type}.${path.filter((step) => step !== '*').join('.')}`,
    })),
);

describe('the page of fields that stay readable', () => {
  it('lists every field of every event that is not sealed', () => {
    const clear = described.filter(({ kind }) => kind !== 'personal' && kind !== 'group');
    expect(clear.map(({ name }) => name).filter((name) => !listed.includes(name))).toEqual([]);
  });

  it('lists none that is sealed, or that no event has', () => {
    const clear = new Set(
      described.flatMap(({ kind, name }) => (kind === 'personal' || kind === 'group' ? [] : [name])),
    );
    expect(listed.filter((name) => !clear.has(name))).toEqual([]);
  });

  it('need not list again what a correction replaces: it is sealed where the entry’s own is, and only there', () => {
    const replaced = eventTable.EntryCorrected.fields.filter(
      ({ path }) => path.length > 2 && path[0] === 'replaced',
    );
    expect(replaced.length).toBeGreaterThan(100);
    for (const { path, kind, ...field } of replaced) {
      const [, part = '', ...own] = path;
      const { fields } = eventTable[pascal(part) as EventType];
      const original = fields.find((each) => each.path.join('.') === own.join('.'));
      expect({ path, kind, meaning: meaningOf(field) }).toEqual({
        path,
        kind: original?.kind,
        meaning: meaningOf(original ?? {}),
      });
    }
  });

  it('names every event whose sealed codes are told by their length', () => {
    const told = Object.entries<EventDescription>(eventTable).flatMap(([type, { fields, hidesLengths }]) =>
      hidesLengths !== true && fields.some(isShort) ? [type] : [],
    );
    const [, named = ''] = /codes are all of one length: ([\w, ]+)\./.exec(page) ?? [];
    expect(told.sort()).toEqual(named.split(', ').sort());
  });

  it('lists each once', () => {
    expect(listed.filter((name, index) => listed.indexOf(name) < index)).toEqual([]);
  });

  it.each(sections.map((section) => ({ title: section.split('\n')[0], section })))(
    'gives a reason for "$title"',
    ({ section }) => {
      const [, reason = ''] = section.split('\n\n');
      expect(reason).toMatch(/^[A-Z][^`]{40,}$/);
    },
  );
});

function isShort(field: EventField): boolean {
  return field.kind === 'personal' && (field.code !== undefined || field.value !== 'string');
}

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Whose a field is, of which class, from which code set. */
function meaningOf(field: object): object {
  return Object.fromEntries(
    Object.entries(field).filter(([name]) => ['of', 'class', 'code', 'value', 'list'].includes(name)),
  );
}

/** `Event.field` for each line of a section. */
function fieldsOf(section: string): string[] {
  return section.split('\n').flatMap((line) => {
    const [, field, events = ''] = /^- `([\w.]+)` of (.+)$/.exec(line) ?? [];
    return field === undefined ? [] : events.split(', ').map((event) => `${event}.${field}`);
  });
}
