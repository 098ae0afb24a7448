import type { SourceLocation } from "../../values";

/** A type as it is written: `s3.Client`, `Map<String, S3Client>`. Lists, maps and functions have the names `[]`, `map` and `func` in every language. */
export interface TypeName {
  readonly name: string;
  readonly args: readonly TypeName[];
  /** A type that is declared where it is used. */
  readonly declaration?: TypeDeclaration;
}

interface Placed {
  readonly at: SourceLocation;
  /** The code, shortened. */
  readonly code: string;
}

/** A named or positional part of a composite literal. */
export interface Entry {
  readonly name?: string;
  readonly key?: Expression;
  readonly value: Expression;
}

type ExpressionShape =
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "null" }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "type"; readonly type: TypeName }
  | { readonly kind: "member"; readonly object: Expression; readonly name: string }
  | { readonly kind: "call"; readonly callee: Expression; readonly args: readonly Expression[]; readonly spread?: boolean; readonly types?: readonly TypeName[]; readonly names?: readonly (string | undefined)[] }
  /** An object of a type: `new T(args)`, `T{entries}`, with `body` of an anonymous class. */
  | { readonly kind: "new"; readonly type: TypeName; readonly args: readonly Expression[]; readonly entries?: readonly Entry[]; readonly body?: TypeDeclaration; readonly names?: readonly (string | undefined)[] }
  | { readonly kind: "function"; readonly declaration: FunctionDeclaration }
  /** Texts one after the other, or a sum. */
  | { readonly kind: "join"; readonly parts: readonly Expression[] }
  | { readonly kind: "compare"; readonly left: Expression; readonly right: Expression; readonly isEqual: boolean }
  | { readonly kind: "logic"; readonly operator: "and" | "or" | "not"; readonly parts: readonly Expression[] }
  | { readonly kind: "either"; readonly condition: Expression; readonly then: Expression; readonly otherwise: Expression }
  /** `value ?? otherwise`: the first of the two that is something. */
  | { readonly kind: "fallback"; readonly value: Expression; readonly otherwise: Expression }
  | { readonly kind: "index"; readonly object: Expression; readonly index: Expression }
  | { readonly kind: "list"; readonly items: readonly Expression[]; readonly of?: TypeName }
  | { readonly kind: "map"; readonly entries: readonly { readonly key: Expression; readonly value: Expression }[]; readonly of?: TypeName }
  /** `&x`: whoever is given it may set x. */
  | { readonly kind: "address"; readonly target: Expression }
  | { readonly kind: "cast"; readonly type: TypeName; readonly value: Expression }
  | { readonly kind: "assign"; readonly targets: readonly Expression[]; readonly values: readonly Expression[]; readonly isSum: boolean }
  /** A block that has a value; `yield`s are its returns. */
  | { readonly kind: "block"; readonly body: readonly Statement[] }
  /** Anything whose value is of no interest: its parts are evaluated for what they call. */
  | { readonly kind: "other"; readonly parts: readonly Expression[] };

export type Expression = ExpressionShape & Placed;

/** A case of a switch; without values it is the default. */
export interface Case {
  readonly values?: readonly Expression[];
  readonly body: readonly Statement[];
}

/** A variable that is declared. */
export interface Binding {
  readonly name: string;
  readonly type?: TypeName;
}

type StatementShape =
  | { readonly kind: "declare"; readonly bindings: readonly Binding[]; readonly values: readonly Expression[]; /** `:=` assigns to those that are there already. */ readonly reuses?: boolean }
  | { readonly kind: "expression"; readonly value: Expression }
  | { readonly kind: "if"; readonly before?: readonly Statement[]; readonly condition: Expression; readonly then: readonly Statement[]; readonly otherwise?: readonly Statement[] }
  | { readonly kind: "switch"; readonly before?: readonly Statement[]; readonly subject?: Expression; readonly cases: readonly Case[]; readonly fallsThrough?: boolean }
  | { readonly kind: "loop"; readonly before?: readonly Statement[]; readonly condition?: Expression; readonly after?: readonly Statement[]; readonly body: readonly Statement[]; readonly isAlwaysEntered?: boolean }
  /** Goes through a collection; a single binding is the element, of two the first is the key. */
  | { readonly kind: "each"; readonly bindings: readonly (Binding | undefined)[]; readonly over: Expression; readonly body: readonly Statement[]; readonly declares: boolean }
  /** Inside of a block that has a value it is that value, unless it leaves the function. */
  | { readonly kind: "return"; readonly values: readonly Expression[]; readonly leavesFunction?: boolean }
  | { readonly kind: "throw"; readonly value?: Expression }
  | { readonly kind: "jump" }
  | { readonly kind: "block"; readonly body: readonly Statement[] }
  | { readonly kind: "try"; readonly resources: readonly Statement[]; readonly body: readonly Statement[]; readonly catches: readonly { readonly name?: string; readonly body: readonly Statement[] }[]; readonly last?: readonly Statement[] }
  | { readonly kind: "types"; readonly declarations: readonly TypeDeclaration[] };

