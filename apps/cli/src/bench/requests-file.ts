import { nhsNumber } from '#libs/reference';
import { aBirthDate, aFamilyName, aGivenName } from './names.ts';

const DISTRICTS = ['E07000095', 'E07000096', 'E07000098', 'E07000099', 'E07000240', 'E07000243'];
const SECOND_CHILD_EVERY = 4;

/** A month's file of so many requests for support, nearly all about families that nobody knows yet. */
export function requestsFile(requests: number): Uint8Array {
  const numbers = nhsNumbers();
  const rows = Array.from({ length: requests }, (_, n) => rowsOf(n, () => numbers.next().value ?? '')).flat();
  const head = Object.keys(rows[0] ?? {});
  return Buffer.from([head, ...rows.map((row) => Object.values(row))].map(lineOf).join(''), 'utf8');
}

/** No cell holds a comma, a quote or a line break. */
function lineOf(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`;
}

type Row = Readonly<Record<string, string>>;

function rowsOf(n: number, number: () => string): Row[] {
  const surname = aFamilyName();
  const parent = `${aGivenName()} ${surname}`;
  const children = n % SECOND_CHILD_EVERY === 0 ? 2 : 1;
  return Array.from({ length: children }, () => ({
    ...asked(n, parent),
    child_given_name: aGivenName(),
    child_family_name: surname,
    child_date_of_birth: aBirthDate(),
    child_expected_delivery_date: '',
    child_sex: n % 2 === 0 ? 'F' : 'M',
    child_nhs_number: number(),
    child_upn: '',
  }));
}

/** What stands in every row of a request. */
function asked(n: number, parent: string): Row {
  return {
    request_ref: `BENCH-${n}`,
    received_at: `2026-10-${String((n % 28) + 1).padStart(2, '0')}T10:45:00+01:00`,
    source_code: '2A',
    referrer_organisation: 'Example Primary School',
    referrer_name: 'Jo Bailey',
    channel: 'PORTAL',
    urgency: 'ROUTINE',
    agreement: 'GIVEN_SIGNED',
    agreed_by: parent,
    address_line_1: `${(n % 190) + 1} New Road`,
    postcode: 'AL10 2LE',
    uprn: String(130_000_000_000 + n),
    district_gss: DISTRICTS[n % DISTRICTS.length] ?? '',
    parent_name: parent,
    parent_relationship: 'MOTHER',
    parent_lives_with_child: 'FULL',
    what_is_worrying: 'Parent reports low mood; the younger child is not sleeping.',
    what_is_working_well: 'Close to grandparents.',
    what_has_been_tried: 'School mentoring.',
    what_the_family_wants: 'Help with routines.',
    what_the_child_says: 'I want my friends back.',
    other_agencies_involved: 'Housing',
  };
}

/** Numbers of the range that is never issued. */
function* nhsNumbers(): Generator<string, undefined> {
  for (let number = 9_990_000_000; number <= 9_999_999_999; number++)
    if (nhsNumber(String(number)).ok) yield String(number);
  return undefined;
}
