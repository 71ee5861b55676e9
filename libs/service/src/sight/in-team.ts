import { matters, seesAsOfTeamAlone, type Principal, type Relations } from '#libs/access';
import { agreementStanding } from '#libs/domain';
import type { Readers } from '#libs/read-models';
import { agenciesOf, voicesFor } from './agreed.ts';

/**
 * Whether the caller's agency is of the team around a family: it was at a meeting of the team that the family's open help
 * has, or was missed there, or has an action of the plan; and for every child helped those who agreed let it be told. What
 * is asked of the read models does not depend on whether the family is there.
 */
export function inTeam(principal: Principal, family: string, readers: Readers): Pick<Relations, 'inTeam'> {
  if (!matters('inTeam', principal)) return {};
  const { timeline, plans, families, directory } = readers;
  const own = agenciesOf(principal, readers);
  const wholes = timeline.withSurvivors([family]);
  const episodes = helpWithTeam(wholes, readers);
  const { workers, agencies } = plans.teamsOf(episodes);
  const team = new Set([...agencies, ...directory.agenciesOf([...workers])]);
  const theirs = own.filter((agency) => team.has(agency));
  const helped = families
    .openEpisodesOf(families.membersOfAll(wholes))
    .flatMap(({ episode, child }) => (episodes.includes(episode) ? [child] : []));
  const mayBeTold = eachMayBeTold(helped, theirs, readers);
  return theirs.length > 0 && helped.length > 0 && mayBeTold ? { inTeam: true } : {};
}

/**
 * Whether somebody who sees a family's plan by these relations is told of that of an episode: one of the team alone of the
 * help that is open now, whatever position is asked about.
 */
export function isToldOfPlan(
  by: readonly string[],
  { family, episode }: { readonly family: string; readonly episode: string },
  readers: Pick<Readers, 'families' | 'timeline'>,
): boolean {
  return (
    !seesAsOfTeamAlone(by) ||
    helpWithTeam(readers.timeline.withSurvivors([family]), readers).includes(episode)
  );
}

/** The open help of these families, whose team is the one that is asked for, by its episodes. */
function helpWithTeam(families: readonly string[], readers: Pick<Readers, 'families'>): string[] {
  return readers.families.familiesNamed(families).flatMap(({ episode }) => episode ?? []);
}

function eachMayBeTold(children: readonly string[], agencies: readonly string[], readers: Readers): boolean {
  return [...voicesFor(children, readers).values()].every(({ records, voices }) => {
    const standing = agreementStanding(records, voices);
    return standing?.isLive === true && agencies.some((agency) => standing.agencies.includes(agency));
  });
}
