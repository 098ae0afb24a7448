import type { SourceLocation } from "../../values";
import type { Expression, Statement, TypeDeclaration, TypeName, Unit } from "../program/program";
import type { Syntax } from "../syntax";

/** A class without a name of its own, as its body tells. */
export interface AnonymousClass {
  readonly supertypes: readonly TypeName[];
  readonly body: Syntax;
  readonly at: SourceLocation;
  readonly outer?: TypeDeclaration;
}

/** A file that is being translated: expressions have statements and classes inside of them, and annotations have expressions. */
export interface JavaSource extends Unit {
  readBlock(block: Syntax, owner?: TypeDeclaration): Statement[];
  readSwitch(node: Syntax, owner: TypeDeclaration | undefined): Statement;
  readValue(node: Syntax): Expression;
  declareType(node: Syntax, outer: TypeDeclaration | undefined): TypeDeclaration;
  declareAnonymous(head: AnonymousClass): TypeDeclaration;
}
