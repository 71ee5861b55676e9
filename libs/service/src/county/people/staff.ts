import { personaAgencies, personas, type Role } from '#libs/access';
import { addDays } from '#libs/reference';
import type { Chance } from '../chance.ts';
import type { InventedNames } from './names.ts';
import { districts } from './places.ts';

/** An agency that helps families in a district, or in all of them. */
export interface Agency {
  /** `organisation-…` */
  readonly id: string;
  readonly name: string;
  /** Code of `agency-type`. */
  readonly type: string;
}

export interface Worker {
  /** `worker-…` */
  readonly id: string;
  /** The account: no name is in it. */
  readonly user: string;
  readonly name: string;
  readonly agency: Agency;
  /** What the worker is to the record: code of `role`. */
  readonly role: Role;
  /** Code of `worker-role`. */
  readonly post: string;
  readonly activeFrom: string;
  readonly training: readonly string[];
}

type Some<T> = [T, ...T[]];

/** Those who help families in one district. */
export interface District {
  readonly code: string;
  readonly agencies: readonly Agency[];
  readonly schools: Readonly<Some<Agency>>;
  readonly coordinator: Worker;
  readonly chair: Worker;
  readonly manager: Worker;
  /** Panels meet on this weekday; 1 is Monday. */
  readonly panelDay: number;
  readonly keyworkers: Some<Worker>;
  readonly socialWorkers: Readonly<Some<Worker>>;
}

export interface Staff {
  readonly districts: ReadonlyMap<string, District>;
  readonly agencies: readonly Agency[];
  readonly workers: readonly Worker[];
}

/** The district of the personas that a development service lets a caller be. */
export const personaDistrict = 'herts.ff.stevenage';

const KEYWORKER_TRAINING = ['FFA_KEYWORKER', 'SAFEGUARDING', 'INFORMATION_SHARING'] as const;

interface Post {
  readonly post: string;
  readonly role: Role;
  readonly training: readonly string[];
}

const keyworking: Post = { post: 'KEYWORKER', role: 'KEYWORKER', training: KEYWORKER_TRAINING };
const keyworkerPosts: Readonly<Record<string, Post>> = {
  EARLY_HELP: keyworking,
  FAMILY_SUPPORT: {
    post: 'FAMILY_SUPPORT_WORKER',
    role: 'KEYWORKER',
    training: [...KEYWORKER_TRAINING, 'GRADED_CARE_PROFILE'],
  },
  FAMILY_CENTRE: { post: 'FAMILY_SUPPORT_WORKER', role: 'KEYWORKER', training: KEYWORKER_TRAINING },
  HEALTH_VISITING: { post: 'HEALTH_STAFF', role: 'KEYWORKER', training: KEYWORKER_TRAINING },
  YOUTH_SERVICE: { post: 'YOUTH_WORKER', role: 'KEYWORKER', training: KEYWORKER_TRAINING },
  SCHOOL: { post: 'SCHOOL_STAFF', role: 'PARTNER', training: KEYWORKER_TRAINING },
};

const coordinating: Post = {
  post: 'TRIAGE_COORDINATOR',
  role: 'COORDINATOR',
  training: ['TRIAGE', 'SAFEGUARDING'],
};
const chairing: Post = { post: 'PANEL_CHAIR', role: 'PANEL_CHAIR', training: ['TRIAGE', 'SAFEGUARDING'] };
const managing: Post = {
  post: 'TEAM_MANAGER',
  role: 'MANAGER',
  training: ['SAFEGUARDING', 'INFORMATION_SHARING'],
};
const socialWork: Post = {
  post: 'SOCIAL_WORKER',
  role: 'SOCIAL_WORKER',
  training: ['SAFEGUARDING', 'INFORMATION_SHARING'],
};

export interface Staffing {
  /** The day the county begins. */
  readonly day: string;
  readonly chance: Chance;
  readonly names: InventedNames;
  /** A new id for something of this name. */
  readonly id: (name: string) => string;
}

/** Everyone who helps families in the county when it begins. */
export function staffOf(by: Staffing): Staff {
  const ofTheCounty = OF_THE_COUNTY.map(([type, name]) => ({
    id: `organisation-${by.id(name)}`,
    name,
    type,
  }));
  const staffed = districts.map(({ code, name }, at) =>
    districtOf({ code, name, panelDay: 2 + (at % 3), ofTheCounty }, by),
  );
  return {
    districts: new Map(staffed.map((district) => [district.code, district])),
    agencies: [...new Set(staffed.flatMap(({ agencies }) => agencies))],
    workers: staffed.flatMap(everyone),
  };
}

