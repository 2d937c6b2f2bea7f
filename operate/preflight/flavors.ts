import type { ProjectInOpenStack } from "../../projects";
import type { Row } from "../openstack/rows";
import type { Check } from "./check";

/**
 * Compares the sizes of flavors.
 *
 * @param project - the project
 * @param found - the flavors of the cloud
 */
export function flavorChecks({ site }: ProjectInOpenStack, found: readonly Row[]): Check[] {
  return Object.entries(site.flavors).map(([name, flavor]) => {
    const subject = `site.flavors["${name}"]`;
    const row = found.find((candidate) => candidate["name"] === name);
    if (!row) return { subject, result: "missing", detail: "the cloud has no such flavor; take it out of the site's file" };
    const pairs: [string, number, unknown][] = [
      ["vcpus", flavor.vcpus, row["vcpus"]],
      ["memoryMiB", flavor.memoryMiB, row["ram"]],
      ["diskGiB", flavor.diskGiB, row["disk"]],
      ["ephemeralGiB", flavor.ephemeralGiB, row["OS-FLV-EXT-DATA:ephemeral"]],
    ];
    const wrong = pairs.filter(([, ours, theirs]) => Number(theirs) !== ours);
    if (wrong.length === 0) return { subject, result: "ok", detail: "" };
    const detail = wrong.map(([field, ours, theirs]) => `${field} is ${ours} in the file and ${String(theirs)} in the cloud`).join(", ");
    return { subject, result: "differs", detail: `${detail}; correct the site's file` };
  });
}
