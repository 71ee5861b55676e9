import { Injectable } from '@nestjs/common';
import { leafHashOfText } from '#libs/ledger';
import { isSeen, nothingUnseen, type AsOfPoint, type SampleCaseRow, type SampleRow } from '#libs/read-models';
import { checkSample, frameEpisodes, previewFrame, standingsOf } from '#libs/service';
import type { AskedFrame, FrameLine, FramePreview } from '#libs/service';
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

  cases(rows: readonly SampleCaseRow[], at: AsOfPoint): SampleCase[] {
    const { readers } = this.record;
    const cases = standingsOf(rows, readers, at);
    const families = new Set(cases.flatMap(({ family }) => family ?? []));
    const named = readers.families.familiesNamed([...families], at.position);
    const references = new Map(named.map(({ family, reference }) => [family, reference]));
    return cases.map(({ heldBy, reserve, ...row }) => ({
      ...row,
      selected: row.replacedBy === null && (!reserve || row.replaces !== null),
      drawnFrom: row.family === null ? null : heldBy,
      reference: references.get(row.family ?? '') ?? null,
    }));
  }

  check(row: SampleRow, at: AsOfPoint): Omit<SampleCheckAnswer, 'asOf' | 'lag' | 'erasedSince'> {
    const { readers } = this.record;
    const cases = readers.samples.cases(row.sample, at.position);
    const found = checkSample(row, cases, this.find());
    const erased = standingsOf(cases, readers, at).filter(({ standing }) => standing === 'ERASED').length;
    const { frameSame, seedSame, drawSame } = found;
    const remarks = [
      ...(frameSame === false ? ['The frame that was frozen does not come out the same.'] : []),
      ...(seedSame === false ? ['The seed is not the one that was committed.'] : []),
      ...(drawSame === false ? ['The cases that the seed draws are not those recorded.'] : []),
      ...(erased > 0 ? [`Of ${erased} of its cases what was sealed has been erased since.`] : []),
    ];
    const lines = found.lines === null ? null : this.lines(found.lines, at);
    return { ...found, lines, same: ![frameSame, seedSame, drawSame].includes(false), erased, remarks };
  }

  /** Of a case that is not there for whoever asks only its leaf: the root is to be had with it, and nothing else. */
  private lines(lines: readonly FrameLine[], at: AsOfPoint): string[] {
    return standingsOf(lines, this.record.readers, at).map(({ line, standing }) =>
      standing === 'UNKNOWN' ? Buffer.from(leafHashOfText(line)).toString('hex') : line,
    );
  }

  private find() {
    return frameEpisodes(this.record.readers, this.record.sight);
  }
}
