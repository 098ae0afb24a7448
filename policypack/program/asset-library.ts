import { loadJavascript, unknown, type javascript } from "../../core";
import type { Asset } from "../known";

type JsValue = javascript.JsValue;
type NativeValue = javascript.NativeValue;
const { knownText, unreadable } = loadJavascript();

const assets = new WeakMap<NativeValue, Asset>();

/** The classes of `pulumi.asset`; what a program makes with them can be asked for with assetOfValue. */
export const assetLibrary: NativeValue = {
  kind: "native",
  name: "pulumi.asset",
  get: (property) => (property === "then" ? undefined : assetClass(property)),
};

/** The asset or archive that a value of the program is. */
export function assetOfValue(value: JsValue | undefined): Asset {
  const found = value?.kind === "native" ? assets.get(value) : undefined;
  return found ?? { kind: "unknown", unknown: unknown("unreadable", "an asset that the source does not tell") };
}

function assetClass(name: string): NativeValue {
  return {
    kind: "native",
    name: `pulumi.asset.${name}`,
    get: () => undefined,
    call: ({ at }) => unreadable(`pulumi.asset.${name}`, at),
    construct: ({ args: [content] }) => {
      const made: NativeValue = { kind: "native", name: `pulumi.asset.${name}`, get: () => undefined };
      assets.set(made, readAsset(name, content));
      return made;
    },
  };
}

function readAsset(name: string, content: JsValue | undefined): Asset {
  const text = content === undefined ? undefined : knownText(content);
  if (name === "AssetArchive" && content?.kind === "object" && !content.rest) return { kind: "assets", assets: new Map([...content.properties].map(([key, one]) => [key, assetOfValue(one)])) };
  if (text !== undefined && name === "FileArchive") return { kind: "file-archive", path: text };
  if (text !== undefined && name === "FileAsset") return { kind: "file", path: text };
  if (text !== undefined && name === "StringAsset") return { kind: "text", text };
  return { kind: "unknown", unknown: unknown("unreadable", `pulumi.asset.${name} of something that the source does not tell`) };
}
