import { freeNetwork, overlap } from "../../constructs/kit/ip-networks";
import type { Problem } from "../schema/problems";
import type { DigitalOceanSite } from "../schema/site";
import { sumText } from "./findings";
import { needsOf, sumOf } from "./needs";
import type { QuotaHolder } from "./shared-quota";

/**
 * Finds what projects in one account of DigitalOcean cannot have beside each other: more droplets than it may have, and VPCs of the same addresses.
 *
 * @param holders - projects at one site
 * @param site - the site
 */
export function accountFindings(holders: readonly QuotaHolder[], site: DigitalOceanSite): Problem[] {
  return [...dropletFindings(holders, site), ...networkFindings(holders)];
}

function dropletFindings(holders: readonly QuotaHolder[], site: DigitalOceanSite): Problem[] {
  const parts = holders.map((project) => ({ what: project.id, amount: sumOf(needsOf(project, site, "max").instances) }));
  const { dropletLimit = Infinity } = site;
  if (sumOf(parts) <= dropletLimit) return [];
  const message =
    `must have room for its nodes: dropletLimit of site ${site.name} is ${dropletLimit}, and ${sumOf(parts)} droplets are needed with all of them there: ` +
    `${sumText(parts)}; lower max or count of a node group, or ask DigitalOcean for more`;
  return holders.map(({ file }) => ({ file, path: ["nodeGroups"], message }));
}

function networkFindings(holders: readonly QuotaHolder[]): Problem[] {
  const networks = holders.map(({ cluster }) => cluster.nodeCidr);
  return holders.flatMap(({ id, file, cluster: { nodeCidr } }) =>
    holders
      .filter((other) => other.id !== id && overlap(other.cluster.nodeCidr, nodeCidr))
      .map((other) => ({
        file,
        path: ["cluster", "nodeCidr"],
        message: `must not overlap the VPC of ${other.id} in the same account, ${other.cluster.nodeCidr}, got ${nodeCidr}; '${freeNetwork(20, networks) ?? "10.20.0.0/20"}' is another network`,
      })),
  );
}
