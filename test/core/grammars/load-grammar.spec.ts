import { expect } from "chai";
import { loadGrammar, type GrammarName } from "../../../core/grammars";

describe("core/grammars/load-grammar", () => {
  const samples: Readonly<Record<GrammarName, { readonly text: string; readonly root: string; readonly first: string }>> = {
    terraform: { text: 'resource "aws_s3_bucket" "b" {}\n', root: "config_file", first: "body" },
    python: { text: "import boto3\n", root: "module", first: "import_statement" },
    go: { text: "package main\n", root: "source_file", first: "package_clause" },
    java: { text: "class A {}\n", root: "program", first: "class_declaration" },
    c_sharp: { text: "class A {}\n", root: "compilation_unit", first: "class_declaration" },
    ruby: { text: "class A; end\n", root: "program", first: "class" },
    rust: { text: "fn main() {}\n", root: "source_file", first: "function_item" },
  };

  for (const [name, { text, root, first }] of Object.entries(samples)) {
    it(`parses ${name}`, async () => {
      const parser = await loadGrammar(name as GrammarName);
      const tree = parser.parse(text)!;
      expect(tree.rootNode.type).to.equal(root);
      expect(tree.rootNode.namedChildren[0]?.type).to.equal(first);
      expect(tree.rootNode.hasError).to.equal(false);
    });
  }
});
