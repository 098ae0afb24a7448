/** Where progress is shown: standard error, or what a test puts in its place. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** A line that replaces the one before, for work that goes on for longer than a second. */
export class Progress {
  private readonly start: number;
  private last = 0;
  private isShown = false;

  constructor(
    private readonly stream: ProgressStream = process.stderr,
    private readonly environment: NodeJS.ProcessEnv = process.env,
    private readonly now: () => number = Date.now,
  ) {
    this.start = now();
  }

  /** Says what is being done: from the second second on, and at most ten times in each. */
  show(text: string): void {
    const at = this.now();
    if (!this.isWanted() || at - this.start < 1000 || at - this.last < 100) return;
    this.last = at;
    this.isShown = true;
    this.stream.write(`\r\u001b[K${text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ")}`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.isShown) this.stream.write("\r\u001b[K");
    this.isShown = false;
  }

  /** A person looks at a terminal that moves its cursor; in CI the line would be kept for each step. */
  private isWanted(): boolean {
    const { NO_COLOR, CI, TERM } = this.environment;
    return this.stream.isTTY === true && !NO_COLOR && (!CI || CI === "false") && TERM !== "dumb";
  }
}