/** Whoever takes over from a keyworker who leaves. */
export function successorOf(worker: Worker, { chance, names, id, day }: Staffing): Worker {
  const user = `${worker.user}-b`;
  return { ...worker, id: `worker-${id(user)}`, user, name: nameOf(names, chance), activeFrom: day };
}

interface Named {
  readonly code: string;
  readonly name: string;
  readonly panelDay: number;
  readonly ofTheCounty: readonly Agency[];
}

function districtOf({ code, name, panelDay, ofTheCounty }: Named, by: Staffing): District {
  const agency = (type: string, title: string, id = `organisation-${by.id(`${code}/${title}`)}`): Agency => ({
    id,
    name: title,
    type,
  });
  const isPersonas = code === personaDistrict;
  const ff = agency(
    'EARLY_HELP',
    `Families First, ${name}`,
    isPersonas ? personaAgencies.familyHelp : undefined,
  );
  const careTeam = agency(
    'SOCIAL_CARE',
    `Children's services, ${name}`,
    isPersonas ? personaAgencies.socialCare : undefined,
  );
  const schools: Some<Agency> = [
    agency('SCHOOL', `Larkmead Primary School, ${name}`, isPersonas ? personaAgencies.school : undefined),
    agency('SCHOOL', `Fennel Lane Primary School, ${name}`),
    agency('SCHOOL', `Oatfield School, ${name}`),
  ];
  const others = OTHER_AGENCIES.map(([type, title]) => agency(type, `${title}, ${name}`));
  const intensive = others.filter(({ type }) => type === 'FAMILY_SUPPORT');
  const hire = hiring(code, by);
  const persona = (who: PersonaWorker) => (isPersonas ? who : undefined);
  return {
    code,
    agencies: [ff, careTeam, ...schools, ...others, ...ofTheCounty],
    schools,
    coordinator: hire(ff, coordinating, persona('coordinator')),
    chair: hire(ff, chairing, persona('chair')),
    manager: hire(ff, managing, persona('manager')),
    panelDay,
    keyworkers: [
      hire(ff, keyworking, persona('practitioner')),
      ...[ff, ...others, ...intensive, schools[0]].flatMap((each) => {
        const post = keyworkerPosts[each.type];
        return post === undefined ? [] : [hire(each, post)];
      }),
    ],
    socialWorkers: [hire(careTeam, socialWork, persona('social-worker')), hire(careTeam, socialWork)],
  };
}

const OTHER_AGENCIES = [
  ['FAMILY_SUPPORT', 'Intensive Family Support Team'],
  ['HEALTH_VISITING', 'Health visiting'],
  ['FAMILY_CENTRE', 'Family centre'],
  ['YOUTH_SERVICE', 'Services for Young People'],
  ['GP', 'General practice'],
  ['HOUSING', 'District housing'],
  ['POLICE', 'Community policing'],
] as const;

/** Agencies that work in all districts. */
const OF_THE_COUNTY = [
  ['SCHOOL_NURSING', 'School nursing, Hertfordshire'],
  ['MENTAL_HEALTH', "Children's wellbeing, Hertfordshire"],
  ['HOSPITAL', 'Hospitals, Hertfordshire'],
  ['VCFSE', 'Home visiting volunteers, Hertfordshire'],
] as const;

type PersonaWorker = 'coordinator' | 'chair' | 'manager' | 'social-worker' | 'practitioner';

/** Hires into posts of a district, one after another; a persona's post under the ids that a token of hers names. */
function hiring(code: string, { day, chance, names, id }: Staffing) {
  const place = code.slice(code.lastIndexOf('.') + 1);
  let hired = 0;
  return (agency: Agency, { post, role, training }: Post, persona?: PersonaWorker): Worker => {
    const user =
      persona === undefined ? `${place}-${String(++hired).padStart(2, '0')}` : personas[persona].user;
    return {
      id: (persona && personas[persona].worker) ?? `worker-${id(user)}`,
      user,
      name: nameOf(names, chance),
      agency,
      role,
      post,
      activeFrom: addDays(day, -chance.whole(120, 2400)),
      training,
    };
  };
}

function nameOf(names: InventedNames, chance: Chance): string {
  return `${names.given(chance.happens(0.8) ? 'F' : 'M')} ${names.family()}`;
}

function everyone({ coordinator, chair, manager, keyworkers, socialWorkers }: District): Worker[] {
  return [coordinator, chair, manager, ...keyworkers, ...socialWorkers];
}
