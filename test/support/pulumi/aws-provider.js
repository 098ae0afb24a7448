// Stands in for the AWS provider: it gives back what it is given, and adds what only AWS could tell. As with the real one, names are made
// before anything is created, so that they are known in a preview, while ids and ARNs are not; and a JSON document of which one part is
// unknown is unknown as a whole.
const { createHash } = require("node:crypto");
const { fromSdk, messages, serve, unary } = require("./grpc-plugin.js");

const provider = messages("provider_pb");
const { PluginInfo } = messages("plugin_pb");
const { Struct } = fromSdk("google-protobuf/google/protobuf/struct_pb");
const { Empty } = fromSdk("google-protobuf/google/protobuf/empty_pb");

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const signature = "4dabf18193072939515e22adb298388d";
const secret = "1b47061264138c4ac30d75fd1eb44270";
const account = "123456789012";
const region = "us-east-1";

const regional = (service, resource) => (inputs) => `arn:aws:${service}:${region}:${account}:${resource(inputs)}`;
const nameOf = (inputs) => inputs.name;
/** By token: the input that is made up where the program leaves it out, inputs that hold JSON, the ARN, and what else AWS adds. */
const resources = {
  "aws:s3/bucket:Bucket": { named: "bucket", arn: ({ bucket }) => `arn:aws:s3:::${bucket}`, id: ({ bucket }) => bucket },
  "aws:s3/bucketPolicy:BucketPolicy": { json: ["policy"], id: ({ bucket }) => bucket },
  "aws:iam/role:Role": { named: "name", json: ["assumeRolePolicy"], arn: ({ name }) => `arn:aws:iam::${account}:role/${name}`, id: nameOf },
  "aws:iam/policy:Policy": { named: "name", json: ["policy"], arn: ({ name }) => `arn:aws:iam::${account}:policy/${name}`, id: ({ name }) => `arn:aws:iam::${account}:policy/${name}` },
  "aws:iam/rolePolicy:RolePolicy": { named: "name", json: ["policy"], id: ({ role, name }) => `${role}:${name}` },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": { id: ({ role, policyArn }) => `${role}-${policyArn}` },
  "aws:lambda/function:Function": { named: "name", arn: regional("lambda", ({ name }) => `function:${name}`), id: nameOf, adds: ["invokeArn", "qualifiedArn", "version"] },
  "aws:lambda/permission:Permission": {},
  "aws:lambda/functionUrl:FunctionUrl": { adds: ["functionUrl"] },
  "aws:lambda/eventSourceMapping:EventSourceMapping": { adds: ["uuid"] },
  "aws:sqs/queue:Queue": { named: "name", json: ["policy"], arn: regional("sqs", nameOf), id: ({ name }) => `https://sqs.${region}.amazonaws.com/${account}/${name}`, adds: ["url"] },
  "aws:sns/topic:Topic": { named: "name", json: ["policy"], arn: regional("sns", nameOf), id: regional("sns", nameOf) },
  "aws:dynamodb/table:Table": { named: "name", arn: regional("dynamodb", ({ name }) => `table/${name}`), id: nameOf, adds: ["streamArn"] },
};

const tokenOf = (urn) => urn.split("::")[2].split("$").at(-1);
const hash = (text) => createHash("sha256").update(text).digest("hex").slice(0, 7);
const holdsUnknown = (value) => JSON.stringify(value)?.includes(unknown) === true;

function check(request) {
  const urn = request.getUrn();
  const inputs = request.getNews().toJavaScript();
  const { named, json = [] } = resources[tokenOf(urn)] ?? {};
  if (named && inputs[named] === undefined) inputs[named] = `${urn.split("::").at(-1).toLowerCase()}-${hash(urn)}`;
  for (const name of json) {
    const document = inputs[name];
    if (document === undefined || document[signature] === secret) continue;
    if (holdsUnknown(document)) inputs[name] = unknown;
    else if (typeof document === "object") inputs[name] = JSON.stringify(document);
  }
  const response = new provider.CheckResponse();
  response.setInputs(Struct.fromJavaScript(inputs));
  return response;
}

function create(request) {
  const urn = request.getUrn();
  const inputs = request.getProperties().toJavaScript();
  const { arn, id, adds = [] } = resources[tokenOf(urn)] ?? { arn: regional("unknown", () => hash(urn)) };
  const made = { id: id ? id(inputs) : `id-${hash(urn)}`, ...(arn ? { arn: arn(inputs) } : {}) };
  for (const name of adds) made[name] = name === "url" ? made.id : `${name}-${hash(urn)}`;
  const outputs = request.getPreview() ? Object.fromEntries(Object.keys(made).map((name) => [name, unknown])) : made;
  const response = new provider.CreateResponse();
  response.setId(request.getPreview() ? "" : made.id);
  response.setProperties(Struct.fromJavaScript({ ...inputs, ...outputs }));
  return response;
}

