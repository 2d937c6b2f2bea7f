import type { Cloud } from "../openstack/cloud";
import { OpenStackError } from "../openstack/failure";
import type { Row } from "../openstack/rows";
import { serviceNamed, type ServiceName } from "../openstack/services";
import type { Check } from "./check";

/**
 * Compares names that the site's file has with what the cloud lists.
 *
 * @param subject - field of the site's file
 * @param names - the names
 * @param found - what the cloud lists
 */
export function named(subject: string, names: readonly string[], found: readonly Row[]): Check[] {
  const theirs = found.map((row) => row["name"]);
  return names.map((name) =>
    theirs.includes(name)
      ? { subject: `${subject} ${name}`, result: "ok", detail: "" }
      : {
          subject: `${subject} ${name}`,
          result: "missing",
          detail: `the cloud has ${theirs.map(String).join(", ") || "none"}; correct the site's file`,
        },
  );
}

/**
 * Finds the one thing of a name: names are not unique, and Magnum and Terraform refuse one that two things have.
 *
 * @param cloud - the cloud
 * @param service - the service
 * @param path - path of its list
 * @param name - the name
 * @throws OpenStackError if there is none, or more than one
 */
export async function theOneNamed(cloud: Cloud, service: ServiceName, path: string, name: string): Promise<Row> {
  const found = await cloud.list(service, path, { name });
  if (found.length === 1) return found[0]!;
  const { project } = serviceNamed(service);
  if (found.length === 0)
    throw new OpenStackError("not found", `${project} has no ${service} ${name} that this login sees; correct the file`);
  throw new OpenStackError("conflict", `${project} has ${found.length} of the name ${name}; a name must be one thing's only, ask the site`);
}

/** A value of the cloud in a message. */
export function shown(value: unknown): string {
  return typeof value === "string" ? value : "not set";
}
