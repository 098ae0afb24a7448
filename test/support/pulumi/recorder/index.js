// A policy pack that writes down what it is given, in the form of RecordedResource (recording.ts), to the file that LEASTWISE_RECORD names.
const fs = require("node:fs");
const { PolicyPack } = require("@pulumi/policy");

const unknowns = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", "3eeb2bf0-c639-47a8-9e75-3b44932eb421", "04da6b54-80e4-46f7-96ec-b56ff0331ba9", "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58", "e48ece36-62e2-4504-bad9-02848725956a", "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

function unwrap(value) {
  let inner = value;
  while (typeof inner === "object" && inner !== null && inner.__isSpecialProxy) inner = inner.__getSpecialProxyTarget;
  return inner;
}

/** Plain JSON of a value of the engine; promises of assets are waited for. */
async function plain(value) {
  const target = unwrap(value);
  if (unknowns.has(target)) return { $unknown: true };
  if (typeof target !== "object" || target === null) return target;
  if (Array.isArray(target)) return Promise.all(target.map(plain));
  const kind = target.constructor?.name;
  if (kind === "Secret") return { $secret: await plain(target.value) };
  if (target.__pulumiAsset || target.__pulumiArchive) {
    const [[name, content]] = Object.entries(target).filter(([key]) => ["path", "text", "uri", "assets"].includes(key));
    return { class: kind, [name]: await plain(await content) };
  }
  const entries = await Promise.all(Object.keys(target).filter((key) => key !== "__defaults").sort().map(async (key) => [key, await plain(target[key])]));
  return Object.fromEntries(entries);
}

const inputs = new Map();

async function record(resource) {
  const { urn, type, name, parent, provider, propertyDependencies } = resource;
  const props = await plain(resource.props);
  const given = (await inputs.get(urn)) ?? {};
  const differing = Object.entries(given).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(props[key]));
  const dependencies = Object.entries(propertyDependencies).map(([key, list]) => [key, list.map((one) => one.urn).sort()]);
  return {
    type, name, urn,
    ...(parent ? { parent: parent.urn } : {}),
    ...(provider ? { provider: provider.urn } : {}),
    props,
    ...(differing.length > 0 ? { remediateView: Object.fromEntries(differing) } : {}),
    inputs: Object.keys(given).sort(),
    propertyDependencies: Object.fromEntries(dependencies.filter(([, list]) => list.length > 0).sort()),
  };
}

new PolicyPack("recorder", {
  policies: [
    {
      name: "record",
      description: "Writes down what it is given.",
      enforcementLevel: "remediate",
      remediateResource: (args) => void inputs.set(args.urn, plain(args.props)),
      validateStack: async ({ resources }) => {
        const recorded = await Promise.all(resources.map(record));
        recorded.sort((a, b) => (a.urn < b.urn ? -1 : 1));
        fs.writeFileSync(process.env.LEASTWISE_RECORD, `${JSON.stringify(recorded, null, 1)}\n`);
      },
    },
  ],
});
