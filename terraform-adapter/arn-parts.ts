import { arnFields, reference, type NamedResource, type SourceLocation, type SymbolicString } from "../core";

const FIELDS = ["", "partition", "service", "region", "account", "resource"];

/** `data.aws_arn`: the fields of the ARN that it is given, of which some may be known where the whole is not. */
export class ArnParts implements NamedResource {
  readonly type = "aws_arn";
  private found: ReadonlyMap<string, SymbolicString> | undefined;

  constructor(
    readonly address: string,
    readonly arn: SymbolicString,
    private readonly expand: (value: SymbolicString) => SymbolicString,
    readonly at?: SourceLocation,
  ) {}

  get name(): SymbolicString {
    return reference(this.address, "id");
  }

  get attributes(): ReadonlyMap<string, SymbolicString> {
    if (this.found) return this.found;
    // Whoever asks for them while they are being told goes round in a circle.
    this.found = new Map();
    const fields = arnFields(this.expand(this.arn)) ?? [];
    this.found = new Map(fields.flatMap((field, index): [string, SymbolicString][] => (FIELDS[index] ? [[FIELDS[index], field]] : [])));
    return this.found;
  }
}
