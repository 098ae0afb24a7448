import type { SourceLocation } from "../../values";
import { argument } from "./arguments";
import { method } from "./container-methods";
import { fromSymbolic, makeDict, makeList } from "./containers";
import type { Call, CallSite, Machine } from "./machine";
import type { ModelTable } from "./models";
import { choose } from "./store";
import { locationOf } from "../syntax";
import { alternativesOf, atRunTime, isNone, knownText, none, text, type NativeValue, type PyValue } from "./values";

interface Variable {
  /** Absent where the variable is known not to be configured. */
  readonly value?: PyValue;
  readonly isSure: boolean;
}

function variable(machine: Machine, name: string, at: SourceLocation): Variable {
  const found = machine.environment(name, at);
  if (found.kind === "absent") return { isSure: true };
  return { value: fromSymbolic(machine, found.value, [`environment variable ${name}`]), isSure: found.kind === "configured" };
}

/** `os.environ[name]` */
function mustHave(machine: Machine, name: PyValue, site: CallSite): PyValue {
  return choose(
    alternativesOf(name).map((one) => {
      const known = knownText(one);
      if (known === undefined) return atRunTime("an environment variable whose name could not be told");
      return variable(machine, known, locationOf(site.node)).value ?? atRunTime(`environment variable ${known}, which is not configured`);
    }),
  );
}

/** `os.environ.get(name, default)` */
function mayHave({ machine, arguments: args, site }: Call): PyValue {
  const given = argument(args, 1, "default");
  const otherwise = given ?? none;
  return choose(
    alternativesOf(argument(args, 0, "key") ?? none).flatMap((one) => {
      const known = knownText(one);
      if (known === undefined) return [atRunTime("an environment variable whose name could not be told"), otherwise];
      const { value, isSure } = variable(machine, known, locationOf(site.node));
      // Who asks without a default counts on it: that it may be missing is no name of anything.
      return value ? (isSure || !given || isNone(given) ? [value] : [value, given]) : [otherwise];
    }),
  );
}

const environ: NativeValue = {
  kind: "native",
  label: "os.environ",
  services: [],
  item: () => none,
  attribute: (name) => {
    switch (name) {
      case "get":
      case "setdefault":
      case "pop":
        return method(name, mayHave);
      case "copy":
        return method(name, () => environ);
      case "keys":
        return method(name, ({ machine }) => makeList(machine, [], atRunTime("the name of an environment variable")));
      case "items":
        return method(name, ({ machine }) => makeList(machine, [], makeList(machine, [atRunTime("the name of an environment variable"), atRunTime("an environment variable")])));
      case "values":
        return method(name, ({ machine }) => makeList(machine, [], atRunTime("an environment variable")));
      default:
        return method(name, () => none);
    }
  },
};

function environmentOf(machine: Machine): NativeValue {
  return { ...environ, item: (key, site) => mustHave(machine, key, site) };
}

/** The function's environment variables, as `os` and the packages that read settings give them. */
export const environmentModels: ModelTable = {
  values: { "os.environ": ({ machine }) => environmentOf(machine), "os.environb": ({ machine }) => environmentOf(machine) },
  calls: {
    "os.getenv": mayHave,
    "os.getenvb": mayHave,
    "os.putenv": () => none,
    "decouple.config": mayHave,
    "environs.Env": ({ machine }) => settingsReader(machine),
    "environ.Env": ({ machine }) => settingsReader(machine),
    "dotenv.load_dotenv": () => none,
    "dotenv.dotenv_values": ({ machine }) => makeDict(machine, [], atRunTime("a setting of a .env file")),
  },
};

/** `env("NAME", default=…)`, `env.str("NAME", …)` */
function settingsReader(machine: Machine): NativeValue {
  const read = (call: Call): PyValue => {
    const otherwise = argument(call.arguments, 1, "default");
    return otherwise ? mayHave(call) : mustHave(machine, argument(call.arguments, 0) ?? text(""), call.site);
  };
  return { kind: "native", label: "environs.Env", services: [], call: read, attribute: (name) => (name === "read_env" || name === "prefixed" ? method(name, () => none) : method(name, read)) };
}
