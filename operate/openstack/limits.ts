import type { Cloud } from "./cloud";
import type { Row } from "./rows";

/** What a service limits, and what of it is used. */
export interface Limits {
  /** Limits; -1 is none. */
  readonly limits: Row;
  /** What is used. */
  readonly used: Row;
}

/**
 * Asks Neutron for limits and use, which it says together for each kind.
 *
 * @param cloud - the cloud
 * @param project - id of the project
 */
export async function networkLimits(cloud: Cloud, project: string): Promise<Limits> {
  const details = await cloud.show("network", `/quotas/${project}/details.json`);
  const field = (name: string): Row => Object.fromEntries(Object.entries(details).map(([kind, value]) => [kind, (value as Row)[name]]));
  return { limits: field("limit"), used: field("used") };
}
