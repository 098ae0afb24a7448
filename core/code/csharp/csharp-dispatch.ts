import { externalSupertypes, frameOf } from "../program/declarations";
import type { Machine } from "../program/machine";
import type { TypeDeclaration } from "../program/program";
import { alternativesOf, atRunTime, type Call, type ProgramValue } from "../program/values";
import { lastOf } from "./csharp-names";
import { construct } from "./csharp-services";
import type { CSharpSources } from "./csharp-sources";

/** Types of libraries that hand what they are given to classes which they find by themselves: MediatR, MassTransit and the like. */
const dispatchers = /^(I?Mediator|ISender|IPublisher|IBus|IMessageBus|IPublishEndpoint|ISendEndpoint|I(Command|Query|Event|Message)(Bus|Dispatcher|Processor))$/;
const handlers = /^I\w*(Handler|Consumer)$/;

/** Whether calls of the type reach classes of the program. */
export function isDispatcher(path: string): boolean {
  return dispatchers.test(lastOf(path));
}

/** Calls the handlers of what is given: those for its type, or all where the type is not known. */
export function dispatch(machine: Machine, sources: CSharpSources, call: Call): ProgramValue {
  const given = call.args[0] ?? atRunTime("a message");
  const wanted = alternativesOf(given).flatMap((one) => ((one.kind === "object" || one.kind === "data") && one.type?.kind === "local" ? [one.type.declaration] : []));
  const all = [...sources.mentioning("IRequestHandler"), ...sources.mentioning("INotificationHandler"), ...sources.mentioning("IConsumer"), ...sources.mentioning("ICommandHandler"), ...sources.mentioning("IQueryHandler"), ...sources.mentioning("IEventHandler")];
  const results: ProgramValue[] = [];
  for (const type of new Set(all)) {
    if (type.kind === "interface" || !handles(machine, type, wanted)) continue;
    const { names: _, types: __, ...plain } = call;
    const object = construct(machine, { kind: "local", declaration: type, args: [] }, plain);
    for (const name of ["Handle", "HandleAsync", "Consume"]) if (type.methods.has(name)) results.push(machine.callMember(object, name, { ...plain, args: [given, atRunTime("cancellation")] }));
  }
  return results[results.length - 1] ?? atRunTime("an answer");
}

function handles(machine: Machine, type: TypeDeclaration, wanted: readonly TypeDeclaration[]): boolean {
  const own = type.supertypes.filter((one) => handlers.test(lastOf(one.name)));
  if (own.length === 0) return externalSupertypes(machine, type).some((path) => handlers.test(lastOf(path)));
  if (wanted.length === 0) return true;
  return own.some((one) => {
    const asked = machine.typeOf(one.args[0], frameOf(machine, type));
    return asked?.kind !== "local" || wanted.includes(asked.declaration);
  });
}
