import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { joinOperations } from "../../../scripts/refresh-reference/operations";
import { writeReferenceData, type ReferenceData } from "../../../scripts/refresh-reference/refresh";
import type { ActionRecord, ServiceRecord } from "../../../core/reference/service-record";
import type { BotocoreMember, BotocoreService } from "../../../scripts/refresh-reference/botocore";
import type { MappedAction } from "../../../scripts/refresh-reference/operation-map";

const actionNames = (...names: string[]): ActionRecord[] => names.map((name): ActionRecord => [name, 2]);
const service = (...actions: ActionRecord[]): ServiceRecord => ({ name: "Shop", keys: [["shop:Owner", "String"]], types: [["order", "arn:${Partition}:shop:${Region}:${Account}:order/${OrderName}"]], actions });

describe("refresh-reference: writing", () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), "reference-"))));
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const data = (services: Record<string, ServiceRecord>, policies = 2): ReferenceData => ({
    actions: { date: "2026-01-01", services: new Map(Object.entries(services)), conditionKeys: { global: [["aws:SourceArn", "ARN"]], foreign: {} }, descriptions: new Map() },
    policies: { date: "2026-01-02", index: { paths: [""], dictionary: 0, policies: Array.from({ length: policies }, (_, place): [string, number, number] => [`P${place}`, 0, 1]) }, bytes: Buffer.from("x".repeat(policies)) },
    operations: { services: new Map(), sdkServices: [] },
    operationsDate: "2026-01-03",
    sources: {},
  });
  const shop = data({ shop: service(...actionNames("GetOrder", "PutOrder")) });
  const index = () => JSON.parse(readFileSync(join(directory, "index.json"), "utf8")) as { counts: Record<string, number>; versions: unknown };

  it("dates and counts what it writes", () => {
    writeReferenceData(shop, directory);
    expect(index().versions).to.deep.equal({ actions: "2026-01-01", managedPolicies: "2026-01-02", operations: "2026-01-03" });
    expect(index().counts).to.deep.equal({ services: 1, actions: 2, conditionKeys: 2, managedPolicies: 2, operationServices: 0, operations: 0 });
  });

  for (const [what, smaller] of [
    ["actions: 2 before, 1 now", data({ shop: service(...actionNames("GetOrder")) })],
    ["managedPolicies: 2 before, 1 now", data({ shop: service(...actionNames("GetOrder", "PutOrder")) }, 1)],
    ["services: 1 before, 0 now", data({})],
  ] as const) {
    it(`refuses to shrink (${what}) and leaves the data alone`, () => {
      writeReferenceData(shop, directory);
      const before = readFileSync(join(directory, "index.json"), "utf8");
      expect(() => writeReferenceData(smaller, directory)).to.throw(what);
      expect(readFileSync(join(directory, "index.json"), "utf8")).to.equal(before);
      expect(readdirSync(join(directory, "services"))).to.deep.equal(["shop.json"]);
    });

    it(`shrinks with a reason (${what})`, () => {
      writeReferenceData(shop, directory);
      writeReferenceData(smaller, directory, "the service was closed");
      expect(index().counts["actions"]).to.equal([...smaller.actions.services.values()].flatMap(({ actions }) => actions).length);
    });
  }

  it("writes the same bytes again, and nothing of a service that is gone", () => {
    writeReferenceData(data({ shop: service(), old: service() }), directory);
    writeReferenceData(shop, directory, "one service was merged");
    expect(readdirSync(join(directory, "services"))).to.deep.equal(["shop.json"]);
    const first = readFileSync(join(directory, "services/shop.json"));
    writeReferenceData(shop, directory);
    expect(readFileSync(join(directory, "services/shop.json")).equals(first)).to.equal(true);
  });
});

