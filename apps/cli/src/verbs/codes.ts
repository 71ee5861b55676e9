import { refusals } from '#libs/contracts';
import { answer } from '../output.ts';

/** Prints the closed list of refusal codes with sentence and mend. */
export function codes(json: boolean): void {
  const list = Object.entries(refusals).map(([code, [sentence, mend]]) => ({ code, sentence, mend }));
  answer(json, list, () => list.map((each) => `${each.code}\n  ${each.sentence} ${each.mend}`).join('\n'));
}
