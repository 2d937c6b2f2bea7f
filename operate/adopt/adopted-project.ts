import { MAGNUM_DRIVER_TRAITS } from "../../constructs/contracts/magnum-driver";
import { readEnvironments, type OpenStackSite, type ProjectInput, type SiteInput } from "../../projects";
import { textOf, type Row } from "../openstack/rows";
import type { ProjectTier } from "../init/answers";
import type { OldState } from "./old-state";
import type { RunningCluster } from "./running-cluster";

/** Labels of a cluster that the project's other parts go by; all others stay where they are. */
const READ_LABELS = [
  "boot_volume_size",
  "cinder_csi_enabled",
  "octavia_provider",
  "manila_csi_share_network_id",
  "capi_helm_chart_version",
];

/** Put where Magnum names no subnet: the network that its drivers make by themselves. */
const DRIVERS_CIDR = "10.0.0.0/24";

/** What a person says of a project that takes a cluster over. */
export interface AdoptAnswers {
  /** Name of the project. */
  readonly project: string;
  /** How much it matters. */
  readonly tier: ProjectTier;
  /** Whether the cluster is only used, and others go on to run it. */
  readonly isOnlyUsed: boolean;
  /**
   * State that the cluster is in.
   *
   * @default - none
   */
  readonly state?: OldState | undefined;
}

/** A project as the cloud shows its cluster. */
export interface AdoptedProject {
  /** Its data. */
  readonly data: ProjectInput;
  /** Comments by the path of the field that they stand before. */
  readonly remarks: ReadonlyMap<string, readonly string[]>;
  /** What is wrong with the data at its site. */
  readonly problems: readonly string[];
}

type Group = NonNullable<ProjectInput["nodeGroups"]>[number];

/**
 * Makes the project of a cluster that runs.
 *
 * @param found - the cluster
 * @param site - the site, as its file has it
 * @param checked - the site, checked
 * @param answers - what a person has said
 */
export function adoptedProject(found: RunningCluster, site: SiteInput, checked: OpenStackSite, answers: AdoptAnswers): AdoptedProject {
  const remarks = new Map<string, string[]>();
  const say = (path: string, text: string): void => void remarks.set(path, [...(remarks.get(path) ?? []), text]);
  const { cluster, groups } = found;
  const name = String(cluster["name"]);
  const others = groups.filter((row) => row["role"] !== "master" && row["name"] !== "default-worker");
  const nodeGroups = others.map((row) => groupOf(row, found, checked, (text) => say("nodeGroups", text)));
  const labels = labelsOf(cluster);
  const version = versionOf(cluster) ?? Object.keys(site.magnum.images).at(-1)!;
  if (versionOf(cluster) === undefined) say("kubernetesVersion", "Ask the cloud's people: Magnum does not say which one the cluster runs.");
  if (found.nodeCidr === undefined)
    say("cluster.nodeCidr", `Ask the cloud's people: Magnum names no subnet of the nodes; ${DRIVERS_CIDR} is what its drivers make.`);
  const scaling = isTrue(textOf((cluster["labels"] ?? {}) as Row, "auto_scaling_enabled"));
  const data: ProjectInput = {
    name: answers.project,
    site: site.name,
    tier: answers.tier,
    kubernetesVersion: version,
    cluster: {
      ...(answers.isOnlyUsed ? { existing: { name } } : adoptionOf(found, nodeGroups, answers.state)),
      controlPlane: { flavor: flavorOf(cluster["master_flavor_id"], found), count: Number(cluster["master_count"] ?? 1) },
      workers: workersOf(found, scaling),
      nodeCidr: found.nodeCidr ?? DRIVERS_CIDR,
      ...(cluster["master_lb_enabled"] === false ? { masterLoadBalancer: false } : {}),
      ...(Number(cluster["docker_volume_size"] ?? 0) > 0 ? { dockerVolumeSizeGiB: Number(cluster["docker_volume_size"]) } : {}),
      ...(!answers.isOnlyUsed ? { autoScaling: scaling } : {}),
      ...(Object.keys(labels).length > 0 ? { labels } : {}),
    },
    ...(nodeGroups.length > 0 ? { nodeGroups } : {}),
    ...(answers.tier === "prod" && !answers.isOnlyUsed && !isForProduction(cluster)
      ? { exceptions: [{ policy: "GAIA-REL-3", reason: `taken over with ${Number(cluster["master_count"])} control planes` }] }
      : {}),
  };
  if (!answers.isOnlyUsed) {
    say("cluster.adopt", "What must stay as Magnum has it. Labels of the cluster are overlooked, and so is the number of nodes.");
    say("cluster.controlPlane", "What there is, for what fits; a change of these changes no node.");
  }
  const problems = readEnvironments({ "project.ts": data }, { "site.ts": site }).problems.map(
    ({ path, message }) => `${path.join(".")} ${message}`,
  );
  return { data, remarks, problems };
}

