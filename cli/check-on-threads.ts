import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { LeastwiseError } from "../core";
import { checkInput, type CheckedInputs, type CheckInputsOptions } from "./check-input";
import type { Progress } from "./progress";

/** What all threads share: the inputs, and the number of the next one that nobody has taken. */
interface Shared {
  readonly inputs: readonly string[];
  readonly options: CheckInputsOptions;
  readonly next: Int32Array;
}

/** What became of one input; an error as what is left of it on the way between threads. */
type Outcome = { readonly index: number } & ({ readonly checked: CheckedInputs } | { readonly error: SentError });

interface SentError {
  readonly isKnown: boolean;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly stack?: string | undefined;
}

/** Milliseconds of work after which a second thread pays: it takes half of that to be ready. */
const worthwhile = 300;

/** The command line as it is built: a worker is the same file, which sees that it is one. */
const main = join(__dirname, "main.js");

/** Checks several inputs, this thread and others each taking the next one; the results in the order of the inputs, the error of the first that cannot be checked. */
export async function checkOnThreads(inputs: readonly string[], options: CheckInputsOptions, progress: Progress): Promise<readonly CheckedInputs[]> {
  const shared: Shared = { inputs, options, next: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) };
  const outcomes: Outcome[] = [];
  const helpers = new Helpers(shared, take);
  const start = Date.now();
  function take(outcome: Outcome): void {
    outcomes.push(outcome);
    if ("error" in outcome) Atomics.store(shared.next, 0, inputs.length);
    progress.show(`checked ${outcomes.length} of ${inputs.length}`);
    if (outcomes.length === inputs.length) helpers.dismiss();
    else if (Date.now() - start > worthwhile) helpers.call();
  }
  await takeInputs(shared, take);
  await helpers.ended();
  outcomes.sort((a, b) => a.index - b.index);
  return outcomes.map((outcome) => ("checked" in outcome ? outcome.checked : rethrow(outcome.error)));
}

/** What a worker does: takes inputs until there is none, and sends what became of each. */
export async function serveThread(): Promise<void> {
  await takeInputs(workerData as Shared, (outcome) => parentPort!.postMessage(outcome));
}

async function takeInputs({ inputs, options, next }: Shared, take: (outcome: Outcome) => void): Promise<void> {
  for (let index = Atomics.add(next, 0, 1); index < inputs.length; index = Atomics.add(next, 0, 1)) {
    take(await checkInput(inputs[index]!, options).then((checked) => ({ index, checked }), (error: unknown) => ({ index, error: sent(error) })));
  }
}

/** The threads beside this one. */
class Helpers {
  private threads: readonly Worker[] | undefined;
  private readonly ends: Promise<void>[] = [];

  constructor(
    private readonly shared: Shared,
    private readonly take: (outcome: Outcome) => void,
  ) {}

  /** Starts a thread for each processor and each input that is left, but for those of this thread. Standard input is for this thread only. */
  call(): void {
    if (this.threads) return;
    const { inputs, next } = this.shared;
    const left = inputs.includes("-") || !existsSync(main) ? 0 : inputs.length - Atomics.load(next, 0);
    const count = Math.max(0, Math.min(availableParallelism(), left) - 1);
    this.threads = Array.from({ length: count }, () => new Worker(main, { workerData: this.shared }));
    for (const thread of this.threads) {
      thread.on("message", this.take);
      const end = new Promise<void>((resolve, reject) => thread.once("error", reject).once("exit", () => resolve()));
      end.catch(() => {}); // told by ended(), when this thread has done its own part
      this.ends.push(end);
    }
  }

  /** Ends the threads, with nothing left to take. */
  dismiss(): void {
    for (const thread of this.threads ?? []) void thread.terminate();
  }

  /** Resolves when each thread has taken its last input. */
  async ended(): Promise<void> {
    await Promise.all(this.ends);
  }
}

function sent(error: unknown): SentError {
  if (error instanceof LeastwiseError) return { isKnown: true, message: error.message, hint: error.hint };
  return { isKnown: false, message: error instanceof Error ? error.message : String(error), stack: error instanceof Error ? error.stack : undefined };
}

function rethrow({ isKnown, message, hint, stack }: SentError): never {
  throw isKnown ? new LeastwiseError(message, hint) : Object.assign(new Error(message), stack === undefined ? {} : { stack });
}