describe("refresh-reference: joining operations", () => {
  const member = (name: string, type = "string"): BotocoreMember => ({ name, isRequired: false, type });
  const join = (operation: string, options: { members?: BotocoreMember[]; roles?: string[]; isUnsigned?: boolean; mapped?: MappedAction[]; actions?: string[]; dependents?: string[] }) => {
    const botocore: BotocoreService = {
      id: "shop-client",
      metadata: { serviceId: "Shop", serviceFullName: "Amazon Shop", signingName: "shop", endpointPrefix: "shop" },
      operations: new Map([[operation, { members: options.members ?? [], roles: options.roles ?? [], objects: [], innerTags: [], isUnsigned: options.isUnsigned ?? false, httpMethod: "POST", needsEndpointDiscovery: false }]]),
      paginators: [],
      waiters: [],
    };
    const record: ActionRecord[] = (options.actions ?? []).map((name): ActionRecord => [name, name === "TagResource" ? 3 : 2, [[0, 1]]]);
    const joined = joinOperations({
      botocore: [botocore],
      map: { find: () => options.mapped ?? [], prefixOf: () => undefined },
      iam: new Map([["shop", service(...record)]]),
      dependents: new Map([[`shop:${operation}`.toLowerCase(), options.dependents ?? []]]),
    });
    return joined.services.get("shop-client")!.operations[0];
  };

  it("takes the action of the operation's own name", () => expect(join("PutOrder", { actions: ["PutOrder"] })).to.deep.equal(["PutOrder", "", 0]));
  it("takes the map's word where there is none", () => expect(join("PutOrders", { actions: ["PutOrder"], mapped: [{ action: "shop:putorder" }] })).to.deep.equal(["PutOrders", "", ["shop:PutOrder"]]));
  it("keeps what the map says conditionally apart", () =>
    expect(join("PutOrders", { actions: ["PutOrder", "DropOrder"], mapped: [{ action: "shop:PutOrder", conditions: {} }, { action: "shop:DropOrder", conditions: {} }] })).to.deep.equal(["PutOrders", "", [], ["shop:DropOrder", "shop:PutOrder"]]));
  it("takes the older action for a batch and for a second version", () => {
    expect(join("BatchPutOrder", { actions: ["PutOrder"] })).to.deep.equal(["BatchPutOrder", "", ["shop:PutOrder"]]);
    expect(join("PutOrderV2", { actions: ["PutOrder"] })).to.deep.equal(["PutOrderV2", "", ["shop:PutOrder"]]);
    expect(join("PutOrderV2", { actions: ["PutOrder", "PutOrderV2"] })).to.deep.equal(["PutOrderV2", "", 0]);
  });
  it("drops what the map says of actions that do not exist", () => expect(join("PutOrders", { mapped: [{ action: "shop:Nothing" }] })).to.deep.equal(["PutOrders", ""]));
  it("marks what is not signed", () => expect(join("GetOrder", { actions: ["GetOrder"], isUnsigned: true })).to.deep.equal(["GetOrder", "", 1]));
  it("adds what the action depends on", () => expect(join("PutOrder", { actions: ["PutOrder"], dependents: ["kms:Decrypt"] })).to.deep.equal(["PutOrder", "", 0, ["kms:Decrypt"]]));
  it("finds the member that tells the resource, however it is called", () => {
    for (const name of ["OrderName", "orderId", "order", "OrderArn", "resourceArn"]) expect(join("PutOrder", { actions: ["PutOrder"], members: [member(name)] })?.[4], name).to.deep.equal([["OrderName", name]]);
    expect(join("PutOrder", { actions: ["PutOrder"], members: [member("Colour")] })?.[4]).to.equal(undefined);
  });
  it("sees passed roles and tags", () => {
    const created = join("CreateOrder", { actions: ["CreateOrder", "TagResource"], members: [member("Tags", "list")], roles: ["Handler.RoleArn"] });
    expect(created?.[5]).to.deep.equal([["iam:PassRole", "Handler.RoleArn"], ["shop:TagResource", "Tags"]]);
    expect(join("ListOrders", { actions: ["ListOrders", "TagResource"], members: [member("Tags", "list")], roles: ["RoleArn"] })?.[5]).to.equal(undefined);
  });
});
