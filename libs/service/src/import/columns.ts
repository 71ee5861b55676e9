import type { RefusalCode } from '#libs/contracts';
import { instant, nhsNumber, postcode, upn, uprn, wholeDate, type Parsed } from '#libs/reference';

/** What a cell of one column may hold. */
export interface ColumnRule {
  readonly required?: true;
  /** Characters it may have. */
  readonly limit?: number;
  /** It may hold tabs and line breaks. */
  readonly lines?: true;
  /** Its stored form, or the refusal of a text that has none. */
  readonly shape?: { readonly parse: (text: string) => Parsed; readonly fault: RefusalCode };
  /** The code set it comes from. */
  readonly codes?: string;
}

const NAME = { limit: 200 } as const;
const ANSWER = { limit: 10_000, lines: true } as const;

/** The columns of a file of requests for support; the order is that in which a row's faults are told. */
export const columns = {
  request_ref: { required: true, limit: 40, shape: { parse: printable, fault: 'INVALID_REFERENCE' } },
  received_at: { required: true, shape: { parse: instant, fault: 'INVALID_DATE' } },
  source_code: { required: true, codes: 'source' },
  referrer_organisation: NAME,
  referrer_name: NAME,
  channel: { required: true, codes: 'channel' },
  urgency: { required: true, codes: 'urgency' },
  agreement: { required: true, codes: 'agreement' },
  agreed_by: NAME,
  child_given_name: NAME,
  child_family_name: { required: true, ...NAME },
  child_date_of_birth: { shape: { parse: wholeDate, fault: 'INVALID_DATE' } },
  child_expected_delivery_date: { shape: { parse: wholeDate, fault: 'INVALID_DATE' } },
  child_sex: { required: true, codes: 'sex' },
  child_nhs_number: { shape: { parse: nhsNumber, fault: 'INVALID_NHS_NUMBER' } },
  child_upn: { shape: { parse: upn, fault: 'INVALID_UPN' } },
  address_line_1: NAME,
  postcode: { shape: { parse: postcode, fault: 'INVALID_POSTCODE' } },
  uprn: { shape: { parse: uprn, fault: 'INVALID_UPRN' } },
  district_gss: { required: true, codes: 'gss' },
  parent_name: NAME,
  parent_relationship: { codes: 'parent-relationship' },
  parent_lives_with_child: { codes: 'lives-here' },
  what_is_worrying: { required: true, ...ANSWER },
  what_is_working_well: ANSWER,
  what_has_been_tried: ANSWER,
  what_the_family_wants: ANSWER,
  what_the_child_says: ANSWER,
  other_agencies_involved: ANSWER,
} as const satisfies Readonly<Record<string, ColumnRule>>;

export type Column = keyof typeof columns;
export type Cells = Readonly<Record<Column, string>>;

export const columnNames = Object.keys(columns).filter(isColumn);

/** A child's own columns: every row has its own. */
export const childColumns: ReadonlySet<Column> = new Set(
  columnNames.filter((name) => name.startsWith('child_')),
);

/** Columns that may differ between the children of one request; every other stands in each of its rows. */
export const rowColumns: ReadonlySet<Column> = new Set<Column>([
  ...childColumns,
  'address_line_1',
  'postcode',
  'uprn',
]);

export function isColumn(name: string): name is Column {
  return Object.hasOwn(columns, name);
}

export function ruleOf(column: Column): ColumnRule {
  return columns[column];
}

function printable(text: string): Parsed {
  return /^[^\p{C}\p{Zl}\p{Zp}]+$/u.test(text) ? { ok: true, value: text } : { ok: false };
}
