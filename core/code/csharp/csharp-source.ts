import type { Expression, Statement, TypeDeclaration, TypeName, Unit } from "../program/program";
import type { Syntax } from "../syntax";

/** A file that is being translated: expressions have statements inside of them, and attributes have expressions. */
export interface CSharpSource extends Unit {
  /** Attributes of the assembly: `[assembly: LambdaGlobalProperties(…)]`. */
  readonly globals: readonly string[];
  /** Usings that hold in every file of the project. */
  readonly globalUsings: readonly string[];
  /** What stands outside of all types. */
  readonly main?: TypeDeclaration;
  readBlock(block: Syntax, owner?: TypeDeclaration, result?: TypeName): Statement[];
  readSwitch(node: Syntax, owner: TypeDeclaration | undefined): Expression;
  readValue(node: Syntax, owner?: TypeDeclaration, expected?: TypeName): Expression;
}