function diff(request) {
  const [before, after] = [request.getOldInputs() ?? request.getOlds(), request.getNews()].map((struct) => struct.toJavaScript());
  const changed = Object.keys({ ...before, ...after }).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const response = new provider.DiffResponse();
  response.setChanges(changed.length > 0 ? 2 : 1);
  response.setDiffsList(changed);
  return response;
}

function update(request) {
  const response = new provider.UpdateResponse();
  response.setProperties(Struct.fromJavaScript({ ...request.getOlds().toJavaScript(), ...request.getNews().toJavaScript() }));
  return response;
}

const single = (list) => (list.length === 1 ? list[0] : list);

const listed = (list) => single([...new Set(list)].sort().reverse());

function principalsOf(blocks) {
  const byType = Object.fromEntries(blocks.map(({ type, identifiers }) => [type, listed(identifiers)]));
  return byType["*"] === "*" && blocks.length === 1 ? "*" : byType;
}

function statementOf({ sid, effect = "Allow", actions, notActions, resources: arns, notResources, principals, notPrincipals, conditions }) {
  return {
    ...(sid ? { Sid: sid } : {}),
    Effect: effect,
    ...(actions ? { Action: listed(actions) } : {}),
    ...(notActions ? { NotAction: listed(notActions) } : {}),
    ...(arns ? { Resource: listed(arns) } : {}),
    ...(notResources ? { NotResource: listed(notResources) } : {}),
    ...(principals ? { Principal: principalsOf(principals) } : {}),
    ...(notPrincipals ? { NotPrincipal: principalsOf(notPrincipals) } : {}),
    ...(conditions ? { Condition: Object.fromEntries(conditions.map(({ test, variable, values }) => [test, { [variable]: single(values) }])) } : {}),
  };
}

/** As the real one does: sets are sorted backwards, and a statement takes the place of an earlier one with its Sid. */
function policyDocument({ statements = [], sourcePolicyDocuments = [], overridePolicyDocuments = [] }) {
  const inside = (documents) => documents.filter((text) => text !== "").flatMap((text) => JSON.parse(text).Statement);
  const merged = [];
  for (const statement of [...inside(sourcePolicyDocuments), ...statements.map(statementOf), ...inside(overridePolicyDocuments)]) {
    const same = statement.Sid === undefined ? -1 : merged.findIndex(({ Sid }) => Sid === statement.Sid);
    if (same < 0) merged.push(statement);
    else merged[same] = statement;
  }
  return { json: JSON.stringify({ Version: "2012-10-17", Statement: merged }) };
}

const functions = {
  "aws:iam/getPolicyDocument:getPolicyDocument": policyDocument,
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({ accountId: account, arn: `arn:aws:iam::${account}:user/test`, id: account, userId: "AIDATEST" }),
  "aws:index/getRegion:getRegion": () => ({ id: region, name: region, region }),
  "aws:index/getPartition:getPartition": () => ({ id: "aws", partition: "aws" }),
};

function invoke(request) {
  const response = new provider.InvokeResponse();
  const answer = functions[request.getTok()] ?? ((args) => args);
  response.setReturn(Struct.fromJavaScript(answer(request.getArgs().toJavaScript())));
  return response;
}

function configure() {
  const response = new provider.ConfigureResponse();
  response.setSupportspreview(true);
  response.setAcceptsecrets(true);
  return response;
}

function same(request) {
  const response = new provider.CheckResponse();
  response.setInputs(request.getNews());
  return response;
}

function read(request) {
  const response = new provider.ReadResponse();
  response.setId(request.getId());
  response.setProperties(request.getProperties());
  response.setInputs(request.getInputs());
  return response;
}

function pluginInfo() {
  const info = new PluginInfo();
  info.setVersion("7.0.0");
  return info;
}

exports.start = () =>
  serve(messages("provider_grpc_pb").ResourceProviderService, {
    getPluginInfo: unary(pluginInfo),
    checkConfig: unary(same),
    diffConfig: unary(() => new provider.DiffResponse()),
    configure: unary(configure),
    check: unary(check),
    diff: unary(diff),
    create: unary(create),
    update: unary(update),
    read: unary(read),
    delete: unary(() => new Empty()),
    invoke: unary(invoke),
    cancel: unary(() => new Empty()),
  });
