import type { SourceLocation, Symbolic } from "../../core";
import type { SourceOfValues } from "../stack-resource";

/** A resource that the program registers, and what it passes. */
export interface Registration {
  readonly urns: readonly string[];
  /** Whether the name tells which resource it is; else it may be any of its type. */
  readonly isNamed: boolean;
  /** What is passed for a property; `undefined` where nothing is. */
  argument(property: string): Symbolic | undefined;
  readonly at: SourceLocation;
}

/** What a program passes to its resources, as far as its sources tell. */
export class ProgramValues implements SourceOfValues {
  private readonly byUrn = new Map<string, Registration[]>();

  constructor(
    registrations: readonly Registration[],
    /** Files that were read, relative to the program's folder. */
    readonly files: readonly string[],
  ) {
    const named = new Set(registrations.flatMap(({ urns, isNamed }) => (isNamed ? urns : [])));
    for (const registration of registrations) {
      for (const urn of registration.urns) {
        if (registration.isNamed || !named.has(urn)) this.byUrn.set(urn, [...(this.byUrn.get(urn) ?? []), registration]);
      }
    }
  }

  /** What is passed for a property of the resource; `undefined` where the program was not seen to make it, or passes nothing. */
  argument(urn: string, property: string): Symbolic | undefined {
    const found = (this.byUrn.get(urn) ?? []).flatMap((registration) => registration.argument(property) ?? []);
    if (found.length === 0) return undefined;
    return found.length === 1 ? found[0] : { kind: "choice", alternatives: found };
  }

  /** Where the resource is made, where that is one place. */
  placeOf(urn: string): SourceLocation | undefined {
    const registrations = this.byUrn.get(urn) ?? [];
    return registrations.length === 1 ? registrations[0]!.at : undefined;
  }
}
