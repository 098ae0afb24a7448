import { accessOf, allows, grantsOf, PRINCIPAL, type Grant } from "../access";
import type { PrincipalElement } from "../iam";
import type { Deployment, ResourcePolicy } from "../model";
import { findAction } from "../reference";
import { literal, literalText, type SymbolicString, type Unknown } from "../values";
import { abusesOf } from "./event-resource-policies";
import { isAllow } from "./grants";
import { canActOn } from "./resource-types";

/** What someone of an account that has nothing to do with the deployment may do by a policy on a resource. */
export interface OpenDoor {
  /** The principal that lets them in: everyone, or the service that acts for them. */
  readonly principal: PrincipalElement;
  readonly statement: NonNullable<Grant["statement"]>;
  readonly actions: readonly string[];
}

const account = "000000000000";

/** Who they are and where they come from, by condition key; what else a condition asks for may be a limit that holds them off. */
const stranger: readonly (readonly [key: string, value: string])[] = [
  ["aws:PrincipalAccount", account],
  ["aws:PrincipalArn", `arn:aws:iam::${account}:user/stranger`],
  ["aws:PrincipalOrgID", "o-stranger"],
  ["aws:PrincipalOrgPaths", "o-stranger/r-stranger/"],
  ["aws:SourceAccount", account],
  ["aws:SourceOwner", account],
  ["aws:SourceOrgID", "o-stranger"],
  ["aws:SourceOrgPaths", "o-stranger/r-stranger/"],
  ["aws:SourceIp", "198.51.100.7"],
  ["aws:SourceVpc", "vpc-stranger"],
  ["aws:SourceVpce", "vpce-stranger"],
  ["aws:PrincipalType", "User"],
  ["aws:userid", "AIDASTRANGER"],
  ["aws:username", "stranger"],
  ["kms:CallerAccount", account],
  ["s3:DataAccessPointAccount", account],
  // What a caller chooses as it likes.
  ["s3:x-amz-acl", "bucket-owner-full-control"],
  ["s3:x-amz-server-side-encryption", "aws:kms"],
  ["aws:UserAgent", "stranger"],
  ["aws:Referer", "stranger"],
];

/** The statements by which everyone is let in. */
export function doorsForEveryone(policy: ResourcePolicy, deployment: Deployment): OpenDoor[] {
  const context = new Map<string, readonly string[]>([[PRINCIPAL, [`AWS:arn:aws:iam::${account}:user/stranger`]], ...stranger.map(([key, value]) => [key, [value]] as const)]);
  return doors(policy, deployment, ({ type, value }) => {
    const text = value.kind === "string" ? literalText(value) : undefined;
    return text === "*" && (type === "*" || type === "AWS") ? context : undefined;
  });
}

/** The statements by which a service is let in on whoever's behalf it acts. */
export function doorsForServices(policy: ResourcePolicy, deployment: Deployment): OpenDoor[] {
  return doors(policy, deployment, ({ type, value }) => {
    const text = value.kind === "string" ? literalText(value) : undefined;
    if (type !== "Service" || text === undefined) return undefined;
    const service = text.split(".")[0]!;
    const arn = service === "s3" ? "arn:aws:s3:::stranger" : `arn:aws:${service}:us-east-1:${account}:stranger`;
    return new Map([[PRINCIPAL, [`Service:${text}`]], ...stranger.map(([key, one]) => [key, [one]] as const), ["aws:PrincipalServiceName", [text]], ["aws:PrincipalIsAWSService", ["true"]], ["aws:SourceArn", [arn]]]);
  });
}

function acts(action: string, resource: SymbolicString | Unknown): boolean {
  const definition = findAction(action);
  return resource.kind === "string" && definition !== undefined && canActOn(definition, resource) !== "no";
}

type ContextOf = (principal: PrincipalElement) => ReadonlyMap<string, readonly string[]> | undefined;

function doors(policy: ResourcePolicy, deployment: Deployment, contextOf: ContextOf): OpenDoor[] {
  if (policy.document.kind === "unknown") return [];
  const grants = grantsOf(policy.document.value, policy.address, (value) => deployment.resources.expand(value));
  return grants.allows.flatMap((grant) => {
    const { statement } = grant;
    if (!statement?.principals) return [];
    const own = accessOf([{ allows: [grant], denies: grants.denies }]);
    return statement.principals.flatMap((principal): OpenDoor[] => {
      const context = contextOf(principal);
      if (!context) return [];
      const isOpen = (action: string): boolean => resourcesIn(statement, policy, deployment).some((resource) => acts(action, resource) && allows(own, action, resource, context).answer === "yes");
      const actions = abusesOf(policy).filter(isOpen);
      return actions.length > 0 ? [{ principal, statement, actions }] : [];
    });
  });
}

/** What stands in the way of telling who is let in. */
export function unreadPrincipal({ document }: ResourcePolicy): Unknown | undefined {
  if (document.kind === "unknown") return document;
  const { statements, unreadStatements } = document.value;
  return unreadStatements ?? statements.filter(isAllow).flatMap(({ principals = [] }) => principals.flatMap(({ value }) => (value.kind === "unknown" ? [value] : [])))[0];
}

/** What the statement names; the resource itself where it names none. */
function resourcesIn({ resources }: OpenDoor["statement"], { resource }: ResourcePolicy, deployment: Deployment): readonly (SymbolicString | Unknown)[] {
  const named = (resources ?? []).map(({ value }) => (value.kind === "string" ? deployment.resources.expand(value) : value));
  return [...named.filter((value) => value.kind === "string"), ...(resources ? [] : [resource.kind === "string" ? deployment.resources.expand(resource) : literal("*")])];
}
