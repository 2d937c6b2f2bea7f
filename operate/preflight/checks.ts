import { createHash } from "node:crypto";
import type { MagnumDriver } from "../../constructs/contracts/magnum-driver";
import { capacityOf, sumOf, type QuotaField } from "../../projects/capacity";
import type { Project } from "../../projects";
import { partsOf, type NeededService } from "../../projects/parts";
import { OpenStackError, type OpenStackClient } from "../openstack/client";
import { listedRows, shownRow, type Row } from "../openstack/rows";
import { notebookChecks, OUTSIDE, type Outside } from "./notebooks";

/** What was compared with the cloud, and what came out. */
export interface Check {
  /** Field of the site's or project's file, with its value. */
  readonly subject: string;
  /** What came out. */
  readonly result: "ok" | "differs" | "missing" | "not checkable" | "made up";
  /** What the cloud says, and what to do. */
  readonly detail: string;
}

/** Clients for the two entries of clouds.yaml that a site names. */
export interface Clients {
  /** For everything but clusters. */
  readonly project: OpenStackClient;
  /** For clusters. */
  readonly clusters: OpenStackClient;
}

/** Failures that say that there is no cloud to compare with. */
const FATAL: readonly string[] = ["not installed", "no such cloud", "not authenticated"];

/**
 * Compares a project and its site with the cloud, without changing anything there.
 *
 * @param project - the project
 * @param clients - clients of the cloud
 * @param outside - what is asked outside of the cloud; this machine's resolver and network by default
 * @throws OpenStackError if the client is missing or the cloud lets nobody in
 */
export async function preflight(project: Project, { project: cloud, clusters }: Clients, outside: Outside = OUTSIDE): Promise<Check[]> {
  const { site } = project;
  // Whoever is not let in could check nothing, and nothing would be found wrong. The column keeps the token out of the answer.
  await Promise.all([cloud, clusters].map((client) => client.json("token", "issue", "-c", "project_id")));
  const groups = await Promise.all([
    checkable("site.flavors", async () => flavorChecks(project, listedRows(await cloud.json("flavor", "list")))),
    ...Object.entries(site.magnum.images).map(([version, image]) =>
      checkable(`site.magnum.images["${version}"]`, () => imageChecks(project, version, image, cloud)),
    ),
    ...project.nodeGroups.flatMap(({ image }, index) =>
      image === undefined
        ? []
        : [checkable(`nodeGroups[${index}].image`, () => distributionChecks(`nodeGroups[${index}].image`, project, image, cloud))],
    ),
    ...(project.cluster.network
      ? [checkable("cluster.network", () => existingNetworkChecks(project.cluster.nodeCidr, project.cluster.network!, cloud))]
      : []),
    checkable("site.externalNetwork", () => networkChecks("site.externalNetwork", site.externalNetwork, true, cloud)),
    ...storageNetwork(project).map(([subject, name, isExternal]) =>
      checkable(subject, () => networkChecks(subject, name, isExternal, cloud)),
    ),
    ...(needsVolumeTypes(project) ? [checkable("site.volumeTypes", () => volumeTypeChecks(project, cloud))] : []),
    ...(Object.keys(site.shareTypes).length > 0
      ? [checkable("site.shareTypes", async () => shareTypeChecks(project, listedRows(await cloud.json("share", "type", "list"))))]
      : []),
    checkable("services", async () => serviceChecks(project, listedRows(await cloud.json("catalog", "list")))),
    checkable("Magnum's microversion", async () =>
      microversionChecks(listedRows(await clusters.json("versions", "show", "--service", "container-infra"))),
    ),
    checkable("cluster.keypair", () => keypairChecks(project, clusters)),
    checkable("site.clouds.clusters", () => credentialChecks(project, clusters)),
    checkable("cluster", async () => clusterChecks(project, listedRows(await clusters.json("coe", "cluster", "list")))),
    quotaChecks(project, { project: cloud, clusters }),
    notebookChecks(project, outside),
  ]);
  return groups.flat();
}

async function checkable(subject: string, check: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof OpenStackError) || FATAL.includes(error.failure)) throw error;
    return [{ subject, result: error.failure === "not found" ? "missing" : "not checkable", detail: error.message }];
  }
}

