/** What can be told of a claim: it does not hold, it may, it does. Ordered, so that `Math.min` is "and", `Math.max` is "or". */
export type Truth = 0 | 1 | 2;
export const NO = 0;
export const MAYBE = 1;
export const YES = 2;

export function and(...truths: readonly Truth[]): Truth {
  return Math.min(YES, ...truths) as Truth;
}

export function or(...truths: readonly Truth[]): Truth {
  return Math.max(NO, ...truths) as Truth;
}

export function not(truth: Truth): Truth {
  return (YES - truth) as Truth;
}

export function truthOf(holds: boolean): Truth {
  return holds ? YES : NO;
}
