import type { VendoredName } from "./scope";

/** A bundle without the text of the libraries in it; line numbers stay. */
export interface TrimmedBundle {
  readonly text: string;
  readonly names: ReadonlyMap<string, VendoredName>;
}

const section = /^\/\/ (\S+\.[mc]?[jt]sx?)$/gm;

/**
 * Takes the sections `// node_modules/…` out of an unminified esbuild bundle, `undefined` where there are none. Libraries that call AWS are
 * known by name, so that their text would tell nothing; one that itself uses an AWS SDK and is in no table (`isKnown`) stays.
 */
export function trimBundle(text: string, isKnown: (specifier: string) => boolean): TrimmedBundle | undefined {
  if (!text.includes("\n// node_modules/") && !/^\/\/ \S*node_modules\//m.test(text.slice(0, 200_000))) return undefined;
  const marks = [...text.matchAll(section)];
  const names = new Map<string, VendoredName>();
  const pieces: string[] = [];
  let end = 0;
  marks.forEach((mark, index) => {
    const specifier = librarySpecifier(mark[1]!);
    const start = mark.index;
    const next = marks[index + 1]?.index ?? text.length;
    pieces.push(text.slice(end, start));
    end = next;
    const body = text.slice(start, next);
    if (specifier === undefined || (usesSdk(body) && !isKnown(specifier))) pieces.push(body);
    else {
      for (const name of declaredNames(body)) names.set(name, { specifier, name });
      pieces.push(body.replace(/[^\n]+/g, ""));
    }
  });
  pieces.push(text.slice(end));
  return names.size > 0 ? { text: pieces.join(""), names } : undefined;
}

function librarySpecifier(file: string): string | undefined {
  const at = file.lastIndexOf("node_modules/");
  return at < 0 ? undefined : file.slice(at + "node_modules/".length);
}

function usesSdk(body: string): boolean {
  return /\bimport_(?:client|lib)_\w+\.|\bnew [A-Z]\w*Command\w*\(|\bimport_aws_sdk/.test(body);
}

function declaredNames(body: string): string[] {
  const names: string[] = [];
  for (const match of body.matchAll(/^(?:var|let|const) ([\w$, ]+?)(?: = |;$)|^(?:async )?(?:function\*?|class) ([\w$]+)/gm)) {
    if (match[2]) names.push(match[2]);
    else names.push(...match[1]!.split(",").map((name) => name.trim()));
  }
  return names.filter((name) => name !== "");
}

/** What a name of a left-out library can be exported as: bundlers number those that occur twice. */
export function exportedAs({ specifier, name }: VendoredName): { kind: "namespace" | "nothing" } | { kind: "export"; name: string } {
  if (/^require_/.test(name) || /_exports\d*$/.test(name) || /^import_/.test(name)) return { kind: "namespace" };
  if (/^init_/.test(name)) return { kind: "nothing" };
  if (/_default\d*$/.test(name)) return { kind: "export", name: "default" };
  const file = specifier.slice(specifier.lastIndexOf("/") + 1).replace(/\.\w+$/, "");
  const plain = name.replace(/\d+$/, "");
  return { kind: "export", name: file === plain ? plain : /[A-Z]\w*(Command|Client)\d+$/.test(name) ? plain : name };
}

/** How a library's file would be imported: `@aws-sdk/client-s3/dist-cjs/index.js` → `@aws-sdk/client-s3`. */
export function importName(specifier: string): string {
  const name = /^(@[^/]+\/[^/]+|[^/]+)/.exec(specifier)?.[1] ?? specifier;
  const inside = /^aws-sdk\/(clients\/[a-z0-9]+)\.js$/.exec(specifier)?.[1];
  if (inside) return `aws-sdk/${inside}`;
  if (name === "@aws-lambda-powertools/parameters" || name === "@aws-lambda-powertools/idempotency") return `${name}${specifier.slice(name.length).replace(/\/(lib|dist)(\/(esm|cjs))?/, "").replace(/\.[mc]?js$/, "").replace(/\/index$/, "")}`;
  return name;
}