function flavorChecks({ site }: Project, found: readonly Row[]): Check[] {
  return Object.entries(site.flavors).map(([name, flavor]) => {
    const subject = `site.flavors["${name}"]`;
    const row = found.find((candidate) => candidate["name"] === name);
    if (!row) return { subject, result: "missing", detail: "the cloud has no such flavor; take it out of the site's file" };
    const pairs: [string, number, unknown][] = [
      ["vcpus", flavor.vcpus, row["vcpus"]],
      ["memoryMiB", flavor.memoryMiB, row["ram"]],
      ["diskGiB", flavor.diskGiB, row["disk"]],
      ["ephemeralGiB", flavor.ephemeralGiB, row["ephemeral"]],
    ];
    const wrong = pairs.filter(([, ours, theirs]) => Number(theirs) !== ours);
    if (wrong.length === 0) return { subject, result: "ok", detail: "" };
    const detail = wrong.map(([field, ours, theirs]) => `${field} is ${ours} in the file and ${String(theirs)} in the cloud`).join(", ");
    return { subject, result: "differs", detail: `${detail}; correct the site's file` };
  });
}

/** Magnum chooses the driver by the image's operating system. */
const DISTRIBUTIONS = {
  heat: ["fedora-coreos"],
  "capi-helm": ["ubuntu", "flatcar", "debian", "rockylinux"],
  vexxhost: ["ubuntu", "flatcar", "debian", "rockylinux"],
} as const;

async function imageChecks(project: Project, version: string, image: string, cloud: OpenStackClient): Promise<Check[]> {
  const { driver } = project.site.magnum;
  const subject = `site.magnum.images["${version}"]`;
  const checks = (await distributionChecks(subject, project, image, cloud)).filter(({ result }) => result !== "ok");
  const kube = await imageProperty(image, "kube_version", cloud);
  if (driver === "capi-helm" && String(kube).replace(/^v/, "") !== version) {
    const detail = `kube_version is ${shown(kube)}, capi-helm takes the version of Kubernetes from there; name an image with ${version}`;
    checks.push({ subject: `${subject} ${image}`, result: kube === undefined ? "missing" : "differs", detail });
  }
  return checks.length > 0 ? checks : [{ subject: `${subject} ${image}`, result: "ok", detail: "" }];
}

async function distributionChecks(subject: string, { site }: Project, image: string, cloud: OpenStackClient): Promise<Check[]> {
  const { driver } = site.magnum;
  const distribution = await imageProperty(image, "os_distro", cloud);
  const allowed: readonly string[] = DISTRIBUTIONS[driver];
  if (allowed.includes(String(distribution))) return [{ subject: `${subject} ${image}`, result: "ok", detail: "" }];
  const detail = `os_distro is ${shown(distribution)}, driver ${driver} takes ${allowed.join(", ")}; name another image or another driver`;
  return [{ subject: `${subject} ${image}`, result: distribution === undefined ? "missing" : "differs", detail }];
}

async function imageProperty(image: string, property: string, cloud: OpenStackClient): Promise<unknown> {
  return ((shownRow(await cloud.json("image", "show", image))["properties"] ?? {}) as Row)[property];
}

/** A network that is there already, with the subnet of the nodes. Its router may belong to others, who are not shown. */
async function existingNetworkChecks(
  nodeCidr: string,
  { networkId, subnetId }: NonNullable<Project["cluster"]["network"]>,
  cloud: OpenStackClient,
): Promise<Check[]> {
  const [subnet] = await Promise.all([
    cloud.json("subnet", "show", subnetId).then(shownRow),
    cloud.json("network", "show", networkId).then(shownRow),
  ]);
  const subject = `cluster.network ${networkId}`;
  const wrong = (detail: string): Check => ({ subject, result: "differs", detail });
  const checks: Check[] = [];
  if (subnet["network_id"] !== networkId) {
    checks.push(wrong(`subnet ${subnetId} is of network ${shown(subnet["network_id"])}; name the two that belong together`));
  }
  if (subnet["cidr"] !== nodeCidr) {
    checks.push(wrong(`subnet ${subnetId} has ${shown(subnet["cidr"])}, cluster.nodeCidr says ${nodeCidr}; correct the project's file`));
  }
  const gateway = subnet["gateway_ip"];
  if (typeof gateway !== "string" || gateway === "") {
    checks.push(wrong(`subnet ${subnetId} has no gateway, so that nodes reach nothing outside; name one with a router`));
  }
  return checks.length > 0 ? checks : [{ subject, result: "ok", detail: "" }];
}

async function networkChecks(subject: string, name: string, isExternal: boolean, cloud: OpenStackClient): Promise<Check[]> {
  const network = shownRow(await cloud.json("network", "show", name));
  const external = network["router:external"] === true || network["router:external"] === "External";
  if (isExternal && !external)
    return [{ subject: `${subject} ${name}`, result: "differs", detail: "router:external is false; name an external network" }];
  return [{ subject: `${subject} ${name}`, result: "ok", detail: "" }];
}

