import { literalText } from "../../values";
import type { CallContext } from "../call-context";
import { everything, firstOf } from "../resource-rule";
import type { ResourceRule, ServiceRules } from "../service-rules";

/** ARNs have ids; where the code gives names, which ids they have is not told. */
function idAt(context: CallContext, ...members: readonly string[]): Parameters<CallContext["arn"]>[1][number] {
  const [text] = members.flatMap((member) => context.texts(member));
  if (!text || text.value.kind === "unknown") return "*";
  const known = literalText(text.value);
  return known === undefined || /^[a-z0-9]{4,7}$/.test(known) ? text.value : "*";
}

const configuration: ResourceRule = (context) => {
  if (context.presence("ApplicationIdentifier") === "no" && context.presence("Application") === "no") return [];
  const id = (...members: readonly string[]) => idAt(context, ...members);
  const resource = ["application/", id("ApplicationIdentifier", "Application"), "/environment/", id("EnvironmentIdentifier", "Environment"), "/configuration/", id("ConfigurationProfileIdentifier", "Configuration")];
  return [{ value: context.arn("appconfig", resource), certainty: "certain" }];
};

/** What the session was started for. */
const ofSession: ResourceRule = (context) => {
  const started = context.surroundings.calls.filter((call) => call.service === "appconfigdata" && call.operation === "StartConfigurationSession");
  return context.sibling(started, configuration);
};

const any: ResourceRule = (context) => [{ value: context.arn("appconfig", ["application/*/environment/*/configuration/*"]), certainty: "certain" }];

/** Source: https://docs.aws.amazon.com/appconfig/latest/userguide/getting-started-with-appconfig-permissions.html */
export const appConfig: ServiceRules = {
  services: ["appconfigdata", "appconfig"],
  operations: {
    StartConfigurationSession: [{ action: "appconfig:StartConfigurationSession", on: firstOf(configuration, any) }],
    GetLatestConfiguration: [{ action: "appconfig:GetLatestConfiguration", on: firstOf(ofSession, any) }],
    ListApplications: [{ action: "appconfig:ListApplications", on: everything }],
  },
};
