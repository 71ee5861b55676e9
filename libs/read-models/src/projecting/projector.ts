import { LocalProjector } from './local-projector.ts';
import type { Projector, ProjectorSettings } from './projector-api.ts';
import { startInWorker } from './worker-projector.ts';

/** Starts projecting; resolves once the models' files are open, or being built. */
export function startProjector(settings: ProjectorSettings): Promise<Projector> {
  return settings.worker === true ? startInWorker(settings) : LocalProjector.start(settings);
}
