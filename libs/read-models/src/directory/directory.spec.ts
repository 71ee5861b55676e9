import { describe, expect, it } from '@jest/globals';
import { project } from '../testing/project.ts';
import { Story } from '../testing/story.ts';
import { directory } from './projection.ts';
import { DirectoryReader, standingOf } from './reader.ts';

const AGENCY = 'organisation-a';
const KIM = 'worker-kim';

function agencyWithKim(): Story {
  const story = new Story();
  story.tell(AGENCY, { type: 'OrganisationRegistered', data: { name: 'Example Borough', agencyType: 'LA' } });
  const worker = {
    name: 'Kim Lee',
    user: 'u-kim',
    agency: AGENCY,
    role: 'KEYWORKER',
    activeFrom: '2026-01-01',
  };
  story.tell(KIM, { type: 'WorkerRegistered', data: worker });
  return story;
}

const read = (story: Story): DirectoryReader => new DirectoryReader(project(directory, story.events));

describe('the directory', () => {
  it('knows an agency by the name it had', () => {
    const story = agencyWithKim();
    const renamed = story.tell(AGENCY, { type: 'OrganisationRenamed', data: { name: 'Example Council' } });
    story.tell(AGENCY, { type: 'OrganisationEnded', data: { endedOn: '2028-03-31' } });
    const reader = read(story);
    expect(reader.organisation(AGENCY, 0)?.name).toBe('Example Borough');
    expect(reader.organisation(AGENCY, renamed)).toMatchObject({ name: 'Example Council', endedOn: null });
    expect(reader.organisations().edges.map(({ node }) => node)).toEqual([
      { organisation: AGENCY, name: 'Example Council', agencyType: 'LA', endedOn: '2028-03-31' },
    ]);
    expect(reader.organisations(renamed).edges.map(({ node }) => node.endedOn)).toEqual([null]);
  });

  it('knows where a worker works, and until when', () => {
    const story = agencyWithKim();
    story.tell(KIM, { type: 'WorkerMoved', data: { agency: 'organisation-b', role: 'TEAM_MANAGER' } });
    story.tell(KIM, { type: 'WorkerEnded', data: { activeTo: '2026-12-31' } });
    const reader = read(story);
    expect(reader.workersOf(AGENCY, 1).map(({ worker }) => worker)).toEqual([KIM]);
    expect(reader.workersOf(AGENCY)).toEqual([]);
    expect(reader.worker(KIM)).toMatchObject({
      name: 'Kim Lee',
      role: 'TEAM_MANAGER',
      activeTo: '2026-12-31',
    });
  });

  it('tells the workers of an agency page by page, and whose account is suspended', () => {
    const story = agencyWithKim();
    const worker = { user: 'u-ola', agency: AGENCY, role: 'KEYWORKER', activeFrom: '2026-01-01' };
    story.tell('worker-ola', { type: 'WorkerRegistered', data: { name: 'Ola Gray', ...worker } });
    const away = { reason: 'ACCESS_MISUSED', explanation: 'A neighbour.', reviewBy: '2026-03-30' };
    const suspended = story.tell(KIM, { type: 'WorkerSuspended', data: { ...away, suspendedBy: 'u-1' } });
    const back = { reason: 'She had asked him to.', reinstatedBy: 'u-1' };
    const reinstated = story.tell(KIM, { type: 'WorkerReinstated', data: back });
    const reader = read(story);
    const told = (position?: number, page?: object) =>
      reader.pageOfWorkers(AGENCY, position, page).edges.map(({ node }) => [node.worker, node.suspended]);
    expect(told(suspended)).toEqual([
      [KIM, true],
      ['worker-ola', false],
    ]);
    expect(told(reinstated, { first: 1 })).toEqual([[KIM, false]]);
    const [first] = reader.pageOfWorkers(AGENCY).edges;
    expect(told(undefined, { after: first?.cursor })).toEqual([['worker-ola', false]]);
    expect(reader.pageOfWorkers('organisation-b').edges).toEqual([]);
  });

  it.each([
    ['2025-12-31', false, 'NOT_YET'],
    ['2026-01-01', false, 'ACTIVE'],
    ['2026-12-30', false, 'ACTIVE'],
    ['2026-12-31', false, 'ENDED'],
    ['2026-06-01', true, 'SUSPENDED'],
    ['2027-01-01', false, 'ENDED'],
    ['2027-01-01', true, 'ENDED'],
  ])('says how a worker stands on %s, suspended or not: %s, %s', (day, suspended, standing) => {
    const post = { activeFrom: '2026-01-01', activeTo: '2026-12-31', suspended };
    expect(standingOf(post, day)).toBe(standing);
    expect(standingOf({ ...post, activeTo: null }, '2027-01-01')).toBe(suspended ? 'SUSPENDED' : 'ACTIVE');
  });

  it('finds the worker who signs in', () => {
    expect(read(agencyWithKim()).workerOfUser('u-kim')?.worker).toBe(KIM);
  });
});
