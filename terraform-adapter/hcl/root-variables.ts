import { join } from "node:path";
import type { Parser } from "web-tree-sitter";
import type { Notice } from "../../core";
import { parseExpressionText, parseFile } from "./parse-file";
import { parseJsonFile } from "./parse-json-file";
import type { SourceFolder } from "./source-folder";
import { SourceText } from "./source-text";
import type { Block, Expression } from "./syntax";

/** The values of the root module's variables that files give, later files first in precedence. */
export interface RootVariables {
  readonly values: ReadonlyMap<string, Expression>;
  readonly notices: readonly Notice[];
}

/** terraform.tfvars, then terraform.tfvars.json, then *.auto.tfvars and *.auto.tfvars.json by name: the last one wins. */
export function readVariableFiles(sources: SourceFolder, parser: Parser): RootVariables {
  const names = sources.filesIn(sources.root) ?? [];
  const auto = names.filter((name) => /\.auto\.tfvars(?:\.json)?$/.test(name));
  const ordered = [...["terraform.tfvars", "terraform.tfvars.json"].filter((name) => names.includes(name)), ...auto];
  const values = new Map<string, Expression>();
  const notices: Notice[] = [];
  for (const name of ordered) {
    const text = sources.readSource(join(sources.root, name));
    if (text === undefined) {
      notices.push({ message: `${name} cannot be read` });
      continue;
    }
    const source = new SourceText(name, text);
    const file = name.endsWith(".json") ? parseJsonFile(parser, source) : parseFile(parser, source);
    if (file.problems[0]) notices.push({ message: `${name} is not valid in ${file.problems.length} place(s); the rest of it is used`, at: file.problems[0] });
    for (const argument of file.body.arguments) values.set(argument.name, argument.value);
  }
  return { values, notices };
}

/** The value of `TF_VAR_name`: text as it is for a variable of type string, else an expression. */
export function environmentVariable(name: string, declaration: Block, parser: Parser, environment: NodeJS.ProcessEnv): Expression | undefined {
  const text = environment[`TF_VAR_${name}`];
  if (text === undefined) return undefined;
  const file = `TF_VAR_${name}`;
  const type = declaration.body.arguments.find((argument) => argument.name === "type")?.value;
  const isText = !type || (type.kind === "variable" && ["string", "any"].includes(type.name));
  if (!isText) return parseExpressionText(parser, file, text);
  const source = new SourceText(file, text);
  return { kind: "template", parts: text === "" ? [] : [{ kind: "text", text, start: 0, end: text.length }], source, start: 0, end: text.length };
}