export type Statement = StatementShape & { readonly at: SourceLocation };

export interface Parameter {
  readonly name: string;
  readonly type?: TypeName;
  /** Takes all arguments that are left. */
  readonly isRest?: boolean;
  /** What it is where no argument is given. */
  readonly initial?: Expression;
  readonly annotations?: readonly Annotation[];
}

/** Something like `@DynamoDbTable(tableName = "x")`, or a tag of a field. */
export interface Annotation {
  readonly name: string;
  readonly values: ReadonlyMap<string, Expression>;
}

export interface FunctionDeclaration {
  readonly name: string;
  readonly unit: Unit;
  readonly parameters: readonly Parameter[];
  readonly results: readonly Binding[];
  /** Absent where the function is only declared. */
  readonly body?: readonly Statement[];
  /** The name by which the body calls the object whose method it is. */
  readonly receiver?: string;
  readonly owner?: TypeDeclaration;
  readonly isStatic?: boolean;
  /** The value of an expression is its result. */
  readonly value?: Expression;
  readonly typeParameters?: readonly string[];
  readonly annotations?: readonly Annotation[];
  readonly at: SourceLocation;
}

export interface FieldDeclaration {
  readonly name: string;
  readonly type?: TypeName;
  readonly initial?: Expression;
  readonly isStatic?: boolean;
  readonly isFinal?: boolean;
  /** Its members are members of the type: an embedded struct. */
  readonly isEmbedded?: boolean;
  /** What is run to read it, and to set it: a property. */
  readonly getter?: FunctionDeclaration;
  readonly setter?: FunctionDeclaration;
  readonly annotations?: readonly Annotation[];
  readonly at: SourceLocation;
}

export interface TypeDeclaration {
  readonly name: string;
  readonly unit: Unit;
  readonly kind: "class" | "interface" | "enum" | "record" | "alias";
  readonly supertypes: readonly TypeName[];
  readonly fields: FieldDeclaration[];
  readonly methods: Map<string, FunctionDeclaration[]>;
  readonly constructors: FunctionDeclaration[];
  /** Blocks that run when an object (or, static, the class) is made. */
  readonly initializers: { readonly isStatic: boolean; readonly body: readonly Statement[] }[];
  readonly nested: Map<string, TypeDeclaration>;
  readonly outer?: TypeDeclaration;
  readonly isStatic?: boolean;
  /** What an alias or a named type stands for. */
  readonly stands?: TypeName;
  readonly typeParameters?: readonly string[];
  readonly annotations: readonly Annotation[];
  readonly at: SourceLocation;
}

/** A file of source text. */
export interface Unit {
  /** As it is reported. */
  readonly shown: string;
  readonly path: string;
  /** The package it belongs to, as other files name it. */
  readonly package: string;
  /** Name in this file → full path of what it stands for. */
  readonly imports: ReadonlyMap<string, string>;
  /** Packages all of whose names may be used: `import java.util.*`. */
  readonly wildcards: readonly string[];
  /** Static imports: name → path of the type that has it; `*` of several types. */
  readonly statics: readonly { readonly type: string; readonly name: string }[];
  readonly types: readonly TypeDeclaration[];
  readonly functions: readonly FunctionDeclaration[];
  /** Variables and constants of a package, in order. */
  readonly variables: readonly { readonly bindings: readonly Binding[]; readonly values: readonly Expression[]; readonly at: SourceLocation }[];
  /** Places that could not be parsed. */
  readonly errors: readonly SourceLocation[];
}
