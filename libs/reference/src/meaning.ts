/** What follows from a code that was used: each member is of the codes of one set. */
export interface Meaning {
  /** Of `triage-outcome`: for what a request waits still. Information and a panel's decision are wanted before it is decided. */
  readonly waitsFor?: (typeof WAITS_FOR)[number];
  /** Of `source`: false where nobody is there who could be told what came of it. */
  readonly canBeTold?: boolean;
  /** Of `step-target`: whether the service protects children from harm. */
  readonly protects?: boolean;
}

export const WAITS_FOR = ['INFORMATION', 'PANEL', 'CHILDRENS_SERVICES'] as const;

type Meanings = Readonly<Record<string, Meaning>>;

/** What codes mean in a set none of whose codes says it: such were published before codes did. */
const UNSAID: Readonly<Record<string, Meanings>> = {
  'triage-outcome': {
    DEFER_INFO_NEEDED: { waitsFor: 'INFORMATION' },
    PANEL: { waitsFor: 'PANEL' },
    STEP_UP_CHILDRENS_SERVICES: { waitsFor: 'CHILDRENS_SERVICES' },
  },
  source: { '1C': { canBeTold: false }, '9': { canBeTold: false } },
  'step-target': { CP: { protects: true }, MACPT: { protects: true } },
};

/** What a row of a set means; nothing follows from a code that neither it nor a set of before codes said it knows. */
export function meaningIn(
  set: { readonly codes: readonly Meaning[] } | undefined,
  name: string,
  code: string,
  row?: Meaning,
): Meaning {
  const saysIt = set?.codes.some((each) => MEMBERS.some((member) => each[member] !== undefined)) === true;
  return (saysIt ? row : UNSAID[name]?.[code]) ?? {};
}

const MEMBERS: readonly (keyof Meaning)[] = ['waitsFor', 'canBeTold', 'protects'];
