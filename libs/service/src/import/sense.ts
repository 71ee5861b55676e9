import type { Actor, ReceiveRequest, ReceiveRequestChild, RefusalCode } from '#libs/contracts';
import { formFaults, nothingToErase, type Facts, type PersonFact, type Told } from '#libs/domain';
import type { Reference } from '#libs/reference';
import type { Column } from './columns.ts';
import { at, type CellFault } from './faults.ts';
import type { Form } from './form.ts';

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

export interface Judge {
  readonly reference: Reference;
  /** The instant of recording, UTC. */
  readonly now: string;
  /** What is known of those whom the children were resolved to. */
  readonly persons?: ReadonlyMap<string, PersonFact>;
}

/** What the domain's rules say against a form, by line and column; an empty `receivedAt` says nothing of when. */
export function senseFaults({ data, lines, receivedAt }: Omit<Form, 'ref'>, judge: Judge): CellFault[] {
  const told: Told<ReceiveRequest> = {
    data,
    recordedAt: judge.now,
    occurredAt: receivedAt === '' ? { precision: 'UNKNOWN' } : { precision: 'INSTANT', value: receivedAt },
    actor: NOBODY,
    stream: '',
    reference: '',
    newId: () => '',
  };
  return formFaults(told, factsOf(judge)).map(({ field, code }) => {
    const [, place, own = field] = /^children\.(\d+)\.(.+)$/.exec(field) ?? [];
    const child = place === undefined ? 0 : Number(place);
    return at(lines[child] ?? 0, columnOf(own, code, data.children[child]), code);
  });
}

const NOBODY: Actor = { user: '', role: '', agency: '' };

/** Where a fault lies between two columns, the one that says too much, else the one that says too little. */
function columnOf(field: string, code: RefusalCode, child?: ReceiveRequestChild): Column {
  const isBoth = child?.dateOfBirth !== undefined && child.expectedDeliveryDate !== undefined;
  if (code === 'DOB_XOR_EDD' && field === 'dateOfBirth' && isBoth) return 'child_expected_delivery_date';
  return columnOfField[field] ?? 'request_ref';
}

function factsOf({ reference, persons = new Map<string, PersonFact>() }: Judge): Facts {
  return {
    reference,
    persons,
    workers: new Map(),
    acting: new Map(),
    organisations: new Map(),
    members: [],
    belonged: [],
    agreements: new Map(),
    competence: new Set(),
    openEpisodes: [],
    caseload: [],
    entries: [],
    requests: new Map(),
    waitingRequests: [],
    openActions: [],
    openAssessments: [],
    assessmentTypes: new Map(),
    ledToHelp: false,
    panelItems: new Map(),
    families: new Map(),
    onForm: new Map(),
    erased: new Set(),
    erasing: nothingToErase,
    head: -1,
    links: new Map(),
    seals: new Map(),
    keepers: new Map(),
    held: [],
    keptAlone: [],
    events: new Map(),
    story: new Set(),
    begun: new Set(),
  };
}
