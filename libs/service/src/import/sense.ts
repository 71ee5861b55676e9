import type { Actor, ReceiveRequest, RefusalCode } from '#libs/contracts';
import { formFaults, type Facts, type PersonFact, type Told } from '#libs/domain';
import type { Reference } from '#libs/reference';
import type { Column } from './columns.ts';
import { at, type CellFault } from './faults.ts';
import type { Row } from './rows.ts';

/** The column in which each field of a form stands; a child's are named without their place in the list. */
const columnOfField: Readonly<Record<string, Column>> = {
  agreedBy: 'agreed_by',
  gss: 'district_gss',
  'answers.whatIsWorrying': 'what_is_worrying',
  person: 'child_family_name',
  givenName: 'child_given_name',
  dateOfBirth: 'child_date_of_birth',
  expectedDeliveryDate: 'child_expected_delivery_date',
  sex: 'child_sex',
  nhsNumber: 'child_nhs_number',
  upn: 'child_upn',
  postcode: 'postcode',
  uprn: 'uprn',
};

/** A form on its way to the rules: its children are the rows; without `receivedAt` nothing is said of when. */
export interface Sayable {
  readonly data: ReceiveRequest;
  readonly first: Row;
  readonly rows: readonly Row[];
  readonly receivedAt?: string | undefined;
}

export interface Judge {
  readonly reference: Reference;
  /** The instant of recording, UTC. */
  readonly now: string;
  /** What is known of those whom the children were resolved to. */
  readonly persons?: ReadonlyMap<string, PersonFact>;
}

/** What the domain's rules say against a form, by line and column. */
export function senseFaults({ data, first, rows, receivedAt }: Sayable, judge: Judge): CellFault[] {
  const told: Told<ReceiveRequest> = {
    data,
    recordedAt: judge.now,
    occurredAt:
      receivedAt === undefined ? { precision: 'UNKNOWN' } : { precision: 'INSTANT', value: receivedAt },
    actor: NOBODY,
    stream: '',
    reference: '',
    newId: () => '',
  };
  return formFaults(told, factsOf(judge)).map(({ field, code }) => {
    const [, child, own = field] = /^children\.(\d+)\.(.+)$/.exec(field) ?? [];
    const row = (child === undefined ? undefined : rows[Number(child)]) ?? first;
    return at(row.line, columnOf(own, code, row), code);
  });
}

const NOBODY: Actor = { user: '', role: '', agency: '' };

/** Where a fault lies between two columns, the one that says too much, else the one that says too little. */
function columnOf(field: string, code: RefusalCode, { cells }: Row): Column {
  const isBoth = cells.child_date_of_birth !== '' && cells.child_expected_delivery_date !== '';
  if (code === 'DOB_XOR_EDD' && field === 'dateOfBirth' && isBoth) return 'child_expected_delivery_date';
  return columnOfField[field] ?? 'request_ref';
}

function factsOf({ reference, persons = new Map<string, PersonFact>() }: Judge): Facts {
  return {
    reference,
    persons,
    workers: new Map(),
    organisations: new Map(),
    openEpisodes: [],
    caseload: [],
    begun: new Set(),
  };
}
