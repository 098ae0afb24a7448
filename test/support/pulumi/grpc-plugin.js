// What a Pulumi plugin is: a gRPC server on a free port, which it prints, and which ends together with the engine.
const path = require("node:path");

const sdk = path.dirname(require.resolve("@pulumi/pulumi/package.json", { paths: [process.cwd(), __dirname] }));
/** A module that the SDK itself depends on, so that messages are of its own classes. */
const fromSdk = (name) => require(require.resolve(name, { paths: [sdk] }));
const messages = (name) => require(path.join(sdk, "proto", name));

const running = new Set();

/** Keeps a child process in mind, so that it does not outlive this one. */
function owned(child) {
  running.add(child);
  child.on("close", () => running.delete(child));
  return child;
}

/** An engine that was killed does not say goodbye: its plugins are then children of another process. */
function endWithEngine() {
  const engine = process.ppid;
  const end = () => {
    for (const child of running) child.kill("SIGKILL");
    process.exit(0);
  };
  setInterval(() => process.ppid !== engine && end(), 400).unref();
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, end);
}

/** Serves the methods; `null` results are errors that say which method is missing. */
function serve(service, methods) {
  const { Server, ServerCredentials, status } = fromSdk("@grpc/grpc-js");
  const server = new Server({ "grpc.max_receive_message_length": -1 });
  const absent = (name) => (call, reply) => reply?.({ code: status.UNIMPLEMENTED, message: `no ${name} in this stand-in` });
  server.addService(service, Object.fromEntries(Object.keys(service).map((name) => [name, methods[name] ?? absent(name)])));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    console.log(port);
  });
  endWithEngine();
}

/** A unary method from a function of the request; what it throws becomes the call's error. */
function unary(answer) {
  return (call, reply) => {
    try {
      reply(null, answer(call.request));
    } catch (error) {
      reply({ code: 2, message: error.stack });
    }
  };
}

module.exports = { fromSdk, messages, owned, serve, unary };
