import { commonMatters } from './matters-common.ts';
import { rarerMatters } from './matters-rarer.ts';
import type { Matter, Sentences, Tale } from './matter.ts';

export const matters: readonly [Matter, ...Matter[]] = [...commonMatters, ...rarerMatters];

/** Money is a need beside another: 10.8% of the county's children are in families on a low income. */
export const lowIncome = {
  need: 'MONEY',
  worrying: ['Money runs out before the end of the month.', 'There are arrears on the gas and on the rent.'],
} as const;

export const workingWell: Sentences = [
  '{child} and {carer} are close, and laugh a lot.',
  'The family asks for help early and keeps appointments.',
  '{carer} knows {child} very well.',
  'Grandparents are near and help each week.',
  '{child} has a good friend next door.',
  '{child} loves drawing, and has a drawing on the wall at school.',
  '{carer} has worked at the same shop for six years.',
  'The children look out for one another.',
  'The neighbours are kind, and lend a hand.',
  '{child} plays in a team on Saturdays.',
];

export const nextSupport: Sentences = [
  'School will check in with {child} each Friday.',
  'The family knows the portal and the number to ring.',
  '{carer} stays in touch with the family centre.',
  'The health visitor keeps in contact.',
];

export const familyViews: Sentences = [
  '"We got there in the end. Having one person to ring made the difference."',
  '"It helped that nobody judged us."',
  '"I would tell other parents to ask sooner."',
  '"Some things are still hard, but we know what to do."',
  '"The meetings were long, but the plan is ours."',
];

/** How things go, whatever the help is about. */
export const goingBetter: Sentences = [
  '{carer} says that things are easier than at the last review.',
  'What was agreed at the last meeting is done.',
  '{child} has joined in with something new and enjoys it.',
  'The family has used its plan on a hard day, and it held.',
];
export const goingHarder: Sentences = [
  '{carer} says that the last weeks were harder.',
  'Some of what was agreed could not be done yet.',
  '{child} has had a difficult few weeks.',
];

/** What other services tell of any family. */
export const tales: readonly Tale[] = [
  ['SCHOOL', '{child} is settled in class and has good friends.'],
  ['SCHOOL', 'Attendance and punctuality over the last year.'],
  ['GP', 'Seen for a routine check; the practice has no worries.'],
  ['HEALTH_VISITING', 'Contacts over the last year, and what the family asked.'],
  ['HOUSING', 'The tenancy is in good order.'],
  ['VCFSE', 'A volunteer visited each week for three months, and was made welcome.'],
];
