import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { eventTable } from '#libs/contracts';

const page = readFileSync(new URL('../../docs/clear-fields.md', import.meta.url), 'utf8');
const sections = page.split(/^## /m).slice(1);
const listed = sections.flatMap(fieldsOf);
const described = Object.entries(eventTable).flatMap(([type, { fields }]) =>
  fields.map(({ kind, path }) => ({
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

/** `Event.field` for each line of a section. */
function fieldsOf(section: string): string[] {
  return section.split('\n').flatMap((line) => {
    const [, field, events = ''] = /^- `([\w.]+)` of (.+)$/.exec(line) ?? [];
    return field === undefined ? [] : events.split(', ').map((event) => `${event}.${field}`);
  });
}
