import { loadPackageDefinition, Server, ServerCredentials, type handleUnaryCall, type ServiceClientConstructor } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { join } from "node:path";
import { StandInProvider } from "./stand-in-provider";
import { readProviderFacts } from "./provider-facts";

/** Providers that run in this process, for Terraform to attach to instead of starting ones from a registry. */
export interface ReattachedProviders {
  /** What TF_REATTACH_PROVIDERS has to say. */
  readonly variable: string;
  close(): void;
}

/** Serves all stand-in providers; paths in configurations start from the folder. */
export async function serveProviders(folder: string): Promise<ReattachedProviders> {
  const attachments: Record<string, object> = {};
  const servers: Server[] = [];
  for (const [name, facts] of Object.entries(readProviderFacts())) {
    const { server, port } = await serve(new StandInProvider(name, facts, folder));
    servers.push(server);
    // With "Test", Terraform leaves the process alone when it is done.
    attachments[`registry.terraform.io/hashicorp/${name}`] = { Protocol: "grpc", ProtocolVersion: 5, Pid: process.pid, Test: true, Addr: { Network: "tcp", String: `127.0.0.1:${port}` } };
  }
  return { variable: JSON.stringify(attachments), close: () => servers.forEach((server) => server.forceShutdown()) };
}

async function serve(provider: StandInProvider): Promise<{ readonly server: Server; readonly port: number }> {
  const definition = loadSync(join(__dirname, "provider.proto"), { keepCase: true, longs: Number });
  const { Provider } = (loadPackageDefinition(definition) as unknown as { tfplugin5: { Provider: ServiceClientConstructor } }).tfplugin5;
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  const methods = Object.entries(provider.methods()).map(([name, answer]) => {
    const unary: handleUnaryCall<Parameters<typeof answer>[0], object> = (call, reply) => {
      try {
        reply(null, answer(call.request, call.getPeer()));
      } catch (error) {
        reply({ code: 2, message: (error as Error).stack ?? String(error) });
      }
    };
    return [name, unary] as const;
  });
  server.addService(Provider.service, Object.fromEntries(methods));
  const port = await new Promise<number>((resolve, reject) => server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound))));
  return { server, port };
}
