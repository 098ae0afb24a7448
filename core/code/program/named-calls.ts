import type { UnreadCode } from "../sdk-call";
import type { Follower } from "./follower";
import type { FunctionDeclaration } from "./program";
import type { ProgramValue } from "./values";

/** A method of the program, and how it is called by whoever has its object. */
export interface NamedMethod {
  readonly declaration: FunctionDeclaration;
  call(): ProgramValue;
}

/** Calls by a name of which nothing told what they reach: the program's own methods of that name may be meant. */
export class NamedCalls {
  private readonly names = new Set<string>();

  ask(name: string): void {
    this.names.add(name);
  }

  /** Follows methods of these names that nothing else has followed; what they call of AWS is possible, and is said to be so. */
  follow(machine: Follower, methods: readonly NamedMethod[]): UnreadCode[] {
    const reasons: UnreadCode[] = [];
    const tried = new Set<FunctionDeclaration>();
    for (let size = -1; size !== tried.size; ) {
      size = tried.size;
      for (const { declaration, call } of methods) {
        if (tried.has(declaration) || machine.followed.has(declaration) || !this.names.has(declaration.name)) continue;
        tried.add(declaration);
        const before = machine.calls.length;
        machine.event(call);
        const services = new Set(machine.calls.slice(before).map((one) => one.service));
        if (services.size === 0) continue;
        for (let index = before; index < machine.calls.length; index += 1) machine.calls[index] = { ...machine.calls[index]!, isPossible: true };
        reasons.push({ message: `What ${declaration.name} is called on could not be told; the code has a method of that name that may be meant.`, at: declaration.at, services: [...services] });
      }
    }
    return reasons;
  }
}
