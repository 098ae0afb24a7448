import type { Machine } from "../program/machine";
import { choose } from "../program/store";
import { joinTexts } from "../program/text";
import { alternativesOf, atRunTime, data, knownText, method, text, zero, type Call, type ProgramValue } from "../program/values";
import { startHandler } from "./rust-lambda";
import { callSdk, objectOfSdkType, secretCache } from "./rust-sdk";
import { callFunctionWith, formatArguments, held, otherwise } from "./rust-values";

/** Crates that call AWS on one's behalf and are not followed, with what they can call. */
const unfollowed: readonly { readonly crate: RegExp; readonly services: readonly string[] | "any" }[] = [
  { crate: /^rusoto_/, services: "any" },
  { crate: /^aws_s3_transfer_manager|^s3$|^opendal$|^object_store$/, services: ["s3"] },
  { crate: /^(modyne|dynomite|raiden|dynamodb_\w+|aws_db_esdk\w*)$/, services: ["dynamodb"] },
  { crate: /^aws_(sdk_\w+|sigv4)$/, services: "any" },
  { crate: /^aws_(?!sdk_|config|types|smithy|credential_types|lambda_events|lambda_runtime|runtime|sigv4|region|http|lc_rs|secretsmanager_caching|xray)/, services: "any" },
];

/** Functions of this reader's own that the code is translated to. */
export function ownFunction(machine: Machine, name: string): ProgramValue | undefined {
  switch (name) {
    case "(held)":
      return method(name, ({ args }) => held(args[0] ?? zero));
    case "(format)":
      return method(name, (call) => formatArguments(machine, call));
    case "(or)":
      return method(name, ({ args: [value = zero, fallback = zero] }) => otherwise(value, fallback));
    case "(or else)":
      return method(name, (call) => otherwise(call.args[0] ?? zero, call.args[1] ? machine.call(call.args[1], { ...call, args: [atRunTime("an error")] }) : zero));
    case "(concat)":
      return method(name, ({ args }) => joinTexts(args));
    case "(leave)":
      // The function ends there: nothing comes of it.
      return method(name, () => ({ kind: "choice", alternatives: [] }));
    case "(macro)":
      return method(name, (call) => (machine.surrender(call.args, call), atRunTime("the result of a macro")));
    case "(based)":
      return method(name, ({ args: [made, base] }) => based(machine, made, base));
    default:
      return undefined;
  }
}

/** `Type { a, ..base }` */
function based(machine: Machine, made: ProgramValue | undefined, base: ProgramValue | undefined): ProgramValue {
  const [object] = alternativesOf(made);
  if (object?.kind !== "object") return made ?? zero;
  for (const one of alternativesOf(base)) {
    if (one.kind !== "object") continue;
    for (const [name, value] of one.slots.map) if (!object.slots.map.has(name)) machine.store.set(object.slots, name, value);
  }
  return object;
}

/** An environment variable by its name; nothing where it is not configured. */
export function environmentVariable(machine: Machine, name: ProgramValue | undefined, call: Call): ProgramValue {
  return choose(
    alternativesOf(name).flatMap((one): ProgramValue[] => {
      const known = knownText(one);
      if (known === undefined) return [atRunTime("an environment variable")];
      const found = machine.environment.get(known, call.at);
      if (found.kind === "absent") return [zero];
      const value = data(found.value, [`environment variable ${known}`]);
      return found.kind === "configured" ? [value] : [value, zero];
    }),
  );
}

/** Paths of which the first argument comes back. */
const carrying = /^(std::sync::\w+|std::rc::\w+|std::boxed::Box|std::cell::\w+|std::borrow::Cow|tokio::sync::\w+|parking_lot::\w+|once_cell::\w+::\w+|Box|Arc|Rc|Mutex|RwLock|Cell|RefCell|Cow|Some|OnceCell|OnceLock|String|std::string::String|PathBuf|std::path::\w+|serde_json|serde_dynamo|bytes::Bytes|Bytes|http::\w+|url::Url|urlencoding|percent_encoding|Json|axum::\w+)::(new|from|pin|with_value|owned|from_str|from_string|from_utf8|from_utf8_lossy|from_slice|from_value|to_string|to_value|to_vec|to_string_pretty|to_item|from_item|to_attribute_value|parse|decode|encode|copy_from_slice|from_static|const_new|clone|as_ref)$/;

/** A call of a path that is not in the program. */
export function callLibrary(machine: Machine, path: string, call: Call): ProgramValue {
  const name = path.slice(path.lastIndexOf("::") + 2);
  if (/^std::env::var(_os)?$/.test(path)) return environmentVariable(machine, call.args[0], call);
  const started = startHandler(machine, path, call);
  if (started) return started;
  const known = callSdk(machine, path, call);
  if (known) return known;
  if (/SecretsManagerCachingClient::\w+$/.test(path)) return secretCache(machine);
  if (/(^|::)(HashMap|BTreeMap|IndexMap)::(new|with_capacity|default)$/.test(path)) return machine.makeMap();
  if (/(^|::)(HashMap|BTreeMap)::from$/.test(path)) return mapFrom(machine, call.args[0]);
  if (/(^|::)(Vec|VecDeque|HashSet|BTreeSet)::(new|with_capacity|default)$/.test(path)) return machine.makeList([]);
  if (/(^|::)(Vec|VecDeque|HashSet|BTreeSet)::from(_iter)?$/.test(path)) return call.args[0] ?? zero;
  if (/(^|::)String::(new|default)$/.test(path)) return text("");
  if (carrying.test(path)) return call.args.length > 0 ? held(call.args[0]!) : zero;
  if (/(^|::)(spawn|spawn_blocking|block_on|block_in_place|timeout|scope|join_all|try_join_all|select_all)$/.test(path)) return runNow(machine, call);
  report(machine, path, call);
  const fn = call.args.find((one) => alternativesOf(one).some((given) => given.kind === "function"));
  if (fn && /(LazyLock|Lazy|OnceCell|OnceLock|LazyCell)::new$/.test(path)) return machine.call(fn, { ...call, args: [] });
  machine.surrender(call.args, call);
  return name === "default" ? zero : atRunTime(`the result of ${path}`);
}

function mapFrom(machine: Machine, list: ProgramValue | undefined): ProgramValue {
  const made = machine.makeMap();
  for (const pair of list ? machine.elementsOf(list).items : []) {
    const [key, value] = machine.elementsOf(pair).items;
    machine.setItem(made, key ?? atRunTime("a key"), value ?? zero);
  }
  return made;
}

/** Tasks and futures, as if they were run on the spot. */
function runNow(machine: Machine, call: Call): ProgramValue {
  const last = call.args[call.args.length - 1] ?? zero;
  return alternativesOf(last).some((one) => one.kind === "function") ? callFunctionWith(machine, last, atRunTime("a value"), call) : last;
}

/** Says that a crate which calls AWS is not followed. */
export function report(machine: Machine, path: string, call: Call): void {
  const crate = path.split("::")[0]!;
  const found = unfollowed.find((one) => one.crate.test(crate));
  if (found) machine.unread({ message: `The crate ${crate} can call AWS, and how the code uses it is not followed.`, at: call.at, services: found.services });
}

/** A value of a library's type of which nothing else is known. */
export function objectOfLibraryType(machine: Machine, path: string): ProgramValue | undefined {
  if (/SecretsManagerCachingClient$/.test(path)) return secretCache(machine);
  return objectOfSdkType(machine, path);
}

