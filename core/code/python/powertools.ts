import type { Symbolic } from "../../values";
import { argument, positional } from "./arguments";
import { method } from "./container-methods";
import { makes, op, record, type LibraryOperation } from "./library-calls";
import type { Call } from "./machine";
import type { ModelTable } from "./models";
import { alternativesOf, atRunTime, isObject, none, type NativeValue, type PyValue } from "./values";

const via = "aws_lambda_powertools";

function decrypting(call: Call, operation: string, member: string): readonly LibraryOperation[] {
  const wanted = argument(call.arguments, undefined, "decrypt");
  const decrypts: Symbolic | undefined = wanted?.kind === "data" ? wanted.value : undefined;
  return [op("ssm", operation, { [member]: [0, "name", "path"] }, decrypts ? { WithDecryption: decrypts } : {})];
}

function parameter(operation: "GetParameter" | "GetParametersByPath" | "PutParameter"): (call: Call) => PyValue {
  return (call) => {
    record(call, via, decrypting(call, operation, operation === "GetParametersByPath" ? "Path" : "Name"));
    return atRunTime("the value of a parameter");
  };
}

function parametersByName(call: Call): PyValue {
  const names = argument(call.arguments, 0, "parameters");
  const { items, rest } = names ? call.machine.iterate(names, call.site) : { items: [], rest: undefined };
  for (const name of [...items, ...(rest ? [rest] : [])]) record(call, via, [op("ssm", "GetParameter")], { Name: name });
  record(call, via, [op("ssm", "GetParameters")], names ? { Names: names } : {});
  return atRunTime("the values of parameters");
}

const secret = op("secretsmanager", "GetSecretValue", { SecretId: [0, "name"] });
const putSecret = [op("secretsmanager", "PutSecretValue", { SecretId: [0, "name"] }), op("secretsmanager", "CreateSecret", { Name: [0, "name"] })];

const configuration = ["StartConfigurationSession", "GetLatestConfiguration"] as const;

function appConfig(call: Call, more: Readonly<Record<string, PyValue | undefined>>): PyValue {
  record(call, via, configuration.map((operation) => op("appconfigdata", operation)), more);
  return atRunTime("a configuration");
}

function namedConfiguration(call: Call): PyValue {
  return appConfig(call, {
    ConfigurationProfileIdentifier: argument(call.arguments, 0, "name"),
    EnvironmentIdentifier: argument(call.arguments, 1, "environment"),
    ApplicationIdentifier: argument(call.arguments, 2, "application"),
  });
}

/** An object whose methods are known; others do nothing. */
function objectWith(label: string, services: readonly string[], methods: Readonly<Record<string, (call: Call) => PyValue>>): NativeValue {
  return { kind: "native", label, services, attribute: (name) => method(name, Object.hasOwn(methods, name) ? methods[name]! : () => none) };
}

function ssmProvider(): PyValue {
  return objectWith("SSMProvider", ["ssm"], { get: parameter("GetParameter"), get_multiple: parameter("GetParametersByPath"), set: parameter("PutParameter"), get_parameters_by_name: parametersByName });
}

function secretsProvider(): PyValue {
  const made = (operations: readonly LibraryOperation[]) => (call: Call) => {
    record(call, via, operations);
    return atRunTime("a secret");
  };
  return objectWith("SecretsProvider", ["secretsmanager"], { get: made([secret]), set: made(putSecret) });
}

function appConfigProvider(call: Call): PyValue {
  const environment = argument(call.arguments, 0, "environment");
  const application = argument(call.arguments, 1, "application");
  return objectWith("AppConfigProvider", ["appconfigdata"], {
    get: (inner) => appConfig(inner, { ApplicationIdentifier: application, EnvironmentIdentifier: environment, ConfigurationProfileIdentifier: argument(inner.arguments, 0, "name") }),
  });
}

function dynamoProvider(call: Call): PyValue {
  const table = argument(call.arguments, 0, "table_name");
  const read = (operation: string) => (inner: Call) => {
    record(inner, via, [op("dynamodb", operation)], { TableName: table });
    return atRunTime("a parameter");
  };
  return objectWith("DynamoDBProvider", ["dynamodb"], { get: read("GetItem"), get_multiple: read("Query") });
}

/** Source: https://docs.powertools.aws.dev/lambda/python/latest/utilities/idempotency/#iam-permissions */
const idempotencyOperations = ["GetItem", "PutItem", "UpdateItem", "DeleteItem"] as const;

function persistenceLayer(call: Call): PyValue {
  const table = argument(call.arguments, 0, "table_name");
  const layer: NativeValue = {
    kind: "native",
    label: "idempotency store",
    services: ["dynamodb"],
    use: (user) => record(user, via, idempotencyOperations.map((operation) => op("dynamodb", operation)), { TableName: table }),
    attribute: (name) => method(name, () => none),
  };
  return layer;
}

