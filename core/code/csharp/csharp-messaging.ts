import type { Machine } from "../program/machine";
import { emit, inputWith, type ClientSettings } from "../program/sdk-client";
import { alternativesOf, atRunTime, method, native, type Call, type NativeValue, type ProgramValue, type Type } from "../program/values";
import { apply, functionIn } from "./csharp-collections";
import { lastOf } from "./csharp-names";
import { construct, type ServiceWorld } from "./csharp-services";

const VIA = "AWS.Messaging";

interface Route {
  readonly type: Type | undefined;
  readonly kind: string;
  readonly target: ProgramValue;
}

const operations: Readonly<Record<string, (target: ProgramValue) => readonly [service: string, operation: string, members: Readonly<Record<string, ProgramValue>>]>> = {
  SQS: (target) => ["sqs", "SendMessage", { QueueUrl: target }],
  SNS: (target) => ["sns", "Publish", { TopicArn: target }],
  EventBridge: (target) => ["events", "PutEvents", { EventBusName: target }],
};

/** AWS Message Processing Framework for .NET. Source: https://github.com/aws/aws-dotnet-messaging */
export class MessageBus {
  private readonly routes: Route[] = [];

  /** What `AddAWSMessageBus` hands to the function that it is given. */
  configure(machine: Machine, world: ServiceWorld, call: Call): void {
    const self: NativeValue = native("message bus", {
      member: (name) =>
        method(name, (inner) => {
          const kind = /^Add(SQS|SNS|EventBridge)Publisher$/.exec(name)?.[1];
          if (kind) this.routes.push({ type: inner.types?.[0], kind, target: inner.args[0] ?? atRunTime("a target") });
          const [handler] = name === "AddMessageHandler" ? (inner.types ?? []) : [];
          if (handler?.kind === "local") world.services.waiting.push((using) => handle(using, handler, inner));
          if (name === "AddSQSPoller") for (const operation of ["ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility"]) emit(machine, inner, { service: "sqs", via: VIA }, operation, inputWith({ QueueUrl: inner.args[0] }));
          return self;
        }),
    });
    apply(machine, functionIn(call.args), self, call);
  }

  /** Publishers, and what hands messages to their handlers. */
  objectOf(machine: Machine, path: string, world: ServiceWorld): ProgramValue | undefined {
    const simple = lastOf(path);
    if (simple === "ILambdaMessaging") return native("message processing", { member: (name) => method(name, () => (world.services.waiting.forEach((wait) => wait(machine)), atRunTime(name))) });
    const kind = /^I(SQS|SNS|EventBridge|Message)Publisher$/.exec(simple)?.[1];
    if (kind === undefined) return undefined;
    return native("message publisher", { services: ["sqs", "sns", "events"], member: (name) => (/^(Publish|Send)Async$/.test(name) ? method(name, (call) => this.publish(machine, call)) : undefined) });
  }

  private publish(machine: Machine, call: Call): ProgramValue {
    const types = [...(call.types ?? []), ...call.args.flatMap(alternativesOf).flatMap((one) => ((one.kind === "object" || one.kind === "data") && one.type ? [one.type] : []))];
    const wanted = types.flatMap((one) => (one.kind === "local" ? [one.declaration] : []))[0];
    const fitting = this.routes.filter((route) => route.type?.kind === "local" && route.type.declaration === wanted);
    for (const { kind, target } of fitting.length > 0 ? fitting : this.routes) {
      const [service, operation, members] = operations[kind]!(target);
      const settings: ClientSettings = { service, via: VIA };
      emit(machine, call, settings, operation, service === "events" ? { input: { kind: "map", entries: new Map([["Entries", { kind: "list" as const, items: [inputWith(members).input] }]]) } } : inputWith(members));
    }
    return atRunTime("an answer");
  }
}

function handle(machine: Machine, type: Extract<Type, { kind: "local" }>, call: Call): void {
  const { names: _, types: __, ...plain } = call;
  const object = construct(machine, type, plain);
  machine.surrender([machine.member(object, "HandleAsync", call.frame, call.at)], call);
}
