import { unknown } from "../../values";
import { startsWith } from "../arn-pattern";
import { attributeOf } from "../call-context";
import { everything, named, type Naming } from "../resource-rule";
import type { ResourceRule, ServiceRules } from "../service-rules";

/** An alias is no resource of a key's actions: the key behind it is. */
const keyNaming: Pick<Naming, "arn" | "types"> = {
  types: ["aws_kms_key", "aws_kms_alias", "aws_kms_external_key", "aws_kms_replica_key"],
  arn: (context, name) => {
    const alias = context.managed(["aws_kms_alias"], name);
    const target = alias && (attributeOf(alias, "target_key_arn") ?? attributeOf(alias, "target_key_id"));
    if (target) return context.managed(["aws_kms_key"], target)?.arn ?? target;
    return context.arn("kms", ["key/", startsWith(name, "alias/") ? "*" : name]);
  },
};

/** The keys that members name; a ciphertext that is opened without naming its key is of a key that only the running function knows. */
function keysAt(...members: readonly string[]): ResourceRule {
  const rule = named({ ...keyNaming, members });
  return (context) => {
    const found = rule(context).map((key) => {
      const alias = key.value.kind === "string" ? context.resources.all.find((one) => one.type === "aws_kms_alias" && one.arn === key.value) : undefined;
      return alias ? { ...key, value: keyNaming.arn(context, alias.name) } : key;
    });
    return found.length > 0 ? found : [{ value: unknown("decided-at-run-time", "the key that the ciphertext names"), certainty: "certain" }];
  };
}

/** The key that a text of a call names, for calls of other services that encrypt with it. */
export function encryptionKeyAt(...members: readonly string[]): ResourceRule {
  return named({ ...keyNaming, members });
}

const aliasNamed: ResourceRule = named({ members: ["AliasName"], types: ["aws_kms_alias"], arn: (context, name) => context.arn("kms", [name]) });

export const kms: ServiceRules = {
  services: ["kms"],
  types: { "kms:key": keysAt("KeyId", "TargetKeyId"), "kms:alias": aliasNamed },
  operations: {
    ReEncrypt: [
      { action: "kms:ReEncryptFrom", on: keysAt("SourceKeyId") },
      { action: "kms:ReEncryptTo", on: keysAt("DestinationKeyId") },
    ],
    GenerateRandom: [{ action: "kms:GenerateRandom", on: everything }],
    ListKeys: [{ action: "kms:ListKeys", on: everything }],
    ListAliases: [{ action: "kms:ListAliases", on: everything }],
    CreateKey: [{ action: "kms:CreateKey", on: everything }],
  },
};

