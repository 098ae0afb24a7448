import { bundledCommand, commandNamed, isBundledClient } from "../bundled-code";
import type { Interpreter } from "../interpreter";
import type { Scope } from "../scope";
import { knownText } from "../symbolic";
import { nativeFunction, runTime, undefinedValue, type JsValue, type NativeValue } from "../values";
import { commandClass, makeClient, sendCommand, commandOf } from "./clients";
import type * as babel from "@babel/types";

/** What a class of a bundled SDK extends, as far as this project is concerned: a command or a client. */
export function bundledParent(run: Interpreter, node: babel.Class, scope: Scope): NativeValue | undefined {
  const command = bundledCommand(node, scope.module);
  if (command) return commandClass(run, command.service, command.operation, command.name);
  if (!isBundledClient(node, scope.module)) return undefined;
  return { kind: "native", name: "SDK client class", isClientClass: true, construct: ({ args }) => makeClient(run, "", { version: "v3" }, args[0] ?? undefinedValue) };
}

/** `builder.n("S3Client", "GetObjectCommand")`: from here on the builder is that command's class. */
export function namedCommand(run: Interpreter, args: readonly JsValue[]): NativeValue | undefined {
  const [client, command] = args.map(knownText);
  if (args.length !== 2 || !client?.endsWith("Client") || !command?.endsWith("Command")) return undefined;
  const named = commandNamed(client, command);
  if (!named) return undefined;
  const made = commandClass(run, named.service, named.operation, named.name);
  const builder: NativeValue = { kind: "native", name: "a command builder", get: (property) => (property === "then" ? undefined : nativeFunction(property, () => (property === "build" ? made : builder))) };
  return builder;
}

/** `createAggregatedClient({ GetObjectCommand, … }, S3)`: each command becomes a method. `false` where the call is something else. */
export function aggregates(run: Interpreter, args: readonly JsValue[]): boolean {
  const [commands, client] = args;
  if (commands?.kind !== "object" || client?.kind !== "class") return false;
  const names = [...commands.properties.keys()];
  if (names.length === 0 || !names.every((name) => name.endsWith("Command"))) return false;
  for (const name of names) {
    const method = name.charAt(0).toLowerCase() + name.slice(1, -"Command".length);
    const make = commands.properties.get(name)!;
    client.prototype.properties.set(
      method,
      nativeFunction(method, (call) => {
        const command = commandOf(run.construct(make, call.args.slice(0, 1), call.at));
        if (command) sendCommand(run, { ...command, call: method, at: call.at });
        if (command) command.sent = true;
        return runTime(`result of ${name.slice(0, -"Command".length)}`, call.at);
      }),
    );
  }
  return true;
}
