import { randomUUID } from 'node:crypto';
import { encodeStoredEvent, streamCategory, streamSubject, uuidv5, type StoredEvent } from '#libs/contracts';
import type { FamilyRecord } from '#libs/service';
import type { Vault } from '#libs/vault';
import { aBirthDate, aFamilyName, aGivenName } from './names.ts';
import { placeholders, type Story, type FamilyDetails } from './story.ts';

/** Days by which something is recorded after it happened, one after another. */
const DAYS_LATE = [0, 0, 1, 0, 2, 5, 0, 1, 0, 3];
const DAY_MS = 86_400_000;
const ABOUT_SOMEONE = new Set(['person', 'family', 'request']);

type Texts = readonly string[];

/** A family of its own that lives through the story: other ids, names and birth dates, sealed under its own keys. */
export class FamilyCopy {
  readonly told: FamilyDetails;
  /** Whose keys the copied events are sealed under. */
  readonly subjects: readonly string[];
  /** Events of its own stream. */
  length = 0;
  readonly #record: FamilyRecord;
  readonly #replaced: (text: string) => string;
  readonly #revisions = new Map<string, number>();

  constructor(record: FamilyRecord, { told, subjects }: Story) {
    const ids = idsFor([...subjects, streamSubject(told.episode)], record.vault);
    const own = new Map([...ids, ...referencesFor(told.references, record.vault), ...ownWords()]);
    const pattern = new RegExp([...own.keys()].join('|'), 'g');
    this.#record = record;
    this.#replaced = (text) => text.replaceAll(pattern, (found) => own.get(found) ?? found);
    this.subjects = subjects.map(this.#replaced);
    this.told = JSON.parse(this.#replaced(JSON.stringify(told))) as FamilyDetails;
  }

  /**
   * Seals the story's events as this family's next and appends them, those of one stream together; the keys must be
   * prepared. `times` tells when each is recorded. Answers the position of the last.
   */
  async live(texts: Texts, times: () => Date): Promise<number> {
    const events = texts.map((text) => this.#sealed(text, times()));
    const appends: StoredEvent[][] = [];
    for (const event of events) {
      const last = appends.at(-1);
      if (last?.[0]?.stream === event.stream) last.push(event);
      else appends.push([event]);
    }
    // In order of the log: the store takes them one after another as they are handed in.
    const appended = await Promise.all(appends.map((group) => this.#append(group)));
    return appended.at(-1) ?? -1;
  }

  async #append(group: readonly StoredEvent[]): Promise<number> {
    const [first] = group;
    if (first === undefined) return -1;
    const { stream, revision } = first;
    const events = group.map((event) => ({
      id: event.id,
      type: event.type,
      document: encodeStoredEvent(event),
    }));
    const expected = revision === 0 ? 'no-stream' : revision - 1;
    return (await this.#record.store.append(stream, events, { expected })).position;
  }

  #sealed(text: string, recorded: Date): StoredEvent {
    const event = JSON.parse(this.#replaced(text)) as StoredEvent;
    const { vault } = this.#record;
    const { stream, type, data } = event;
    const revision = (this.#revisions.get(stream) ?? -1) + 1;
    this.#revisions.set(stream, revision);
    if (stream === this.told.family) this.length++;
    const commandId = randomUUID();
    const sealed = vault.seal({ stream, revision, type, data });
    const subjects = [...new Set([...sealed.subjects, ...ownSubject(stream)])].sort();
    return {
      ...event,
      ...sealed,
      subjects,
      revision,
      commandId,
      id: uuidv5(commandId, `${stream}/0`),
      correlationId: commandId,
      causationId: commandId,
      commandDigest: vault.digest(subjects[0], { type, data }),
      recordedAt: recorded.toISOString(),
      occurredAt: occurredBefore(event.occurredAt, recorded, revision),
    };
  }
}

function ownSubject(stream: string): string[] {
  return ABOUT_SOMEONE.has(streamCategory(stream)) ? [streamSubject(stream)] : [];
}

/** Another id, of this record, for each in the story. */
function idsFor(ids: readonly string[], vault: Vault): [string, string][] {
  const name = randomUUID();
  return ids.map((id, n) => [id, vault.mint(name, n)]);
}

function referencesFor(references: readonly string[], vault: Vault): [string, string][] {
  const name = randomUUID();
  return references.map((reference, n) => [reference, vault.mintReference(kindOf(reference), name, n)]);
}

function kindOf(reference: string): 'F' | 'R' | 'N' {
  if (reference.startsWith('F')) return 'F';
  return reference.startsWith('R') ? 'R' : 'N';
}

function ownWords(): [string, string][] {
  const { surname, child, sibling, parent, born } = placeholders;
  return [
    [surname, aFamilyName()],
    [child, aGivenName()],
    [sibling, aGivenName()],
    [parent, aGivenName()],
    [born, aBirthDate()],
  ];
}

function occurredBefore(
  told: StoredEvent['occurredAt'],
  recorded: Date,
  n: number,
): StoredEvent['occurredAt'] {
  if (told.precision === 'UNKNOWN') return told;
  const day = new Date(recorded.getTime() - (DAYS_LATE[n % DAYS_LATE.length] ?? 0) * DAY_MS);
  return { precision: 'DATE', value: day.toISOString().slice(0, 10) };
}
