import { Injectable } from '@nestjs/common';
import { leafHashOfText } from '#libs/ledger';
import { isSeen, nothingUnseen, type AsOfPoint, type SampleCaseRow, type SampleRow } from '#libs/read-models';
import { checkSample, frameEpisodes, previewFrame, standingOf } from '#libs/service';
import type { AskedFrame, CaseStanding, FrameLine, FramePreview } from '#libs/service';
import { ServedRecord } from '../served-record.ts';
import type { SampleCase, SampleCheckAnswer, SampleView } from './samples.types.ts';

/** Samples and what they are drawn from, as they are read. */
@Injectable()
export class SamplesView {
  constructor(private readonly record: ServedRecord) {}

  /** A frame in counts, without what is not there for whoever asks. */
  frame(asked: AskedFrame, { position, unseen = nothingUnseen }: AsOfPoint): FramePreview {
    const find = this.find();
    return previewFrame(asked, {
      position,
      now: this.record.clock.now(),
      reference: this.record.reference(),
      find: (filter, at) => find(filter, at).filter(({ family }) => isSeen(unseen, family)),
    });
  }

  sample({ sample, since, state, design, ...row }: SampleRow): SampleView {
    const { strata = [], least = null, ...wanted } = design;
    const { commitment, frame, seed, designedAt } = row;
    return { id: sample, since, state, ...wanted, strata, least, commitment, frame, seed, designedAt };
  }

  case(row: SampleCaseRow, at: AsOfPoint): SampleCase {
    const { heldBy, reserve, ...shown } = row;
    const { standing, family } = this.standing(row, at);
    const reference = family && this.record.readers.families.family(family, at.position)?.reference;
    return {
      ...shown,
      selected: row.replacedBy === null && (!reserve || row.replaces !== null),
      standing,
      drawnFrom: family === null ? null : heldBy,
      family,
      reference: reference ?? null,
    };
  }

  check(row: SampleRow, at: AsOfPoint): Omit<SampleCheckAnswer, 'asOf' | 'lag' | 'erasedSince'> {
    const cases = this.record.readers.samples.cases(row.sample, at.position);
    const found = checkSample(row, cases, this.find());
    const erased = cases.filter((each) => this.standing(each, at).standing === 'ERASED').length;
    const { frameSame, seedSame, drawSame } = found;
    const remarks = [
      ...(frameSame === false ? ['The frame that was frozen does not come out the same.'] : []),
      ...(seedSame === false ? ['The seed is not the one that was committed.'] : []),
      ...(drawSame === false ? ['The cases that the seed draws are not those recorded.'] : []),
      ...(erased > 0 ? [`Of ${erased} of its cases what was sealed has been erased since.`] : []),
    ];
    const lines = found.lines?.map((each) => this.line(each, at)) ?? null;
    return { ...found, lines, same: ![frameSame, seedSame, drawSame].includes(false), erased, remarks };
  }

  /** Of a case that is not there for whoever asks only its leaf: the root is to be had with it, and nothing else. */
  private line({ line, episode, heldBy }: FrameLine, at: AsOfPoint): string {
    const isThere = this.standing({ episode, heldBy }, at).standing !== 'UNKNOWN';
    return isThere ? line : Buffer.from(leafHashOfText(line)).toString('hex');
  }

  private standing(row: Pick<SampleCaseRow, 'episode' | 'heldBy'>, at: AsOfPoint): CaseStanding {
    return standingOf(row, this.record.readers, at);
  }

  private find() {
    return frameEpisodes(this.record.readers, this.record.sight);
  }
}