/** `@idempotent(persistence_store=…)`: the store is used when the function is called. */
function idempotent(call: Call): PyValue {
  const store = argument(call.arguments, undefined, "persistence_store");
  const wrap = (callee: PyValue): NativeValue => ({
    kind: "native",
    label: "an idempotent function",
    services: [],
    isDescriptor: true,
    call: (inner) => {
      for (const one of alternativesOf(store ?? none)) if (one.kind === "native") one.use?.({ ...inner, arguments: call.arguments });
      return inner.machine.call(callee, inner.arguments, inner.site);
    },
  });
  const [first, ...others] = call.arguments.positional;
  // Called as a function with handler, event and context, it calls the handler at once.
  if (first && isObject(first)) return others.length > 0 ? call.machine.call(wrap(first), { ...call.arguments, positional: others }, call.site) : wrap(first);
  return { kind: "native", label: "idempotent", services: [], call: ({ arguments: args }) => wrap(args.positional[0] ?? none) };
}

function appConfigStore(call: Call): PyValue {
  const [application, environment, name] = (["application", "environment", "name"] as const).map((one) => argument(call.arguments, undefined, one));
  const given = { ApplicationIdentifier: application, EnvironmentIdentifier: environment ?? argument(call.arguments, 0), ConfigurationProfileIdentifier: name };
  const store: NativeValue = { kind: "native", label: "AppConfigStore", services: ["appconfigdata"], use: (user) => void appConfig(user, given), attribute: (name) => method(name, (inner) => appConfig(inner, given)) };
  return store;
}

function featureFlags(call: Call): PyValue {
  const store = argument(call.arguments, 0, "store");
  const evaluate = (inner: Call): PyValue => {
    for (const one of alternativesOf(store ?? none)) if (one.kind === "native") one.use?.(inner);
    return atRunTime("a feature flag");
  };
  return objectWith("FeatureFlags", ["appconfigdata"], { evaluate, get_enabled_features: evaluate, get_configuration: evaluate });
}

/** Records of a batch are handed to a function one by one. */
function batch(call: Call): PyValue {
  const handler = argument(call.arguments, 1, "record_handler");
  if (handler) call.machine.call(handler, positional(atRunTime("event['Records'][*]")), call.site);
  return atRunTime("the failures of a batch");
}

function batchDecorator(call: Call): PyValue {
  batch(call);
  return { kind: "native", label: "batch_processor", services: [], call: ({ arguments: args }) => args.positional[0] ?? none };
}

function maskingProvider(call: Call): PyValue {
  const keys = argument(call.arguments, undefined, "keys");
  const encrypts = (inner: Call): PyValue => {
    record(inner, via, [op("kms", "GenerateDataKey"), op("kms", "Decrypt"), op("kms", "Encrypt")], { KeyId: keys });
    return atRunTime("masked data");
  };
  return objectWith("AWSEncryptionSDKProvider", ["kms"], { encrypt: encrypts, decrypt: encrypts });
}

function dataMasking(call: Call): PyValue {
  const provider = argument(call.arguments, 0, "provider");
  return provider && isObject(provider) ? provider : objectWith("DataMasking", [], {});
}

const parameters = "^aws_lambda_powertools\\.utilities\\.parameters(\\.\\w+)?\\.";
const idempotency = "^aws_lambda_powertools\\.utilities\\.idempotency(\\.[\\w.]+)?\\.";

function pattern(prefix: string, name: string): RegExp {
  return new RegExp(`${prefix}${name}$`);
}

/** Powertools for AWS Lambda (Python). Source: https://docs.powertools.aws.dev/lambda/python/latest/ */
export const powertoolsModels: ModelTable = {
  patterns: [
    [pattern(parameters, "get_parameter"), parameter("GetParameter")],
    [pattern(parameters, "get_parameters"), parameter("GetParametersByPath")],
    [pattern(parameters, "get_parameters_by_name"), parametersByName],
    [pattern(parameters, "set_parameter"), parameter("PutParameter")],
    [pattern(parameters, "get_secret"), makes(via, secret)],
    [pattern(parameters, "set_secret"), makes(via, ...putSecret)],
    [pattern(parameters, "get_app_config"), namedConfiguration],
    [pattern(parameters, "SSMProvider"), ssmProvider],
    [pattern(parameters, "SecretsProvider"), secretsProvider],
    [pattern(parameters, "AppConfigProvider"), appConfigProvider],
    [pattern(parameters, "DynamoDBProvider"), dynamoProvider],
    [pattern(idempotency, "DynamoDBPersistenceLayer"), persistenceLayer],
    [pattern(idempotency, "DynamoDBPersistence"), persistenceLayer],
    [pattern(idempotency, "idempotent(_function)?"), idempotent],
    [/^aws_lambda_powertools\.utilities\.feature_flags(\.[\w.]+)?\.AppConfigStore$/, appConfigStore],
    [/^aws_lambda_powertools\.utilities\.feature_flags(\.[\w.]+)?\.FeatureFlags$/, featureFlags],
    [/^aws_lambda_powertools\.utilities\.batch(\.[\w.]+)?\.(async_)?process_partial_response$/, batch],
    [/^aws_lambda_powertools\.utilities\.batch(\.[\w.]+)?\.(async_)?batch_processor$/, batchDecorator],
    [/^aws_lambda_powertools\.utilities\.data_masking\.provider(\.[\w.]+)?\.AWSEncryptionSDKProvider$/, maskingProvider],
    [/^aws_lambda_powertools\.utilities\.data_masking(\.base)?\.DataMasking$/, dataMasking],
  ],
};
