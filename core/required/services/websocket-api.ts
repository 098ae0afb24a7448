import { literalText, reference, unknown, type SymbolicString } from "../../values";
import { splitText, startsWith, withoutStart } from "../arn-pattern";
import { attributeOf, type CallContext } from "../call-context";
import type { NeededResource } from "../need";
import type { ResourceRule, ServiceRules } from "../service-rules";

/** The connections of the API that the client's endpoint names; where the event names it, of the WebSocket API that calls the function. */
const connections: ResourceRule = (context) => {
  const { endpoint } = context.call;
  const known = endpoint?.kind === "string" ? apiAt(context, context.resources.expand(endpoint)) : undefined;
  if (known) return [{ value: known, certainty: "certain" }];
  const apis = context.resources.ofType("aws_apigatewayv2_api").filter((api) => isSocket(attributeOf(api, "protocol_type")));
  if (apis.length > 0) return apis.map((api): NeededResource => ({ value: context.arn("execute-api", [context.resources.expand(reference(api.address, "id")), "/*"]), certainty: apis.length > 1 ? "possible" : "certain" }));
  return [{ value: unknown("decided-at-run-time", "the endpoint of the client"), certainty: "certain" }];
};

/** Without its protocol in the model, an API may be one. */
function isSocket(protocol: SymbolicString | undefined): boolean {
  const text = protocol && literalText(protocol);
  return text === undefined || text === "WEBSOCKET";
}

/** All that is below `https://API.execute-api.REGION.amazonaws.com/STAGE`, with or without the scheme and the stage. */
export function apiAt(context: CallContext, endpoint: SymbolicString): SymbolicString | undefined {
  const scheme = ["https://", "wss://", "http://"].find((one) => startsWith(endpoint, one));
  const [host, stage] = splitText(scheme ? withoutStart(endpoint, scheme) : endpoint, "/");
  const [api, region] = splitText(host!, ".execute-api.", 2);
  if (!api || !region || api.parts.some((part) => part.kind === "unknown-text")) return undefined;
  const isStage = stage !== undefined && stage.parts.length > 0;
  return context.arnOf("execute-api", splitText(region, ".", 2)[0], undefined, isStage ? [api, "/", stage, "/*"] : [api, "/*"]);
}

/** Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html */
export const webSocketApi: ServiceRules = {
  services: ["apigatewaymanagementapi"],
  types: { "execute-api:execute-api-general": connections },
  operations: Object.fromEntries(["PostToConnection", "GetConnection", "DeleteConnection"].map((operation) => [operation, [{ action: "execute-api:ManageConnections" }]])),
};
