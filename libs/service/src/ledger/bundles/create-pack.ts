import { hash } from 'node:crypto';
import type { Principal } from '#libs/access';
import { Rejected, uuidv5 } from '#libs/contracts';
import { Names } from '../../names.ts';
import type { ReadingDoor } from '../../reads/read-door.ts';
import type { FamilyRecord } from '../../record.ts';
import { bundled, type Bundle } from './bundled.ts';
import { gather } from './gathered-story.ts';
import { openedFor, type OpenedPack } from './opened-pack.ts';

export interface PackOrder {
  /** As people call it, by its reference, or its stream. */
  readonly family: string;
  /** Whom the pack is for, by the reference or the bare id. */
  readonly person: string;
  readonly principal: Principal;
  /** Who hands it over, a worker's stream; the caller unless given. */
  readonly by?: string | undefined;
  /** How it is handed over: a code of `contact-method`. */
  readonly how: string;
  readonly door: ReadingDoor;
}

/** The namespace of the commands that record a pack. */
const NAMESPACE = 'd1b8f6a2-94c7-5e0b-8a35-0f6c2be7d943';
/** Entries that one InformationDisclosed names at most. */
const ENTRIES = 100;
const DOCUMENT_HASH = hash('sha256', 'pack', 'base64url');

/**
 * A bundle for somebody who asks for their own record (UK GDPR, article 15): the family's story as far as it is theirs or
 * was decided to be told to them, with its proofs. Whatever is sealed in it is opened or withheld by a recorded decision of
 * a `disclosure-` stream to tell this person, or not to; text about the family as a whole only where that was decided of
 * every member. Of whoever is sealed from the one who makes it it holds nothing. Recorded as a read, and as told, with the
 * hash of what was handed over. Throws `Rejected`: what access forbids; NOT_FOUND; DISCLOSURE_UNDECIDED, naming what is not decided yet; what telling is refused by, such as CONTACT_BAR.
 */
export async function createPack(order: PackOrder, record: FamilyRecord): Promise<Bundle> {
  const { principal, door } = order;
  const unseen: string[] = [];
  const names = new Names(record);
  const family = names.family(order.family, { principal, unseen });
  return record.reads.open({
    principal,
    purpose: 'SUBJECT_ACCESS',
    read: 'pack',
    resource: { kind: 'family', record: family, ...(unseen.length > 0 && { unseen }) },
    door,
    documentHash: DOCUMENT_HASH,
    answer: async () => {
      const telling = { view: 'AS_CORRECTED', unseen: record.sight.sealedFrom(principal) } as const;
      const gathered = await gather(family, telling, record);
      const person = names.person(order.person, { principal, unseen });
      if (record.readers.people.person(person) === undefined) throw new Rejected('NOT_FOUND');
      const opened = await openedFor(person, gathered, record);
      const said = {
        createdAt: record.clock.now(),
        purpose: 'SUBJECT_ACCESS',
        requester: principal.user,
        dataSubject: person,
        withheld: opened.withheld,
      };
      const value = await bundled({ ...gathered, ...opened }, opened, said, record);
      await recordTold(order, { opened, text: value.text }, record);
      return {
        value,
        families: [family],
        persons: opened.persons,
        results: value.events,
        classes: opened.classes,
        position: gathered.completeAsOf - 1,
      };
    },
  });
}

/** Says of each decision that was acted on what was told, so that it is known who holds a copy. */
async function recordTold(
  { principal, by, how }: PackOrder,
  { opened, text }: { readonly opened: OpenedPack; readonly text: string },
  { door }: FamilyRecord,
): Promise<void> {
  const disclosedBy = by ?? principal.worker;
  if (disclosedBy === undefined) throw new Rejected('REQUIRED', { field: 'disclosedBy' });
  const documentHash = hash('sha256', text, 'base64url');
  const { user, role, agency } = principal;
  const order = { actor: { user, role, agency }, source: 'UI' as const, partly: true };
  for (const [disclosure, told] of opened.told)
    for (let from = 0; from < told.length; from += ENTRIES) {
      const entries = told.slice(from, from + ENTRIES);
      const commandId = uuidv5(NAMESPACE, `${documentHash}/${disclosure}/${from}`);
      const data = { disclosure, entries, how, documentHash, disclosedBy };
      await door.send({ ...order, type: 'DiscloseInformation', data, commandId });
    }
}
