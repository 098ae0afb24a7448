import type { PolicyJson, StatementJson } from "../report";

/** The language of a Pulumi program. */
export type ProgramLanguage = "typescript" | "python";

/** The inline policy of a role as a Pulumi program writes it; resources of the program are named after their logical names. */
export function formatProgramPolicy(policy: PolicyJson, language: ProgramLanguage, names: { readonly policy: string; readonly role: string }): string {
  return language === "typescript" ? typeScript(policy, names) : python(policy, names);
}

function typeScript({ Statement }: PolicyJson, { policy, role }: { readonly policy: string; readonly role: string }): string {
  const statements = Statement.map((statement) => `            {\n${typeScriptRows(statement).map((row) => `                ${row},`).join("\n")}\n            },`);
  return `new aws.iam.RolePolicy(${JSON.stringify(policy)}, {
    role: ${identifier(role, "camel")}.id,
    policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
${statements.join("\n")}
        ],
    }),
});`;
}

function typeScriptRows({ Sid, Effect, Action, Resource, Condition }: StatementJson): string[] {
  return [
    ...(Sid === undefined ? [] : [`Sid: ${JSON.stringify(Sid)}`]),
    `Effect: ${JSON.stringify(Effect)}`,
    `Action: [${Action.map((action) => JSON.stringify(action)).join(", ")}]`,
    `Resource: [${Resource.map((resource) => interpolated(resource, "typescript")).join(", ")}]`,
    ...(Condition ? [`Condition: ${JSON.stringify(Condition)}`] : []),
  ];
}

function python({ Statement }: PolicyJson, { policy, role }: { readonly policy: string; readonly role: string }): string {
  const statements = Statement.map((statement) => `            {\n${pythonRows(statement).map((row) => `                ${row},`).join("\n")}\n            },`);
  return `aws.iam.RolePolicy(
    ${JSON.stringify(policy)},
    role=${identifier(role, "snake")}.id,
    policy=pulumi.Output.json_dumps({
        "Version": "2012-10-17",
        "Statement": [
${statements.join("\n")}
        ],
    }),
)`;
}

function pythonRows({ Sid, Effect, Action, Resource, Condition }: StatementJson): string[] {
  return [
    ...(Sid === undefined ? [] : [`"Sid": ${JSON.stringify(Sid)}`]),
    `"Effect": ${JSON.stringify(Effect)}`,
    `"Action": [${Action.map((action) => JSON.stringify(action)).join(", ")}]`,
    `"Resource": [${Resource.map((resource) => interpolated(resource, "python")).join(", ")}]`,
    ...(Condition ? [`"Condition": ${JSON.stringify(Condition)}`] : []),
  ];
}

/** `${URN.arn}/*` as the language inserts an output into text. */
function interpolated(resource: string, language: ProgramLanguage): string {
  const parts = [...resource.matchAll(/\$\{([^{}]+)\.([A-Za-z_]+)\}|[^$]+|\$/g)];
  const code = ([whole, address, attribute]: RegExpMatchArray): string | undefined => {
    if (address === undefined || whole === undefined) return undefined;
    const name = identifier(address.split("::").pop()!, language === "typescript" ? "camel" : "snake");
    return `${name}.${language === "typescript" ? camel(attribute!) : attribute!}`;
  };
  const [only] = parts;
  if (parts.every((part) => code(part) === undefined)) return JSON.stringify(resource);
  if (parts.length === 1) return code(only!)!;
  if (language === "typescript") return `pulumi.interpolate\`${parts.map((part) => (code(part) === undefined ? part[0].replace(/[`\\$]/g, "\\$&") : `\${${code(part)}}`)).join("")}\``;
  return `pulumi.Output.concat(${parts.map((part) => code(part) ?? JSON.stringify(part[0])).join(", ")})`;
}

function identifier(name: string, style: "camel" | "snake"): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const joined = style === "snake" ? words.join("_").replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase() : words.map((word, index) => (index === 0 ? word[0]!.toLowerCase() : word[0]!.toUpperCase()) + word.slice(1)).join("");
  if (!/^[A-Za-z]/.test(joined)) return style === "snake" ? `resource_${joined}` : `resource${joined}`;
  if (RESERVED[style].has(joined)) return style === "snake" ? `${joined}_resource` : `${joined}Resource`;
  return joined;
}

/** Words that name no variable: Python's keywords (`lambda` is a likely name of a function), those of TypeScript's strict mode, and what the snippets call modules. */
const RESERVED: Readonly<Record<"camel" | "snake", ReadonlySet<string>>> = {
  snake: new Set("and as assert async await aws break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass pulumi raise return try while with yield".split(" ")),
  camel: new Set(
    "arguments await aws break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public pulumi return static super switch this throw true try typeof var void while with yield".split(" "),
  ),
};

function camel(attribute: string): string {
  return attribute.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
