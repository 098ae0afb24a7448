import { givesOtherIdentity, type ClientSettings } from "../program/sdk-client";
import { alternativesOf, native, type NativeValue, type ProgramValue } from "../program/values";

const OTHER = "credentials of another role";

export function otherCredentials(): NativeValue {
  return native(OTHER, { key: OTHER });
}

/** Whether the value is, or is made of, credentials of another role. */
export function isOtherIdentity(value: ProgramValue | undefined): boolean {
  const given = alternativesOf(value);
  return given.length > 0 && given.every((one) => (one.kind === "native" && one.key === OTHER) || (one.kind === "data" && one.answer !== undefined && givesOtherIdentity(one.answer.service, one.answer.operation)));
}

/** The key of a client, by which its settings are found again. */
export function keyOf(settings: ClientSettings): string {
  return `csharp:${JSON.stringify(settings)}`;
}

/** Settings of the client that something is made with. */
export function settingsOfClient(values: readonly (ProgramValue | undefined)[], service: string): ClientSettings {
  const known = values.flatMap(alternativesOf).flatMap((one) => (one.kind === "native" && one.key?.startsWith("csharp:{") ? [JSON.parse(one.key.slice(7)) as ClientSettings] : []));
  return known.find((one) => one.service === service && !one.isOtherIdentity) ?? known.find((one) => one.service === service) ?? { service };
}
