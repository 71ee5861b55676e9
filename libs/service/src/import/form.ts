import type {
  ReceiveRequest,
  ReceiveRequestAnswers,
  ReceiveRequestChild,
  ReceiveRequestParent,
} from '#libs/contracts';
import { valueOf } from './cells.ts';
import { columnNames, type Column } from './columns.ts';
import type { Row } from './rows.ts';

/** A request as its rows say it: nobody in it is resolved to a record yet. */
export interface Form {
  readonly ref: string;
  /** UTC. */
  readonly receivedAt: string;
  /** What `ReceiveRequest` takes; its children are the rows, in their order. */
  readonly data: ReceiveRequest;
  /** The lines of its rows. */
  readonly lines: readonly number[];
}

type Values = Partial<Record<Column, string>>;

type IsRefused = (row: Row, column: Column) => boolean;

/** The form that rows fill in, the first speaking for all; a refused cell says nothing. */
export function formOf(first: Row, rows: readonly Row[], isRefused: IsRefused): Form {
  const values = valuesOf(first, isRefused);
  return {
    ref: first.cells.request_ref,
    receivedAt: values.received_at ?? '',
    lines: rows.map(({ line }) => line),
    data: {
      ...present({
        requestRef: values.request_ref,
        agreedBy: values.agreed_by,
        referrerOrganisation: values.referrer_organisation,
        referrerName: values.referrer_name,
        parent: parentOf(values),
        otherAgenciesInvolved: values.other_agencies_involved,
      }),
      source: values.source_code ?? '',
      channel: values.channel ?? '',
      urgency: values.urgency ?? '',
      agreement: values.agreement ?? '',
      gss: values.district_gss ?? '',
      children: rows.map((row) => childOf(row === first ? values : valuesOf(row, isRefused))),
      answers: answersOf(values),
    },
  };
}

function childOf(values: Values): ReceiveRequestChild {
  return {
    familyName: values.child_family_name ?? '',
    sex: values.child_sex ?? 'U',
    ...present({
      givenName: values.child_given_name,
      dateOfBirth: values.child_date_of_birth,
      expectedDeliveryDate: values.child_expected_delivery_date,
      nhsNumber: values.child_nhs_number,
      upn: values.child_upn,
      addressLine: values.address_line_1,
      postcode: values.postcode,
      uprn: values.uprn,
    }),
  };
}

function parentOf(values: Values): ReceiveRequestParent | undefined {
  const parent = present({
    name: values.parent_name,
    relationship: values.parent_relationship,
    livesWithChild: values.parent_lives_with_child,
  });
  return Object.keys(parent).length === 0 ? undefined : parent;
}

function answersOf(values: Values): ReceiveRequestAnswers {
  return {
    whatIsWorrying: values.what_is_worrying ?? '',
    ...present({
      whatIsWorkingWell: values.what_is_working_well,
      whatHasBeenTried: values.what_has_been_tried,
      whatTheFamilyWants: values.what_the_family_wants,
      whatTheChildSays: values.what_the_child_says,
    }),
  };
}

function valuesOf(row: Row, isRefused: IsRefused): Values {
  const values: Values = {};
  for (const column of columnNames) {
    const value = isRefused(row, column) ? undefined : valueOf(column, row.cells[column]);
    if (value !== undefined) values[column] = value;
  }
  return values;
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The members that are there. */
export function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
