import { readSettings, unknownSentence, unknownSettings, type Settings } from '#libs/service';

let isWarned = false;

/** The settings of this process (`readSettings`). What reads like one and is none is said on stderr, once. */
export function ownSettings(): Settings {
  const settings = readSettings(process.env);
  if (!isWarned)
    for (const each of unknownSettings(process.env)) process.stderr.write(`${unknownSentence(each)}\n`);
  isWarned = true;
  return settings;
}
