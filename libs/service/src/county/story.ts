import type { Principal } from '#libs/access';
import { addDays, ageOn } from '#libs/reference';
import type { Chance } from './chance.ts';
import type { Desk, WhenHappened } from './desk.ts';
import type { Sent } from './sent.ts';
import { about, type Matter, type Sentences } from './matters/matter.ts';
import { goingBetter, goingHarder, tales } from './matters/matters.ts';
import type { InventedNames } from './people/names.ts';
import type { Panels } from './panels/panels.ts';
import type { Adult, Child, Household } from './people/people.ts';
import type { Home } from './people/places.ts';
import type { Agency, District, Worker } from './people/staff.ts';
import { dayAt, daysLater, written, type Days } from './times.ts';

/** What every family's story shares with the others. */
export interface Town {
  readonly names: InventedNames;
  /** Episodes of help that are open now, in the order in which they opened. */
  readonly open: Set<Help>;
  readonly panels: Panels;
  readonly districts: readonly District[];
  /** Whether so many years are told that families come back again and again, and much is written of each. */
  readonly isLong: boolean;
  /** The county's last day. */
  readonly ends: string;
  /** Whether what another service tells now about a request is of more than ninety days ago. */
  isVeryLate(): boolean;
}

/** A family and what it asks help with, in its district, at a moment of its story. */
export interface Story {
  readonly town: Town;
  readonly desk: Desk;
  readonly chance: Chance;
  /** `family-…` */
  readonly family: string;
  readonly household: Household;
  /** Where the family lives now. */
  home: Home;
  /** Adults who have left the family. */
  readonly left: Set<Adult>;
  district: District;
  matter: Matter;
  /** The child whom the family's request is mostly about. */
  focus: Child;
  readonly isLowIncome: boolean;
  /** How much happens, compared with the middle family. */
  readonly activity: number;
  /** The instant of what happened last, in milliseconds. */
  at: number;
}

/** An episode of help while it is open: who holds it, and where each child stands. */
export interface Help {
  readonly story: Story;
  /** What opened it. */
  readonly opened: Sent;
  readonly levels: Map<Child, string>;
  /** When a level was last decided, in milliseconds: none that is written later was decided before. */
  judged: number;
  /** Whether things become easier for the family. */
  readonly isEasing: boolean;
  /** The accountable agency. */
  agency: Agency;
  keyworker: Worker;
  /** Since when the keyworker holds it. */
  since: number;
  /** When it opened, in milliseconds. */
  readonly from: number;
  /** Who acts for the keyworker, where somebody does. */
  cover?: Worker;
  /** Whether a manager has said why it goes on after a year. */
  isDriftKnown?: boolean;
  /** The reason to close it for at once, where another service has taken over. */
  takenOver?: string;
}

/** From asking for help to its beginning no more days pass. */
const DAYS_TO_HELP = 183;

/** Whether help that is asked for now can still begin for the child. */
export function isYoungEnough({ dateOfBirth }: Child, story: Story): boolean {
  return dateOfBirth === undefined || ageOn(dateOfBirth, addDays(today(story), DAYS_TO_HELP)).least < 18;
}

export function carerOf({ household }: Story): Adult {
  return household.adults[0];
}

/** One of several sentences, about this child and carer. */
export function sentence(story: Story, sentences: Sentences, child: Child = story.focus): string {
  const name = child.knownAs ?? child.given ?? 'the baby';
  return about(story.chance.pick(sentences), { child: name, carer: carerOf(story).called });
}

/** What another service tells of what the family asks help with, and who tells it. */
export function tale(story: Story): { from: string; summary: string } {
  const [from, told] = story.chance.pick([...story.matter.told, ...tales]);
  return { from, summary: sentence(story, [told]) };
}

/** How it goes for a child: in what the help is about, or altogether. */
export function progress(story: Story, isEasier: boolean, child: Child): string {
  const { better, harder } = story.matter;
  return sentence(story, isEasier ? [...better, ...goingBetter] : [...harder, ...goingHarder], child);
}

/** Moves the story on to a working day, so many days later. */
export function later(story: Story, days: Days): number {
  story.at = daysLater(story.at, days, story.chance);
  return story.at;
}

/** A worker as the one who acts. */
export function acting({ user, role, agency, id }: Worker): Principal {
  return { user, role, agency: agency.id, worker: id };
}

/** The family and the episode, as commands name them. */
export function namesOf({ story, opened }: Help): { family: string; episode: string } {
  return { family: story.family, episode: opened.id };
}

/** When what the keyworker writes now happened. */
export function asWritten({ story, since }: Help): WhenHappened {
  return written(story.at, since, story.chance);
}

export function today(story: Story): string {
  return dayAt(story.at);
}
