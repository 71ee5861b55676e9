import { addDays, ageOn, earliestDay, londonDay } from '#libs/reference';
import { readBy, type AsOfPoint } from '../../as-of.ts';
import { isStale } from '../../model-reader.ts';
import { orNull } from '../../or-null.ts';
import type { Tables } from '../../projection.ts';
import { recordsOf } from '../../links.ts';
import type { Scope } from '../scope.ts';
import { PersonDraft, recording, registering, retracting } from './person-draft.ts';
import type { PersonAsOf } from './person-rows.ts';
import { aboutRecords, inStreamsOf } from '../records.ts';
import { tell, type Telling } from '../told.ts';

/** Membership stands in the families' streams, where other people's does too. */
function joining(records: readonly string[]): Telling<Map<string, string>> {
  return {
    MemberJoined: (families, { stream, data }) => {
      if (records.includes(data.person)) families.set(`${stream} ${data.person}`, stream);
    },
    MemberLeft: (families, { stream, data }) => {
      families.delete(`${stream} ${data.person}`);
    },
  };
}

/**
 * The person as of both axes, of all records that are linked as the same by then, under the survivor's; undefined
 * where not registered by then.
 */
export function personAsOf(tables: Tables, person: string, at: AsOfPoint): PersonAsOf | undefined {
  const records = recordsOf(tables, person, readBy(at));
  const [survivor = person] = records;
  const draft = new PersonDraft(`person-${survivor}`);
  const scope = inStreamsOf(records, at);
  const always = { ...at, effectiveAt: null };
  tell(tables, { scope, at: always, telling: registering }, draft);
  const registered = registrationIn(draft) ?? givenAway(tables, survivor, at);
  if (registered === undefined) return undefined;
  tell(tables, { scope, at: always, telling: retracting }, draft);
  tell(tables, { scope, at, telling: recording }, draft);
  const families = tell(
    tables,
    { scope: aboutRecords(records, at), at, telling: joining(records) },
    new Map<string, string>(),
  );
  return {
    ...bornOf(draft, dayOf(at)),
    ...mattersOf(draft),
    person: survivor,
    records,
    ...registered,
    families: [...new Set(families.values())],
    erased: isErased(tables, scope),
    stale: records.some((record) => isStale(tables, record)),
  };
}

type Registration = Pick<PersonAsOf, 'reference' | 'registered'>;

function registrationIn({ registered }: PersonDraft): Registration | undefined {
  return registered === null
    ? undefined
    : { reference: registered.data.reference, registered: registered.position };
}

/** That a record was begun stays so where what was said then is another's by now; the reference is the record's. */
function givenAway(tables: Tables, person: string, at: AsOfPoint): Registration | undefined {
  return tables.one<Registration>(
    `SELECT e.data ->> '$.reference' AS reference, e.position AS registered
     FROM moved m CROSS JOIN events e ON e.id = m.event AND e.type = 'PersonRegistered' AND e.position <= ?2
     WHERE m.origin = ?1 AND m.person <> m.origin AND NOT EXISTS (
       SELECT 1 FROM versions v WHERE v.target = e.position AND v.voided = 1 AND v.from_position <= ?3 AND v.until > ?3)`,
    person,
    at.position,
    readBy(at),
  );
}

type Born = Pick<
  PersonAsOf,
  | 'dateOfBirth'
  | 'expectedDeliveryDate'
  | 'sex'
  | 'adult'
  | 'unborn'
  | 'inFirst1001Days'
  | 'multipleIndex'
  | 'siblingOfPregnancy'
  | 'pregnancyEnded'
  | 'death'
>;

/** What is known of a birth, or of a pregnancy, and of a death. */
function bornOf(draft: PersonDraft, day: string | null): Born {
  const { others, registered, expected, birth, pregnancyEnded, death } = draft;
  const born = { ...others, ...registered?.data, ...expected?.data, ...birth?.data };
  const over = death ?? pregnancyEnded;
  const life = { ...born, unborn: isUnborn(born, draft), over: over !== null };
  return {
    ...orNull(
      born,
      'dateOfBirth',
      'expectedDeliveryDate',
      'sex',
      'adult',
      'multipleIndex',
      'siblingOfPregnancy',
    ),
    unborn: life.unborn,
    inFirst1001Days: day === null ? null : isInFirst1001Days(life, day),
    pregnancyEnded: saidIn(pregnancyEnded, 'endedOn'),
    death: saidIn(death, 'dateOfDeath', 'verification'),
  };
}

/** Expected, and neither born nor lost; the day of a birth may be erased. */
function isUnborn(born: Dates, { birth, pregnancyEnded }: PersonDraft): boolean {
  const isExpected = born.expectedDeliveryDate !== undefined && born.dateOfBirth === undefined;
  return isExpected && birth === null && pregnancyEnded === null;
}

interface Dates {
  readonly dateOfBirth?: string;
  readonly expectedDeliveryDate?: string;
}

/** The day asked about, else the day up to which all is known. */
function dayOf({ effectiveAt, knownAt }: AsOfPoint): string | null {
  return effectiveAt ?? (knownAt && londonDay(knownAt));
}

/** From conception to the second birthday. */
const DAYS_BEFORE_BIRTH = 270;
const YEARS_OF_1001_DAYS = 2;

interface Life extends Dates {
  readonly unborn: boolean;
  /** By a death or the end of the pregnancy. */
  readonly over: boolean;
}

function isInFirst1001Days(life: Life, day: string): boolean | null {
  const { dateOfBirth, expectedDeliveryDate, unborn, over } = life;
  if (over) return false;
  const birth = dateOfBirth ?? expectedDeliveryDate;
  if (birth !== undefined && day < addDays(earliestDay(birth), -DAYS_BEFORE_BIRTH)) return false;
  if (dateOfBirth === undefined) return unborn ? true : null;
  return ageOn(dateOfBirth, day).least < YEARS_OF_1001_DAYS;
}

/** The other matters of a person's record. */
function mattersOf(draft: PersonDraft) {
  const { identifiers, youngCarer } = draft;
  return {
    names: [...draft.othersNames, ...draft.names],
    identifiers,
    addresses: draft.addresses,
    relationships: draft.relationships,
    parentalResponsibility: draft.responsibility,
    ethnicity: saidIn(draft.ethnicity, 'ethnicity', 'selfDefined'),
    sendStatus: saidIn(draft.sendStatus, 'status', 'from', 'ehcRequestedOn', 'ehcPlanOn'),
    languageNeeds: [...draft.languages.values()],
    youngCarer: youngCarer && {
      ...orNull(youngCarer.data, 'caresFor', 'from'),
      to: draft.youngCarerEnded?.data.to ?? null,
    },
    upnUnknownReason: saidIn(identifiers.some(isUpn) ? null : draft.noUpn, 'reason')?.reason ?? null,
    contactBars: draft.contactBars,
    warnings: draft.warnings,
  };
}

function isUpn({ scheme }: PersonAsOf['identifiers'][number]): boolean {
  return scheme === 'UPN';
}

/** What an event says, null where there is none. */
function saidIn<D extends object, K extends keyof D>(
  told: { readonly data: D } | null,
  ...names: readonly K[]
) {
  return told && orNull(told.data, ...names);
}

function isErased(tables: Tables, { sql, values }: Scope): boolean {
  const found = tables.one(
    `SELECT 1 FROM (${sql}) s CROSS JOIN events e ON e.position = s.position WHERE e.envelope ->> '$.erased' NOT NULL`,
    ...values,
  );
  return found !== undefined;
}
