import { describe, expect, it } from '@jest/globals';
import { commandTable } from '#libs/contracts';
import { commandPolicies } from './command-policies.ts';
import { decide } from './decide.ts';
import { forbids } from './forbids.ts';
import { readPolicies } from './read-policies.ts';
import { classesOf, faults, oracle, policies } from './testing/cedar.ts';
import { anyQuestion, chanceOf } from './testing/questions.ts';

const QUESTIONS = Number(process.env['FHR_QUESTIONS'] ?? 20_000);
const SEED = Number(process.env['FHR_SEED'] ?? 20_260_101);
/** Each million takes some minutes. */
const LONG = 1_800_000;

const texts = policies();
const classes = classesOf(texts);
const asked = oracle(texts);
const ofReads = new Set(readPolicies.map(({ id }) => id));

/** What both must say of a question: of reads by which policies, and so which classes. */
function said(seed: number): { function: unknown; cedar: unknown } {
  const question = anyQuestion(chanceOf(seed));
  const decided = decide(question);
  const { effect, policyIds } = asked(question);
  const permitted = effect === 'PERMIT' && question.action === 'read';
  const byCedar = permitted ? [...policyIds].sort() : [];
  const byFunction =
    decided.effect === 'PERMIT' && question.action === 'read' ? [...decided.policyIds].sort() : [];
  return {
    function: { seed, effect: decided.effect, policies: byFunction, classes: [...decided.classes].sort() },
    cedar: {
      seed,
      effect,
      policies: byCedar,
      classes: [...new Set(byCedar.flatMap((id) => classes.get(id) ?? []))].sort(),
    },
  };
}

describe('the policy that is read and the function that decides', () => {
  it(
    `agree on ${QUESTIONS} random questions`,
    () => {
      const permitted = { reads: 0, commands: 0 };
      for (let seed = SEED; seed < SEED + QUESTIONS; seed++) {
        const answers = said(seed);
        if (JSON.stringify(answers.function) !== JSON.stringify(answers.cedar))
          expect(answers.function).toEqual(answers.cedar);
        const { effect, policies: by } = answers.cedar as { effect: string; policies: string[] };
        if (effect === 'PERMIT') permitted[by.length > 0 ? 'reads' : 'commands'] += 1;
      }
      // Neither agrees by forbidding everything.
      expect(permitted.reads).toBeGreaterThan(QUESTIONS / 50);
      expect(permitted.commands).toBeGreaterThan(QUESTIONS / 50);
    },
    LONG,
  );

  it('have the same policies of reading, with the same classes, and the same forbids', () => {
    const read = [...classes.keys()].filter((id) => ofReads.has(id));
    expect(read.sort()).toEqual([...ofReads].sort());
    for (const { id, classes: own } of readPolicies)
      expect([id, [...(classes.get(id) ?? [])].sort()]).toEqual([id, [...own].sort()]);
    const forbidding = Object.entries(texts).filter(([, text]) => /^forbid \(/m.test(text));
    expect(forbidding.map(([id]) => id).sort()).toEqual(forbids.map(({ id }) => id).sort());
  });

  it('name the same commands for each role', () => {
    const permits = Object.values(texts).filter((text) => !/^forbid \(/m.test(text));
    const named = permits.flatMap((text) => {
      const role = /principal\.role == "(\w+)"/.exec(text)?.[1] ?? '';
      const relation = /resource\.(\w+)/.exec(text)?.[1] ?? 'anyone';
      return [...text.matchAll(/Action::"([A-Z]\w+)"/g)].map(
        ([, command]) => `${role} ${relation} ${command}`,
      );
    });
    const permitted = Object.entries(commandPolicies).flatMap(([command, policy]) =>
      Object.entries(policy).map(([role, relation]) => `${role} ${relation} ${command}`),
    );
    expect(named.sort()).toEqual(permitted.sort());
  });

  it('are about what there is: the policies fit their schema', () => {
    expect(faults(texts)).toEqual([]);
    expect(Object.keys(commandTable).length).toBeGreaterThan(100);
  });
});
