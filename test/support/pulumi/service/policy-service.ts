import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

/** A policy pack that a group enforces. */
interface EnabledPack {
  readonly name: string;
  readonly versionTag?: string;
  readonly config?: unknown;
}

interface PublishedPack {
  readonly name: string;
  readonly versionTag: string;
  readonly policies: readonly { readonly name: string; readonly configSchema?: unknown }[];
  archive: Buffer;
}

/** What a request is answered with; no answer is 404. */
type Reply = object | Buffer | undefined;

/** The part of Pulumi's service that an organisation's policies need, on the loopback: it keeps packs and groups in memory, and no stacks. */
export class PolicyService {
  readonly requests: string[] = [];
  readonly published: PublishedPack[] = [];
  private readonly enabled = new Map<string, EnabledPack>();
  private readonly server: Server = createServer((request, response) => {
    void this.handle(request).then((reply) => {
      response.writeHead(reply === undefined ? 404 : 200, { "content-type": Buffer.isBuffer(reply) ? "application/gzip" : "application/json" });
      response.end(Buffer.isBuffer(reply) ? reply : JSON.stringify(reply ?? { code: 404, message: "not found" }));
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return this.address;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private async handle(request: IncomingMessage): Promise<Reply> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const sent = Buffer.concat(chunks);
    const raw = request.headers["content-encoding"] === "gzip" ? gunzipSync(sent) : sent;
    const line = `${request.method} ${new URL(request.url ?? "/", this.address).pathname}`;
    this.requests.push(line);
    const isJson = request.headers["content-type"]?.includes("json") === true && raw.length > 0;
    return this.answer(line, isJson ? (JSON.parse(raw.toString("utf8")) as Record<string, unknown>) : {}, raw);
  }

  private answer(line: string, body: Record<string, unknown>, raw: Buffer): Reply {
    for (const [pattern, reply] of this.routes) {
      const match = pattern.exec(line);
      if (match) return reply(match.slice(1), body, raw);
    }
    return undefined;
  }

  private readonly routes: readonly (readonly [RegExp, (holes: readonly string[], body: Record<string, unknown>, raw: Buffer) => Reply])[] = [
    [/^GET \/api\/user$/, () => ({ githubLogin: "tester", name: "Tester", organizations: [{ githubLogin: "acme", name: "acme" }], identities: [] })],
    [/^GET \/api\/user\/organizations\/default$/, () => ({ GitHubLogin: "acme", Messages: [] })],
    [/^GET \/api\/capabilities$/, () => ({ capabilities: [] })],
    [/^POST \/api\/orgs\/acme\/policypacks$/, (_, body) => this.publish(body as unknown as PublishedPack)],
    [/^PUT \/packs\/([^/]+)$/, ([tag], _, raw) => this.store(tag!, raw)],
    [/^GET \/packs\/([^/]+)$/, ([tag]) => this.packOf(tag!)?.archive],
    [/^POST \/api\/orgs\/acme\/policypacks\/leastwise\/versions\/([^/]+)\/complete$/, ([tag]) => this.packOf(tag!) && {}],
    [/^GET \/api\/orgs\/acme\/policypacks\/leastwise\/versions\/([^/]+)\/schema$/, ([tag]) => this.schemaOf(tag!)],
    [/^PATCH \/api\/orgs\/acme\/policygroups\/default-policy-group$/, (_, body) => this.change(body)],
    [/^POST \/api\/stacks\/acme\/shop\/dev\/(?:preview|update)$/, () => ({ updateID: "1", requiredPolicies: this.required(), messages: [] })],
    [/^POST \/api\/stacks\/acme\/shop\/dev\/(?:preview|update)\/1$/, () => ({ version: 1, token: "lease", tokenExpiration: 4e9 })],
    [/^POST \/api\/stacks\/acme\/shop\/dev\/(?:preview|update)\/1\/renew_lease$/, () => ({ token: "lease" })],
    [/^GET \/api\/stacks\/acme\/shop\/dev\/export/, () => ({ version: 3, deployment: { manifest: { time: "2026-01-01T00:00:00Z", magic: "", version: "" } } })],
    [/^GET \/api\/stacks\/acme\/shop\/dev\/policypacks$/, () => ({ requiredPolicies: this.required() })],
    [/^GET \/api\/stacks\/acme\/shop\/dev$/, () => ({ id: "dev", orgName: "acme", projectName: "shop", stackName: "dev", tags: {}, activeUpdate: "", version: 0 })],
    [/^(?:GET|POST|PATCH) \/api\/stacks\/acme\/shop\/dev\/(?:preview|update)\/1\/./, () => ({})],
  ];

  private publish(pack: PublishedPack): Reply {
    this.published.push({ ...pack, archive: Buffer.alloc(0) });
    return { version: this.published.length, uploadURI: `${this.address}/packs/${pack.versionTag}`, requiredHeaders: {} };
  }

  private store(tag: string, archive: Buffer): Reply {
    const pack = this.packOf(tag);
    if (pack) pack.archive = archive;
    return pack && {};
  }

  private packOf(tag: string): PublishedPack | undefined {
    return this.published.find(({ versionTag }) => versionTag === tag);
  }

  private schemaOf(tag: string): Reply {
    const pack = this.packOf(tag);
    return pack && { configSchema: Object.fromEntries(pack.policies.flatMap(({ name, configSchema }) => (configSchema === undefined ? [] : [[name, configSchema]]))) };
  }

  private change({ addPolicyPack: add, removePolicyPack: remove }: { addPolicyPack?: EnabledPack; removePolicyPack?: EnabledPack }): Reply {
    if (add) this.enabled.set(add.name, add);
    if (remove) this.enabled.delete(remove.name);
    return {};
  }

  private required(): object[] {
    return [...this.enabled.values()].map(({ name, versionTag, config }) => {
      const pack = versionTag === undefined ? this.published.at(-1)! : this.packOf(versionTag)!;
      return { name, displayName: name, version: this.published.indexOf(pack) + 1, versionTag: pack.versionTag, packLocation: `${this.address}/packs/${pack.versionTag}`, config };
    });
  }
}
