// Stands in for Pulumi's language host for Node.js, which is not to be had as a Go module or npm package: it starts programs and policy packs.
const fs = require("node:fs");
const path = require("node:path");
const { spawn } = require("node:child_process");
const { fromSdk, messages, owned, serve, unary } = require("./grpc-plugin.js");

const language = messages("language_pb");
const { PluginInfo } = messages("plugin_pb");
const { Empty } = fromSdk("google-protobuf/google/protobuf/empty_pb");
const engineAddress = process.argv.slice(2).find((argument) => !argument.startsWith("-"));

function resolveIn(folder, module) {
  return require.resolve(module, { paths: [folder] });
}

/** The arguments of `@pulumi/pulumi/cmd/run` for one run of a program. */
function programArguments(request) {
  const info = request.getInfo();
  const named = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    stack: request.getStack(),
    "root-directory": info.getRootDirectory(),
    pwd: request.getPwd(),
    parallel: String(request.getParallel()),
    "query-mode": "false",
  };
  const flags = Object.entries(named).flatMap(([name, value]) => [`--${name}`, value]);
  return [...flags, ...(request.getDryrun() ? ["--dry-run"] : []), info.getEntryPoint() || "."];
}

function run(call, reply) {
  const { request } = call;
  const folder = request.getInfo().getProgramDirectory();
  const env = {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_NODEJS_TYPESCRIPT: "true",
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
  };
  const program = owned(spawn(process.execPath, [resolveIn(folder, "@pulumi/pulumi/cmd/run"), ...programArguments(request)], { cwd: folder, env, stdio: ["ignore", "inherit", "inherit"] }));
  program.on("close", (code) => {
    const response = new language.RunResponse();
    if (code === 32) response.setBail(true);
    else if (code !== 0) response.setError(`the program ended with ${code}`);
    reply(null, response);
  });
}

function runPolicyPack(call) {
  const { request } = call;
  const folder = request.getInfo().getProgramDirectory();
  const env = { ...process.env, ...Object.fromEntries(request.getEnvList().map((entry) => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)])) };
  const pack = owned(spawn(process.execPath, [resolveIn(folder, "@pulumi/pulumi/cmd/run-policy-pack"), ...request.getArgsList(), folder], { cwd: folder, env }));
  const pass = (set) => (bytes) => {
    const response = new language.RunPluginResponse();
    response[set](bytes);
    call.write(response);
  };
  pack.stdout.on("data", pass("setStdout"));
  pack.stderr.on("data", pass("setStderr"));
  pack.on("close", (code) => {
    const response = new language.RunPluginResponse();
    response.setExitcode(code ?? 1);
    call.write(response);
    call.end();
  });
  call.on("cancelled", () => pack.kill());
}

function pluginInfo() {
  const info = new PluginInfo();
  info.setVersion("3.0.0");
  return info;
}

/** Stands in for npm: what is installed for this repository is what a downloaded pack needs. */
function installDependencies(call) {
  const folder = call.request.getInfo()?.getProgramDirectory() || call.request.getDirectory();
  const installed = path.join(folder, "node_modules");
  if (!fs.existsSync(installed)) fs.symlinkSync(path.resolve(__dirname, "../../../node_modules"), installed);
  call.end();
}

exports.start = () =>
  serve(messages("language_grpc_pb").LanguageRuntimeService, {
    getPluginInfo: unary(pluginInfo),
    getRequiredPackages: unary(() => new language.GetRequiredPackagesResponse()),
    getRequiredPlugins: unary(() => new language.GetRequiredPluginsResponse()),
    installDependencies,
    cancel: unary(() => new Empty()),
    run,
    runPlugin: runPolicyPack,
  });