/** Networks that lead to the storage: the gateway of a router is external. */
function storageNetwork({ site }: Project): [string, string, boolean][] {
  const { storageNetwork: network } = site;
  if (network?.reach === "route") return [["site.storageNetwork.gatewayNetwork", network.gatewayNetwork, true]];
  return network?.reach === "extra-network" ? [["site.storageNetwork.network", network.network, false]] : [];
}

function named(subject: string, names: readonly string[], found: readonly Row[]): Check[] {
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

function shareTypeChecks({ site }: Project, found: readonly Row[]): Check[] {
  const checks = named("site.shareTypes", Object.keys(site.shareTypes), found);
  return checks.map((check) => {
    const [name, type] = Object.entries(site.shareTypes).find(([candidate]) => check.subject.endsWith(` ${candidate}`))!;
    const row = found.find((candidate) => candidate["name"] === name);
    const specs = { ...(row?.["required_extra_specs"] as Row), ...(row?.["optional_extra_specs"] as Row) };
    const protocol = specs["storage_protocol"];
    if (check.result !== "ok" || typeof protocol !== "string") return check;
    const offered = protocol.replace(/<\w+>/g, " ").split(/\s+/).filter(Boolean);
    if (offered.includes(type.protocol)) return check;
    return {
      ...check,
      result: "differs",
      detail: `storage_protocol is ${protocol}, the file says ${type.protocol}; correct the site's file`,
    };
  });
}

function serviceChecks(project: Project, found: readonly Row[]): Check[] {
  const types = found.map((row) => String(row["type"]));
  const needed: NeededService[] = [
    { name: "Magnum", purpose: "clusters", type: /^container-infra/ },
    { name: "Octavia", purpose: "load balancers", type: /^load-balancer$/ },
    ...partsOf(project).flatMap(({ services = [] }) => services),
    ...(project.site.octavia.barbican ? [{ name: "Barbican", purpose: "site.octavia.barbican", type: /^key-manager$/ }] : []),
  ];
  return needed.map(({ name, purpose, type }): Check => {
    const subject = `service ${name}, for ${purpose}`;
    if (types.some((candidate) => type.test(candidate))) return { subject, result: "ok", detail: "" };
    return { subject, result: "missing", detail: "it is not in the catalogue of this project; correct the file or ask the site" };
  });
}

/** Node groups came with 1.9, empty ones with 1.10. */
const MICROVERSION = 10;

function microversionChecks(found: readonly Row[]): Check[] {
  const subject = "Magnum's microversion";
  const newest = found.map((row) => String(row["max_microversion"])).find((version) => /^1\.\d+$/.test(version));
  if (newest === undefined) return [{ subject, result: "not checkable", detail: "Magnum does not tell it" }];
  if (Number(newest.slice(2)) >= MICROVERSION) return [{ subject: `${subject} ${newest}`, result: "ok", detail: "" }];
  return [{ subject, result: "differs", detail: `it is ${newest}, node groups need 1.${MICROVERSION}; ask the site for a newer Magnum` }];
}

/** Volumes that labels or fields ask for by size, with the label that gives their type. */
const VOLUMES: Readonly<Record<MagnumDriver, readonly (readonly [size: string, type: string])[]>> = {
  heat: [
    ["boot_volume_size", "boot_volume_type"],
    ["etcd_volume_size", "etcd_volume_type"],
    ["dockerVolumeSizeGiB", "docker_volume_type"],
  ],
  // The others have Cinder's own default there: the driver leaves the type out.
  "capi-helm": [],
  vexxhost: [
    ["boot_volume_size", "boot_volume_type"],
    ["etcd_volume_size", "etcd_volume_type"],
    ["dockerVolumeSizeGiB", "docker_volume_type"],
  ],
};

/** Types that no label gives, so that Magnum or its driver takes one by itself. */
function defaultedTypes({ cluster, site }: Project): string[] {
  const given: Readonly<Record<string, unknown>> = { ...cluster, ...cluster.labels, ...cluster.clusterLabels };
  return VOLUMES[site.magnum.driver]
    .filter(([size, type]) => Number(given[size] ?? 0) > 0 && given[type] === undefined)
    .map(([, type]) => type);
}

function needsVolumeTypes(project: Project): boolean {
  const { volumeTypes, defaultVolumeType } = project.site;
  return volumeTypes.length > 0 || defaultVolumeType !== undefined || defaultedTypes(project).length > 0;
}

/**
 * Heat takes the first type that Cinder lists, unless magnum.conf has one; vexxhost takes Cinder's default type.
 *
 * @see https://opendev.org/openstack/magnum/src/tag/22.0.0/magnum/common/cinder.py (_get_random_volume_type)
 * @see https://github.com/vexxhost/magnum-cluster-api/blob/v0.38.1/magnum_cluster_api/integrations/cinder.py (get_default_boot_volume_type)
 */
async function volumeTypeChecks(project: Project, cloud: OpenStackClient): Promise<Check[]> {
  const { site } = project;
  const { driver } = site.magnum;
  const defaulted = defaultedTypes(project);
  const listed = listedRows(await cloud.json("volume", "type", "list"));
  const asksCinder = driver === "vexxhost" && (site.defaultVolumeType !== undefined || defaulted.length > 0);
  const [cinders] = asksCinder ? listedRows(await cloud.json("volume", "type", "list", "--default")) : [];
  const checks = named("site.volumeTypes", site.volumeTypes, listed);
  if (site.defaultVolumeType !== undefined)
    checks.push(...defaultTypeChecks(site.defaultVolumeType, listed, asksCinder ? cinders : undefined));
  const taken = driver === "vexxhost" ? cinders : listed[0];
  for (const type of defaulted) {
    const subject = `cluster.labels.${type}`;
    const whose = driver === "vexxhost" ? "Cinder's default type" : "the first type that Cinder lists, unless magnum.conf has one";
    if (taken) checks.push({ subject, result: "ok", detail: `none is given: driver ${driver} takes ${whose}, ${String(taken["name"])}` });
    else checks.push({ subject, result: "missing", detail: `none is given, and driver ${driver} finds none to take; name a type` });
  }
  return checks;
}

function defaultTypeChecks(name: string, listed: readonly Row[], cinders: Row | undefined): Check[] {
  const [check] = named("site.defaultVolumeType", [name], listed);
  if (check!.result !== "ok" || !cinders || cinders["name"] === name) return [check!];
  return [{ ...check!, result: "differs", detail: `Cinder's default type is ${String(cinders["name"])}; correct the site's file` }];
}

async function keypairChecks({ id, cluster }: Project, clusters: OpenStackClient): Promise<Check[]> {
  if (!cluster.keypair) return [];
  if (!("name" in cluster.keypair)) {
    const row = listedRows(await clusters.json("keypair", "list")).find((candidate) => candidate["name"] === id);
    return [ownKeypairCheck(id, cluster.keypair.publicKey, row)];
  }
  const { name } = cluster.keypair;
  const [check] = named("cluster.keypair", [name], listedRows(await clusters.json("keypair", "list")));
  const detail = `the user of the clusters' credentials has no keypair of that name: openstack keypair create --public-key FILE ${name}`;
  return [check!.result === "ok" ? check! : { ...check!, detail }];
}

/** The stack makes a keypair of the cluster's name; another key under that name ends in a conflict. */
function ownKeypairCheck(name: string, publicKey: string, row: Row | undefined): Check {
  const subject = "cluster.keypair.publicKey";
  if (!row) return { subject, result: "ok", detail: "the cluster stack makes the keypair" };
  const digest = createHash("md5")
    .update(Buffer.from(publicKey.split(/\s+/)[1] ?? "", "base64"))
    .digest("hex");
  if (row["fingerprint"] === digest.match(/../g)!.join(":")) return { subject, result: "ok", detail: `keypair ${name} has this key` };
  const detail = `keypair ${name} is there with another key: openstack keypair delete ${name}, or write cluster.keypair { name: "${name}" }`;
  return { subject, result: "differs", detail };
}

/** Magnum makes a trust for the cluster, which a restricted application credential must not. */
async function credentialChecks({ site }: Project, clusters: OpenStackClient): Promise<Check[]> {
  const subject = `site.clouds.clusters ${site.clouds.clusters}`;
  const configuration = shownRow(await clusters.json("configuration", "show"));
  if (configuration["auth_type"] !== "v3applicationcredential")
    return [{ subject, result: "ok", detail: `logs in by ${String(configuration["auth_type"])}` }];
  const id = configuration["auth.application_credential_id"] ?? configuration["auth.application_credential_name"];
  const credential = shownRow(await clusters.json("application", "credential", "show", String(id)));
  const unrestricted = credential["unrestricted"];
  if (unrestricted === true || unrestricted === "True")
    return [{ subject, result: "ok", detail: "an unrestricted application credential" }];
  const detail =
    "it is a restricted application credential, with which Magnum cannot create a trust: openstack application credential create --unrestricted NAME";
  return [{ subject, result: "differs", detail }];
}

function clusterChecks({ id }: Project, found: readonly Row[]): Check[] {
  const cluster = found.find((row) => row["name"] === id);
  const subject = `cluster ${id}`;
  if (!cluster) return [{ subject, result: "ok", detail: "is not there yet" }];
  const status = String(cluster["status"]);
  if (!status.endsWith("_FAILED")) return [{ subject, result: "ok", detail: `is there: ${status}` }];
  return [{ subject, result: "differs", detail: `is ${status}: openstack coe cluster show ${id} has the reason` }];
}

/** Where the client shows limit and use of what a quota limits. */
const LIMITS: readonly (readonly [QuotaField, "compute" | "network" | "shares" | "balancers", string, string?])[] = [
  ["instances", "compute", "maxTotalInstances", "totalInstancesUsed"],
  ["cores", "compute", "maxTotalCores", "totalCoresUsed"],
  ["memoryMiB", "compute", "maxTotalRAMSize", "totalRAMUsed"],
  ["volumes", "compute", "maxTotalVolumes", "totalVolumesUsed"],
  ["gigabytes", "compute", "maxTotalVolumeGigabytes", "totalGigabytesUsed"],
  ["shares", "shares", "maxTotalShares", "totalSharesUsed"],
  ["shareGigabytes", "shares", "maxTotalShareGigabytes", "totalShareGigabytesUsed"],
  ["floatingIps", "network", "floating-ips"],
  ["routers", "network", "routers"],
  ["ports", "network", "ports"],
  ["networks", "network", "networks"],
  ["securityGroups", "network", "secgroups"],
  ["loadBalancers", "balancers", "load_balancer"],
];

async function quotaChecks(project: Project, { project: cloud, clusters }: Clients): Promise<Check[]> {
  const needs = capacityOf(project, project.site).needs.max;
  const attempt = async (ask: () => Promise<Row>): Promise<Row | OpenStackError> => {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof OpenStackError) || FATAL.includes(error.failure)) throw error;
      return error;
    }
  };
  const network = await attempt(async () => shownRow(await cloud.json("quota", "show")));
  const [compute, shares, balancers, existing] = await Promise.all([
    attempt(async () => pairs(await cloud.json("limits", "show", "--absolute"))),
    attempt(async () => pairs(await cloud.json("share", "limits", "show", "--absolute"))),
    network instanceof OpenStackError
      ? network
      : attempt(async () => shownRow(await cloud.json("loadbalancer", "quota", "show", String(network["project"])))),
    attempt(async () => ({ isThere: listedRows(await clusters.json("coe", "cluster", "list")).some((row) => row["name"] === project.id) })),
  ]);
  const sources = { compute, network, shares, balancers };
  // What a cluster that is there takes already is part of what it needs.
  const isThere = !(existing instanceof OpenStackError) && existing["isThere"] === true;
  return LIMITS.filter(([field]) => sumOf(needs[field]) > 0).map(([field, source, limitKey, usedKey]) => {
    const found = sources[source];
    const subject = `quota.${field}`;
    if (found instanceof OpenStackError) return { subject, result: "not checkable", detail: found.message };
    const limit = Number(found[limitKey] ?? NaN);
    if (Number.isNaN(limit)) return { subject, result: "not checkable", detail: `the client does not show ${limitKey}` };
    return quotaCheck({
      subject,
      limit,
      used: isThere || usedKey === undefined ? 0 : Number(found[usedKey] ?? 0),
      needed: sumOf(needs[field]),
      ours: project.quota?.[field],
    });
  });
}

interface QuotaNumbers {
  readonly subject: string;
  readonly limit: number;
  readonly used: number;
  readonly needed: number;
  readonly ours: number | undefined;
}

function quotaCheck({ subject, limit, used, needed, ours }: QuotaNumbers): Check {
  if (limit !== -1 && used + needed > limit) {
    const detail = `${needed} are needed with all nodes there, ${limit - used} are left of ${limit}; ask the site for more, or lower max or count of a node group`;
    return { subject, result: "differs", detail };
  }
  if (ours !== undefined && ours !== -1 && ours !== limit) {
    return { subject, result: "differs", detail: `is ${ours} in the file and ${limit} in the cloud; correct the project's file` };
  }
  if (limit === -1) return { subject, result: "ok", detail: "unlimited" };
  const remark = ours === limit ? "" : "; the file says unlimited";
  return { subject, result: "ok", detail: `${needed} of ${limit - used} that are left${remark}` };
}

/** The client lists limits as rows of name and value. */
function pairs(found: unknown): Row {
  return Object.fromEntries(listedRows(found).map((row) => [String(row["name"]), row["value"]]));
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : "not set";
}
