import { describe, expect, it } from '@jest/globals';
import { project } from '../testing/project.ts';
import { Story } from '../testing/story.ts';
import { directory } from './projection.ts';
import { DirectoryReader } from './reader.ts';

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
    expect(reader.organisations()).toEqual([
      { organisation: AGENCY, name: 'Example Council', agencyType: 'LA', endedOn: '2028-03-31' },
    ]);
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

  it('finds the worker who signs in', () => {
    expect(read(agencyWithKim()).workerOfUser('u-kim')?.worker).toBe(KIM);
  });
});
