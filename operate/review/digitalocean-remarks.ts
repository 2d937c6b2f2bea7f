import { after, before, type Change } from "../plan/changes";

/**
 * Says what a change in place does at DigitalOcean that the plan does not show: what it refuses, what has no effect, what it takes along.
 *
 * @param change - a change
 * @see https://github.com/digitalocean/terraform-provider-digitalocean/tree/v2.99.1/digitalocean
 */
export function digitalOceanRemarks(change: Change): string[] {
  if (change.kind !== "update") return [];
  const [old, now] = [before(change), after(change)];
  switch (change.resource.type) {
    case "digitalocean_kubernetes_cluster":
      return [
        ...(old["ha"] === true && now["ha"] === false ? ["**DigitalOcean refuses this**: a highly available control plane stays so"] : []),
        ...(old["version"] === now["version"]
          ? []
          : [
              "an upgrade: all nodes are exchanged one after another, each with a new one beside it; what is on their disks, scratch of jobs, goes",
            ]),
      ];
    case "digitalocean_spaces_bucket":
      return old["name"] === now["name"]
        ? []
        : [
            "**this renames nothing**: the bucket stays under its old name, and the state says the new one; make a bucket, copy what is in the old one, then take that out",
          ];
    case "digitalocean_nfs":
      return [
        ...(old["performance_tier"] === "high" && now["performance_tier"] === "standard"
          ? ["**DigitalOcean refuses this**: a share can become faster, never slower"]
          : []),
        ...(Number(now["size"]) < Number(old["size"]) ? ["**DigitalOcean refuses this**: a share can grow, never shrink"] : []),
      ];
    default:
      return [];
  }
}
