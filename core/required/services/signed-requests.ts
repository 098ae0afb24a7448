import { reference, unknown } from "../../values";
import { joinPattern } from "../arn-pattern";
import type { CallContext } from "../call-context";
import type { NeededResource } from "../need";
import type { ResourceRule, ServiceRules } from "../service-rules";
import { apiAt } from "./websocket-api";

/** Requests go to an address that the code has from anywhere: to one of the deployment's resources of that kind, if it has any. */
function ofDeployment(types: readonly string[], within = ""): ResourceRule {
  return (context) => {
    const found = types.flatMap((type) => context.resources.ofType(type));
    if (found.length === 0) return [{ value: unknown("decided-at-run-time", "where the signed request goes"), certainty: "certain" }];
    return found.map(({ arn }): NeededResource => ({ value: within === "" ? arn : joinPattern(arn, within), certainty: found.length > 1 ? "possible" : "certain" }));
  };
}

/** The API whose host the signer is told; otherwise those of the deployment. */
const invokedApi: ResourceRule = (context) => {
  const named = context.texts("host").flatMap(({ value, certainty }) => {
    const arn = value.kind === "string" ? apiAt(context, context.resources.expand(value)) : undefined;
    return arn ? [{ value: arn, certainty }] : [];
  });
  return named.length > 0 ? named : apisOf(context);
};

function apisOf(context: CallContext): NeededResource[] {
  const apis = ["aws_api_gateway_rest_api", "aws_apigatewayv2_api"].flatMap((type) => context.resources.ofType(type));
  if (apis.length !== 1) return [{ value: unknown("decided-at-run-time", "where the signed request goes"), certainty: "certain" }];
  return apis.map((api): NeededResource => ({ value: context.arn("execute-api", [context.resources.expand(reference(api.address, "id")), "/*"]), certainty: "certain" }));
}

/** Requests that are signed by hand, and the token that opens a connection to a Kafka cluster. */
export const signedRequests: readonly ServiceRules[] = [
  { services: ["aoss"], operations: { APIAccessAll: [{ action: "aoss:APIAccessAll", on: ofDeployment(["aws_opensearchserverless_collection"]) }] } },
  { services: ["appsync"], operations: { GraphQL: [{ action: "appsync:GraphQL", on: ofDeployment(["aws_appsync_graphql_api"], "/*") }] } },
  { services: ["execute-api"], operations: { Invoke: [{ action: "execute-api:Invoke", on: invokedApi }] } },
  { services: ["vpc-lattice-svcs"], operations: { Invoke: [{ action: "vpc-lattice-svcs:Invoke", on: ofDeployment(["aws_vpclattice_service"], "/*") }] } },
  // https://docs.aws.amazon.com/msk/latest/developerguide/iam-access-control-use-cases.html
  { services: ["kafka-cluster"], operations: { Connect: [{ action: "kafka-cluster:Connect", on: ofDeployment(["aws_msk_cluster", "aws_msk_serverless_cluster"]) }] } },
];