function adoptionOf({ cluster }: RunningCluster, groups: readonly Group[], state: OldState | undefined): Partial<ProjectInput["cluster"]> {
  const keypair = textOf(cluster, "keypair");
  const publicKey = state?.keypair?.publicKey;
  return {
    adopt: {
      name: String(cluster["name"]),
      uuid: String(cluster["uuid"]),
      clusterTemplateId: String(cluster["cluster_template_id"]),
      floatingIpEnabled: cluster["floating_ip_enabled"] === true,
      ...(groups.length > 0 ? { nodeGroups: groups.map(({ name }) => name) } : {}),
      ...(state ? { movedFrom: { cluster: state.cluster, ...(state.keypair ? { keypair: state.keypair.address } : {}) } } : {}),
    },
    ...(publicKey !== undefined ? { keypair: { publicKey } } : keypair === undefined ? {} : { keypair: { name: keypair } }),
  };
}

function workersOf(found: RunningCluster, isScaled: boolean): ProjectInput["cluster"]["workers"] {
  const row = found.groups.find((group) => group["name"] === "default-worker") ?? found.cluster;
  const flavor = flavorOf(row["flavor_id"] ?? found.cluster["flavor_id"], found);
  const count = Number(row["node_count"] ?? 1);
  const [min, max] = boundsOf(row);
  const hasBounds = isScaled && min !== undefined && max !== undefined && min < max;
  return { flavor, count, ...(hasBounds ? { min, max } : {}) };
}

/** With its bounds only where the driver scales groups and Magnum has both. */
function groupOf(row: Row, found: RunningCluster, site: OpenStackSite, say: (text: string) => void): Group {
  const group = { name: String(row["name"]), flavor: flavorOf(row["flavor_id"], found), count: Number(row["node_count"] ?? 0) };
  const [min, max] = boundsOf(row);
  const { scaling } = MAGNUM_DRIVER_TRAITS[site.magnum.driver];
  const isScaled = min !== undefined && max !== undefined && scaling.nodeGroups && min >= scaling.min && min < max;
  if (isScaled) return { ...group, min, max };
  if (min !== max) {
    const bounds = [min === undefined ? "no minimum" : `min ${min}`, max === undefined ? "no maximum" : `max ${max}`];
    say(`${group.name}: Magnum has ${bounds.join(" and ")}, and keeps them.`);
  }
  return group;
}

function boundsOf(row: Row): (number | undefined)[] {
  return [row["min_node_count"], row["max_node_count"]].map((bound) => (typeof bound === "number" ? bound : undefined));
}

function flavorOf(kept: unknown, { flavors }: RunningCluster): string {
  const known = flavors.find((row) => row["id"] === kept);
  return (known && textOf(known, "name")) ?? String(kept);
}

function labelsOf(cluster: Row): Record<string, string> {
  const labels = (cluster["labels"] ?? {}) as Row;
  const known = READ_LABELS.flatMap((name): [string, string][] => {
    const value = textOf(labels, name);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(known);
}

function versionOf(cluster: Row): string | undefined {
  const labels = (cluster["labels"] ?? {}) as Row;
  return [textOf(cluster, "coe_version"), textOf(labels, "kube_tag")]
    .map((text) => /^v?(\d+\.\d+\.\d+)/.exec(text ?? "")?.[1])
    .find(Boolean);
}

function isTrue(label = ""): boolean {
  return /^(true|yes|on|1)$/i.test(label);
}

function isForProduction(cluster: Row): boolean {
  const count = Number(cluster["master_count"]);
  return count >= 3 && count % 2 === 1;
}
