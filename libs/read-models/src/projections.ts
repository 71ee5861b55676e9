import { access } from './access/projection.ts';
import { audits } from './audits/projection.ts';
import { directory } from './directory/projection.ts';
import { families } from './families/projection.ts';
import { forgetting } from './forgetting/projection.ts';
import { oversight } from './oversight/projection.ts';
import { panels } from './panels/projection.ts';
import { people } from './people/projection.ts';
import { requests } from './requests/projection.ts';
import { samples } from './samples/projection.ts';
import { seals } from './seals/projection.ts';
import { sharing } from './sharing/projection.ts';
import { timeline } from './timeline/projection.ts';
import type { Projection } from './projection.ts';

/** The read models of the record. */
export const recordProjections: readonly Projection[] = [
  timeline,
  families,
  people,
  requests,
  panels,
  directory,
  oversight,
  sharing,
  forgetting,
  seals,
  samples,
  audits,
];

/** The read models of the access log. */
export const accessProjections: readonly Projection[] = [access];
