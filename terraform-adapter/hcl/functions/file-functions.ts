import { literal, symbolicString, unknown, type Symbolic } from "../../../core";
import { placed, toText, knownText } from "../convert";
import { failure, hasFailure } from "../failure";
import type { FileResult } from "../scope";
import { SourceText } from "../source-text";
import { booleanOf, notKnown, textOf, type Call, type TerraformFunction } from "./function";

/** A function of a file's content. A file that is refused, or is not there, is unknown: the plan may have been made where it was. */
function ofFile(read: (file: Extract<FileResult, { kind: "file" }>, call: Call) => Symbolic): TerraformFunction {
  return (args, call) => {
    const path = knownText(args[0]);
    if (path === undefined) return notKnown(args, call);
    const found = readFile(path, call);
    return found.kind === "refused" ? unreadable(found.detail, call) : read(found, call);
  };
}

function readFile(path: string, call: Call): FileResult {
  return call.scope.files.read(path);
}

function unreadable(detail: string, call: Call): Symbolic {
  return unknown("unreadable", detail, [], call.at);
}

const file = ofFile((found, call) => {
  const text = found.content.toString("utf8");
  const source = new SourceText(found.file, text);
  return { ...literal(text, call.at), places: { locate: (offset, length) => source.place(offset, offset + length) } };
});

const templatefile: TerraformFunction = (args, call) => {
  const path = knownText(args[0]);
  if (!call.scope.module) return failure("a template cannot call templatefile", call.at);
  if (path === undefined) return notKnown(args, call);
  const found = readFile(path, call);
  if (found.kind === "refused") return unreadable(found.detail, call);
  const template = call.evaluator.parseTemplate(found.file, found.content.toString("utf8"));
  const values = args[1];
  if (template.kind !== "template") return unreadable(template.kind === "invalid" ? template.detail : `${found.file} is no valid template`, call);
  if (values?.kind !== "map" || values.rest) return notKnown(args, call);
  // Only the values given exist in a template: no references.
  const result = call.evaluator.evaluateTemplate(template, { bindings: values.entries, files: call.scope.files });
  if (result.kind === "unknown" && hasFailure(result)) return { ...result, at: call.at };
  return result.kind === "string" || result.kind === "choice" ? result : placed(result.kind === "json" ? result : toText(result), call.at);
};

/** A file that is hashed is one that is built: what lies there now need not be what will. */
const hash: TerraformFunction = (args, call) => {
  const path = knownText(args[0]);
  return path === undefined ? notKnown(args, call) : unknown("computed-at-apply", `${path} may be built anew before it is deployed`, [], call.at);
};

const fileset: TerraformFunction = (args, call) => notKnown(args, call);

const fileexists: TerraformFunction = (args, call) => {
  const path = knownText(args[0]);
  const exists = path === undefined ? undefined : call.scope.files.exists(path);
  return exists === undefined ? unknown("unreadable", "whether the file exists cannot be told from here", [], call.at) : booleanOf(exists, call);
};

/** The path of a file in another form; `path.cwd` is a reference where it is not known. */
const abspath: TerraformFunction = (args, call) => {
  const path = knownText(args[0]);
  if (path === undefined) return notKnown(args, call);
  if (path.startsWith("/")) return textOf(path, call);
  const relative = path.split("/").filter((name) => name !== "." && name !== "").join("/");
  return symbolicString([{ kind: "reference", address: "path", attribute: "cwd" }, { kind: "literal", text: relative === "" ? "" : `/${relative}` }], call.at);
};

/** Functions of files inside the folders that are read, and of paths. */
export const FILE_FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  abspath,
  basename: (args, call) => ofPath(args, call, (path) => (path === "" ? "." : path.replace(/\/+$/, "").split("/").pop() || "/")),
  dirname: (args, call) => ofPath(args, call, (path) => (path.includes("/") ? path.replace(/\/[^/]*$/, "") || "/" : ".")),
  file,
  filebase64: ofFile((found, call) => textOf(found.content.toString("base64"), call)),
  filebase64sha256: hash,
  filebase64sha512: hash,
  fileexists,
  filemd5: hash,
  fileset,
  filesha1: hash,
  filesha256: hash,
  filesha512: hash,
  pathexpand: (args, call) => {
    const path = knownText(args[0]);
    return path === undefined || path.startsWith("~") ? unreadable("the home folder is not read", call) : textOf(path, call);
  },
  templatefile,
};

function ofPath(args: readonly Symbolic[], call: Call, transform: (path: string) => string): Symbolic {
  const path = knownText(args[0]);
  return path === undefined ? notKnown(args, call) : textOf(transform(path), call);
}
