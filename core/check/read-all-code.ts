import { CodeCache, readCode, type CodeReading } from "../code";
import type { Deployment } from "../model";
import { unmappedCalls } from "../required";
import { knownOr, literal } from "../values";

/** Reads the code of every function of a deployment, by address. Modules that several functions share are read once. */
export async function readAllCode(deployment: Deployment, root: string, onFunction: (number: number, of: number) => void = () => {}): Promise<Map<string, CodeReading>> {
  const cache = new CodeCache();
  const readings = new Map<string, CodeReading>();
  for (const [index, fn] of deployment.functions.entries()) {
    onFunction(index + 1, deployment.functions.length);
    const name = knownOr(fn.name);
    readings.set(
      fn.address,
      withUnmapped(
        await readCode({
          source: fn.code,
          layers: fn.layers,
          handler: fn.handler,
          runtime: fn.runtime,
          environment: fn.environment,
          ...(name === undefined ? {} : { functionName: literal(name) }),
          root,
          cache,
        }),
      ),
    );
  }
  return readings;
}

/** The reading with the calls whose actions the reference does not know among its reasons: what they need stays open. */
export function withUnmapped(reading: CodeReading): CodeReading {
  const unmapped = unmappedCalls(reading.calls);
  if (unmapped.length === 0) return reading;
  return { ...reading, status: reading.status === "read" ? "partly" : reading.status, reasons: [...reading.reasons, ...unmapped] };
}
