import type { Chance, Weighted } from '../chance.ts';

/**
 * Children under 18 and shares of them: Hertfordshire Early Help Strategy 2022-2026 (Local Authority Interactive Tool
 * and Office for National Statistics, 2019 to 2020). The shares of special educational needs are of pupils.
 */
export const figures = {
  under18: 272_558,
  lowIncome: 0.108,
  senSupport: 0.124,
  ehcPlan: 0.024,
} as const;

interface Place {
  readonly gss: string;
  readonly name: string;
  /** Residents in thousands, rounded (Census 2021): how the county's children are shared out. */
  readonly residents: number;
  readonly outwardCodes: readonly [string, ...string[]];
}

interface District {
  readonly code: string;
  readonly name: string;
  readonly places: readonly [Place, ...Place[]];
}

/** The eight Families First districts with the district councils they are made of. */
export const districts: readonly [District, ...District[]] = [
  {
    code: 'herts.ff.broxbourne',
    name: 'Broxbourne',
    places: [
      { gss: 'E07000095', name: 'Broxbourne', residents: 99, outwardCodes: ['EN7', 'EN8', 'EN10', 'EN11'] },
    ],
  },
  {
    code: 'herts.ff.dacorum',
    name: 'Dacorum',
    places: [
      {
        gss: 'E07000096',
        name: 'Dacorum',
        residents: 155,
        outwardCodes: ['HP1', 'HP2', 'HP3', 'HP4', 'HP23'],
      },
    ],
  },
  {
    code: 'herts.ff.east-herts',
    name: 'East Herts',
    places: [
      {
        gss: 'E07000242',
        name: 'East Herts',
        residents: 150,
        outwardCodes: ['SG12', 'SG13', 'SG14', 'CM23'],
      },
    ],
  },
  {
    code: 'herts.ff.north-herts',
    name: 'North Herts',
    places: [
      { gss: 'E07000099', name: 'North Herts', residents: 133, outwardCodes: ['SG4', 'SG5', 'SG6', 'SG8'] },
    ],
  },
  {
    code: 'herts.ff.st-albans',
    name: 'St Albans',
    places: [
      {
        gss: 'E07000240',
        name: 'St Albans',
        residents: 148,
        outwardCodes: ['AL1', 'AL2', 'AL3', 'AL4', 'AL5'],
      },
    ],
  },
  {
    code: 'herts.ff.stevenage',
    name: 'Stevenage',
    places: [{ gss: 'E07000243', name: 'Stevenage', residents: 90, outwardCodes: ['SG1', 'SG2'] }],
  },
  {
    code: 'herts.ff.watford-three-rivers-hertsmere',
    name: 'Watford, Three Rivers and Hertsmere',
    places: [
      { gss: 'E07000103', name: 'Watford', residents: 102, outwardCodes: ['WD17', 'WD18', 'WD24', 'WD25'] },
      { gss: 'E07000102', name: 'Three Rivers', residents: 94, outwardCodes: ['WD3', 'WD4', 'WD5'] },
      { gss: 'E07000098', name: 'Hertsmere', residents: 108, outwardCodes: ['WD6', 'WD7', 'WD23', 'EN6'] },
    ],
  },
  {
    code: 'herts.ff.welwyn-hatfield',
    name: 'Welwyn Hatfield',
    places: [
      {
        gss: 'E07000241',
        name: 'Welwyn Hatfield',
        residents: 120,
        outwardCodes: ['AL6', 'AL7', 'AL8', 'AL9', 'AL10'],
      },
    ],
  },
];

export interface Home {
  readonly district: string;
  readonly gss: string;
  readonly line: string;
  readonly postcode: string;
  readonly uprn?: string;
  /** Since when the family lives there, where the record says so. */
  readonly since?: string;
}

const everyPlace = districts.flatMap(({ code, places }) =>
  places.map((place) => ({ district: code, ...place })),
);
const [firstPlace, ...otherPlaces] = everyPlace.map((place): Weighted<(typeof everyPlace)[number]> => [
  place.residents,
  place,
]);

const STREET_NAMES = [
  'Larkmead',
  'Oatfield',
  'Hollinbank',
  'Fennel',
  'Tansy',
  'Wheatear',
  'Coppermill',
  'Bramblewick',
  'Sedgeley',
  'Thistledown',
  'Quarrystone',
  'Plumtree',
  'Merrowdene',
  'Aldwick',
  'Kestrelfold',
  'Sorrel',
  'Marlpit',
  'Withybed',
] as const;
const STREET_KINDS = ['Rise', 'Lea', 'Croft', 'Row', 'Walk', 'Fold', 'Drift', 'Garth'] as const;
/** Letters of inward codes that are seldom given out. */
const LAST_LETTERS = ['W', 'X', 'Y', 'Z'] as const;

/** A place to live somewhere in the county, or in one district of it. The street and the numbers are made up. */
export function homeIn(chance: Chance, district?: string): Home {
  const place = placeIn(chance, district);
  const street = `${chance.pick(STREET_NAMES)} ${chance.pick(STREET_KINDS)}`;
  const unit = `${chance.whole(1, 9)}${chance.pick(LAST_LETTERS)}${chance.pick(LAST_LETTERS)}`;
  return {
    district: place.district,
    gss: place.gss,
    line: `${chance.whole(1, 140)} ${street}`,
    postcode: `${chance.pick(place.outwardCodes)} ${unit}`,
    // No property reference number begins with 9999.
    ...(chance.happens(0.5) && { uprn: `9999${chance.whole(10_000_000, 99_999_999)}` }),
  };
}

function placeIn(chance: Chance, district: string | undefined) {
  const [first, ...others] = everyPlace.filter((place) => place.district === district);
  if (first !== undefined) return chance.pick([first, ...others]);
  if (firstPlace === undefined) throw new RangeError('a county has places');
  return chance.weighted([firstPlace, ...otherPlaces]);
}
