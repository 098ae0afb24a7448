/** An error that a person can act on: what happened in one line, and what to do. Everything else is a defect and keeps its stack. */
export class LeastwiseError extends Error {
  constructor(
    message: string,
    /** What to do about it, in one sentence. */
    readonly hint?: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The command line asks for something that is not there or does not go together. */
export class UsageError extends LeastwiseError {}

/** The input is no plan or state that can be read; `pointer` is the JSON pointer to the place, where there is one. */
export class PlanFormatError extends LeastwiseError {
  constructor(
    message: string,
    hint?: string,
    readonly pointer?: string,
    options?: { cause?: unknown },
  ) {
    super(message, hint, options);
  }
}

/** The configuration, a baseline or a suppression is wrong; `path` leads to the setting. */
export class ConfigurationError extends LeastwiseError {
  constructor(
    message: string,
    hint?: string,
    readonly path?: string,
    options?: { cause?: unknown },
  ) {
    super(message, hint, options);
  }
}

/** A defect in a rule: the check is not complete and must not look like one. */
export class RuleError extends Error {
  constructor(
    readonly ruleId: string,
    cause: unknown,
  ) {
    super(`the rule ${ruleId} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = "RuleError";
  }
}
