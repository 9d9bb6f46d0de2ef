import { ROUND_TRIPS } from './constants.ts';

/**
 * When to send again. Times in ms; all of it may be `Infinity` where that makes sense.
 *
 * MVDS, "Retransmission", leaves the function open. The reference's first one waits as long as its node has been running; these are the
 * figures that it came to later, with an end.
 */
export type RetryPolicy = {
  /** Wait after the first attempt; each further one doubles it. */
  readonly firstWait: number;
  /** Wait that is never exceeded, jitter aside. */
  readonly longestWait: number;
  /** At most so much is added to a wait, evenly, so that peers do not fall into step. */
  readonly jitter: number;
  /** Attempts, after the last of which (and its wait) a message is given up. */
  readonly attempts: number;
  /** Age at which a message is given up, whatever its attempts. */
  readonly lifetime: number;
  /** Attempts to ask for an offered message. */
  readonly requestAttempts: number;
  /** When a silent peer shows life, what waits for it becomes due within this time. */
  readonly wakeWithin: number;
  /** Time without any packet after which a peer counts as silent. */
  readonly silence: number;
  /** Time for which what was sent is taken to be on its way, so that a sign of life does not send it again. */
  readonly inFlight: number;
  /** Wait after the layers below refused a packet; each further refusal doubles it. */
  readonly failureWait: number;
  /** Wait after refusals that is never exceeded. */
  readonly longestFailureWait: number;
};

/** 15 attempts: the second after half a minute, the twelfth after 17 hours, the last after 3.4 days. */
export const DEFAULT_RETRY: RetryPolicy = {
  firstWait: 30_000,
  longestWait: 86_400_000,
  jitter: 9_000,
  attempts: 15,
  lifetime: 864_000_000,
  requestAttempts: 5,
  wakeWithin: 18_000,
  silence: 30_000,
  inFlight: 10_000,
  failureWait: 5_000,
  longestFailureWait: 300_000,
};

/** What has happened to an element so far. */
export type Trials = {
  /** Times it was handed to the layers below. */
  readonly attempts: number;
  /** Times they refused it since. */
  readonly failures: number;
  /** ms, like all times here on the layer's own time. */
  readonly createdAt: number;
  /** ms of the last attempt; 0 before the first. */
  readonly sentAt: number;
};

/**
 * The policy over a carrier of that latency: the first wait is three round trips at least, so that an answer is not missed because a packet took twice
 * as long as usual, and nothing is given up before two waits are over. Up to a latency of 5 s it is the default one as it stands.
 */
export function retryOver(policy: RetryPolicy, { latency }: { readonly latency: number }): RetryPolicy {
  const firstWait = Math.max(policy.firstWait, ROUND_TRIPS * 2 * latency);
  if (firstWait === policy.firstWait) return policy;
  const longestWait = Math.max(policy.longestWait, firstWait);
  return { ...policy, firstWait, longestWait, lifetime: Math.max(policy.lifetime, 4 * firstWait) };
}

/** When a message that was sent just now for the `attempts`th time is due again, or given up; `chance` is evenly between 0 and 1. */
export function dueAfterAttempt(policy: RetryPolicy, trials: Trials, now: number, chance: number): number {
  const wait = Math.min(policy.firstWait * 2 ** (trials.attempts - 1), policy.longestWait);
  const due = now + wait + Math.floor(chance * policy.jitter);
  return Math.max(now, Math.min(due, trials.createdAt + policy.lifetime));
}

/** When an element that was refused just now for the `failures`th time is due again. */
export function dueAfterFailure(policy: RetryPolicy, failures: number, now: number): number {
  return now + Math.min(policy.failureWait * 2 ** (failures - 1), policy.longestFailureWait);
}

/** Whether a message that is due is not to be sent any more. */
export function isGivenUp(policy: RetryPolicy, trials: Trials, now: number): boolean {
  return trials.attempts >= policy.attempts || now >= trials.createdAt + policy.lifetime;
}

/**
 * Whether a sign of life of its peer makes a message due sooner: not if its last chance is over, nor if it may still be on its way. That is so for a
 * round trip of its carrier, which is told by the wait that was planned: the first one is three of them.
 */
export function canWake(policy: RetryPolicy, trials: Trials & { readonly dueAt: number }, now: number): boolean {
  const { attempts, sentAt, dueAt } = trials;
  const firstWait = (dueAt - sentAt - policy.jitter) / 2 ** (attempts - 1);
  const inFlight = Math.max(policy.inFlight, firstWait / ROUND_TRIPS);
  const elapsed = now - sentAt;
  const isOnItsWay = attempts > 0 && elapsed >= 0 && elapsed < inFlight;
  return attempts < policy.attempts && !isOnItsWay;
}
