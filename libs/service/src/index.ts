export { AtPanels } from './sight/at-panels.ts';
export { backUp, type BackedUp, type BackupOrder } from './backup/back-up.ts';
export { backupStanding, type BackupStanding } from './backup/backup-standing.ts';
export { drill } from './backup/drill.ts';
export { restore, type Restored, type RestoreOrder } from './backup/restore.ts';
export { isSimulated, machineClock, simulatedClock, type Clock, type SimulatedClock } from './clock.ts';
export { copyStore, type CopyStoreOrder } from './copy-store.ts';
export { createSeededStore, hasStore, type SeedingOptions } from './county/create-seeded-store.ts';
export type { Instructive } from './county/instructive/instructive.ts';
export { figures } from './county/people/places.ts';
export {
  countyBirth,
  instructiveFamily,
  seedCounty,
  type County,
  type CountyOrder,
} from './county/seed-county.ts';
export type { Answer, Door, Order, OrderOf } from './door/door.ts';
export { streamOfPair } from './door/order.ts';
export { asFolderRefusal } from './folder-refusal.ts';
export { importRequests, type ImportOptions } from './import/import-requests.ts';
export { rowsAt } from './import/refused-file.ts';
export type { ImportReport } from './import/report.ts';
export type { Refusal } from './import/faults.ts';
export type { ParkedStep } from './process-managers/checkpoint.ts';
export { namedIn, systemActor, type ProcessManager, type Step } from './process-managers/manager.ts';
export { ProcessManagers, type ManagerParts } from './process-managers/managers.ts';
export type { Issuer } from './settings/issuers.ts';
export type { Bundle } from './ledger/bundles/bundled.ts';
export { ledgerStanding, type LedgerStanding, type Signed } from './ledger/ledger-standing.ts';
export { createBundle, type BundleOrder } from './ledger/bundles/create-bundle.ts';
export { createPack, type PackOrder } from './ledger/bundles/create-pack.ts';
export type { Ledgers, LedgerStatus } from './ledger/ledgers-api.ts';
export type { Proof, ProofAsked } from './ledger/proofs.ts';
export type { Verified } from './ledger/verifying/verify-log.ts';
export {
  signLedgers,
  verifyModels,
  verifyRecord,
  verifySome,
  type VerifiedRecord,
} from './ledger/verifying/verify-record.ts';
export { prepareModels } from './opening/prepare-models.ts';
export type { PastAsked, Stamp } from './reads/as-of.ts';
export { familiesIn, subjectsIn } from './reads/asked.ts';
export { looksOn } from './reads/looks.ts';
export { progressOf, type Progress } from './reads/progress-of.ts';
export { openHelpOf } from './reads/open-help.ts';
export { isToldOfPlan } from './sight/in-team.ts';
export { isAuditTold } from './sight/to-audit.ts';
export type { Answered, AskedFor, Granted, ReadDoor, Reading, ReadingDoor } from './reads/read-door.ts';
export { quadraticWeightedKappa, rounded, type Fraction } from './auditing/kappa.ts';
export { moderatedOn, scaleOn } from './auditing/rules.ts';
export { checkSample, type FrameLine, type SampleCheck } from './sampling/check.ts';
export { frameEpisodes } from './sampling/episodes.ts';
export { previewFrame, type AskedFrame, type FramePreview } from './sampling/preview.ts';
export { standingsOf, type CaseStanding } from './sampling/standing.ts';
export { retentionDue, type RetentionDue } from './reads/retention-due.ts';
export { unrecordedReads } from './reads/unrecorded-reads.ts';
export { recordNodes, type RecordNode } from './opening/record-nodes.ts';
export { openRecord, type FamilyRecord, type OpeningOptions } from './record.ts';
export { recordKeks, rotateRecordKeys, type RecordKeyRotation } from './keys/rotate-record-keys.ts';
export {
  demoPolicy,
  readSettings,
  settingNames,
  unknownSettings,
  type Settings,
} from './settings/settings.ts';
export { unknownSentence, type UnknownSetting } from './settings/unknown-settings.ts';
export { Names } from './names.ts';
export { Sight } from './sight/sight.ts';
export {
  decisions,
  openings,
  ordering,
  workFailures,
  type DecisionTold,
  type NotDone,
  type Opening,
  type Ordering,
} from './told.ts';
export { examineKeys, type KeyFault, type KeyFinding } from './keys/examine-keys.ts';
export { lostKeys, type LostKey } from './keys/lost-keys.ts';
export { positionOf, tokenOf } from './tokens.ts';
export { serviceProof } from './service-proof.ts';
