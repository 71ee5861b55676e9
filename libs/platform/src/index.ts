export { correlated, correlationId, correlationIdFrom } from './correlation.ts';
export { graphqlErrors, type ErrorOptions } from './graphql-errors.ts';
export {
  DEVELOPMENT_TOKEN_SECONDS,
  developmentAudience,
  developmentKey,
  issueToken,
  localIssuer,
} from './local-issuer.ts';
export { errorMembers, openLog, type Log, type LogLevel, type LogMembers, type LogSentence } from './log.ts';
export { checkQuery, queryLimits } from './query-limits.ts';
export { queryCost, queryCosts } from './query-cost.ts';
export { isOutOfReach, shownError, type ShownError } from './shown-error.ts';
export { tellOfAnswering } from './watching/answering.ts';
export { openMetrics, type Metrics } from './watching/metrics.ts';
export type { Lag, LogStanding, NodeStanding } from './watching/gauges.ts';
export { sendTraces, traceTo, type Traced, type Traces } from './watching/traces.ts';
export { strictJson } from './strict-json.ts';
export { proofAlgorithms, type ShownProof } from './sign-in/proof.ts';
export { trustedIssuers } from './sign-in/trusted-issuers.ts';
export {
  tokenVerifier,
  type Shown,
  type TokenVerifier,
  type TrustedIssuer,
  type VerifierOptions,
} from './token-verifier.ts';
