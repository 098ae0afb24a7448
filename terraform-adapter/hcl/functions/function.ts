import { fromPlain, literal, toPlain, type SourceLocation, type Symbolic } from "../../../core";
import type { Evaluator } from "../evaluate";
import { hasFailure, unknownBecause } from "../failure";
import type { Scope } from "../scope";

/** The call of a function: its place, and what a function that reads files or templates needs. */
export interface Call {
  readonly at: SourceLocation;
  readonly name: string;
  readonly scope: Scope;
  readonly evaluator: Evaluator;
}

/** A function of the language. No argument is a choice: those are taken one by one. */
export type TerraformFunction = (args: readonly Symbolic[], call: Call) => Symbolic;

/** Thrown by a function of plain values that Terraform would refuse. */
export class Refused extends Error {}

/** A function that needs all of its arguments known. */
export function ofKnown(compute: (...args: never[]) => unknown): TerraformFunction {
  return (args, call) => {
    const plain = args.map(plainOf);
    if (plain.includes(undefined)) return notKnown(args, call);
    const result = (compute as (...args: unknown[]) => unknown)(...plain);
    return fromPlain(result, call.at);
  };
}

function plainOf(value: Symbolic): unknown {
  if (value.kind === "json") {
    const plain = toPlain(value.value);
    return plain === undefined ? undefined : JSON.stringify(plain);
  }
  return toPlain(value);
}

/** The unknown result of a function some of whose arguments are. */
export function notKnown(args: readonly Symbolic[], call: Call): Symbolic {
  return args.find((arg) => arg.kind === "unknown" && hasFailure(arg)) ?? unknownBecause(args, `the result of ${call.name}() is not known yet`, call.at);
}

export function booleanOf(value: boolean, call: Call): Symbolic {
  return { kind: "boolean", value, at: call.at };
}

export function numberOf(value: number, call: Call): Symbolic {
  return { kind: "number", value, at: call.at };
}

export function textOf(value: string, call: Call): Symbolic {
  return literal(value, call.at);
}
