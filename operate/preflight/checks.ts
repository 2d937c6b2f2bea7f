import { createHash } from "node:crypto";
import type { MagnumDriver } from "../../constructs/contracts/magnum-driver";
import { capacityOf, sumOf, type QuotaField } from "../../projects/capacity";
import type { Project } from "../../projects";
import { partsOf, type NeededService } from "../../projects/parts";
import type { Cloud } from "../openstack/cloud";
import { FATAL, OpenStackError } from "../openstack/failure";
import type { Row } from "../openstack/rows";
import { serviceNamed, type ServiceName } from "../openstack/services";
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

/** The two entries of clouds.yaml that a site names. */
export interface Clouds {
  /** For everything but clusters. */
  readonly project: Cloud;
  /** For clusters. */
  readonly clusters: Cloud;
}

/**
 * Compares a project and its site with the cloud, without changing anything there.
 *
 * @param project - the project
 * @param clouds - the cloud
 * @param outside - what is asked outside of the cloud; this machine's resolver and network by default
 * @throws OpenStackError if the cloud is not there or lets nobody in
 */
export async function preflight(project: Project, { project: cloud, clusters }: Clouds, outside: Outside = OUTSIDE): Promise<Check[]> {
  const { site } = project;
  // Whoever is not let in could check nothing, and nothing would be found wrong.
  await Promise.all([cloud.identity(), clusters.identity()]);
  const groups = await Promise.all([
    checkable("site.flavors", async () => flavorChecks(project, await cloud.list("compute", "/flavors/detail", { is_public: "None" }))),
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
      ? [checkable("site.shareTypes", async () => shareTypeChecks(project, await cloud.list("shared-file-system", "/types")))]
      : []),
    checkable("services", async () => serviceChecks(project, (await cloud.identity()).services)),
    checkable("Magnum's microversion", async () => microversionChecks(await clusters.versions("container-infra"))),
    checkable("cluster.keypair", () => keypairChecks(project, clusters)),
    checkable("site.clouds.clusters", () => credentialChecks(project, clusters)),
    checkable("cluster", async () => clusterChecks(project, await clusters.list("container-infra", "/clusters"))),
    quotaChecks(project, { project: cloud, clusters }),
    notebookChecks(project, outside),
  ]);
  return groups.flat();
}

/** What failures say of what was asked for; of others nothing can be said. */
const RESULTS: Readonly<Partial<Record<OpenStackError["failure"], Check["result"]>>> = {
  "not found": "missing",
  "no such service": "missing",
  conflict: "differs",
};

async function checkable(subject: string, check: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof OpenStackError) || FATAL.includes(error.failure)) throw error;
    return [{ subject, result: RESULTS[error.failure] ?? "not checkable", detail: error.message }];
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
      ["ephemeralGiB", flavor.ephemeralGiB, row["OS-FLV-EXT-DATA:ephemeral"]],
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

async function imageChecks(project: Project, version: string, image: string, cloud: Cloud): Promise<Check[]> {
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

async function distributionChecks(subject: string, { site }: Project, image: string, cloud: Cloud): Promise<Check[]> {
  const { driver } = site.magnum;
  const distribution = await imageProperty(image, "os_distro", cloud);
  const allowed: readonly string[] = DISTRIBUTIONS[driver];
  if (allowed.includes(String(distribution))) return [{ subject: `${subject} ${image}`, result: "ok", detail: "" }];
  const detail = `os_distro is ${shown(distribution)}, driver ${driver} takes ${allowed.join(", ")}; name another image or another driver`;
  return [{ subject: `${subject} ${image}`, result: distribution === undefined ? "missing" : "differs", detail }];
}

async function imageProperty(image: string, property: string, cloud: Cloud): Promise<unknown> {
  return (await theOneNamed(cloud, "image", "/images", image))[property];
}

/** A network that is there already, with the subnet of the nodes. Its router may belong to others, who are not shown. */
async function existingNetworkChecks(
  nodeCidr: string,
  { networkId, subnetId }: NonNullable<Project["cluster"]["network"]>,
  cloud: Cloud,
): Promise<Check[]> {
  const [subnet] = await Promise.all([cloud.show("network", `/subnets/${subnetId}`), cloud.show("network", `/networks/${networkId}`)]);
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

async function networkChecks(subject: string, name: string, isExternal: boolean, cloud: Cloud): Promise<Check[]> {
  const network = await theOneNamed(cloud, "network", "/networks", name);
  if (isExternal && network["router:external"] !== true)
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

function serviceChecks(project: Project, found: readonly ServiceName[]): Check[] {
  const needed: NeededService[] = [
    { service: "container-infra", purpose: "clusters" },
    { service: "load-balancer", purpose: "load balancers" },
    ...partsOf(project).flatMap(({ services = [] }) => services),
    ...(project.site.octavia.barbican ? [{ service: "key-manager", purpose: "site.octavia.barbican" } as const] : []),
  ];
  return needed.map(({ service, purpose }): Check => {
    const subject = `service ${serviceNamed(service).project}, for ${purpose}`;
    if (found.includes(service)) return { subject, result: "ok", detail: "" };
    return { subject, result: "missing", detail: "it is not in the catalogue of this project; correct the file or ask the site" };
  });
}

/** Node groups came with 1.9, empty ones with 1.10. */
const MICROVERSION = 10;

function microversionChecks(found: readonly Row[]): Check[] {
  const subject = "Magnum's microversion";
  const newest = found.map((row) => String(row["max_version"])).find((version) => /^1\.\d+$/.test(version));
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
async function volumeTypeChecks(project: Project, cloud: Cloud): Promise<Check[]> {
  const { site } = project;
  const { driver } = site.magnum;
  const defaulted = defaultedTypes(project);
  const listed = await cloud.list("block-storage", "/types");
  const asksCinder = driver === "vexxhost" && (site.defaultVolumeType !== undefined || defaulted.length > 0);
  const cinders = asksCinder ? await cloud.show("block-storage", "/types/default") : undefined;
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

async function keypairChecks({ id, cluster }: Project, clusters: Cloud): Promise<Check[]> {
  if (!cluster.keypair) return [];
  if (!("name" in cluster.keypair)) {
    const row = (await clusters.list("compute", "/os-keypairs")).find((candidate) => candidate["name"] === id);
    return [ownKeypairCheck(id, cluster.keypair.publicKey, row)];
  }
  const { name } = cluster.keypair;
  const [check] = named("cluster.keypair", [name], await clusters.list("compute", "/os-keypairs"));
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
async function credentialChecks({ site }: Project, clusters: Cloud): Promise<Check[]> {
  const subject = `site.clouds.clusters ${site.clouds.clusters}`;
  const { by, applicationCredential } = await clusters.identity();
  if (!applicationCredential) return [{ subject, result: "ok", detail: `logs in by ${by}` }];
  if (!applicationCredential.isRestricted) return [{ subject, result: "ok", detail: "an unrestricted application credential" }];
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

/** Who says limit and use of what a quota limits. */
type QuotaSource = "compute" | "volumes" | "network" | "shares" | "balancers";

/** Under which names the services say it. */
const LIMITS: readonly (readonly [QuotaField, QuotaSource, limit: string, used: string])[] = [
  ["instances", "compute", "maxTotalInstances", "totalInstancesUsed"],
  ["cores", "compute", "maxTotalCores", "totalCoresUsed"],
  ["memoryMiB", "compute", "maxTotalRAMSize", "totalRAMUsed"],
  ["volumes", "volumes", "maxTotalVolumes", "totalVolumesUsed"],
  ["gigabytes", "volumes", "maxTotalVolumeGigabytes", "totalGigabytesUsed"],
  ["shares", "shares", "maxTotalShares", "totalSharesUsed"],
  ["shareGigabytes", "shares", "maxTotalShareGigabytes", "totalShareGigabytesUsed"],
  ["floatingIps", "network", "floatingip", "floatingip"],
  ["routers", "network", "router", "router"],
  ["ports", "network", "port", "port"],
  ["networks", "network", "network", "network"],
  ["securityGroups", "network", "security_group", "security_group"],
  ["loadBalancers", "balancers", "load_balancer", "load_balancer"],
];

interface Limits {
  readonly limits: Row;
  readonly used: Row;
}

/** Limits and use of all services that limit something; each is asked, whatever another one answers. */
async function limitsOf(cloud: Cloud): Promise<Readonly<Record<QuotaSource, Limits | OpenStackError>>> {
  const attempt = async (ask: () => Promise<Limits>): Promise<Limits | OpenStackError> => {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof OpenStackError) || FATAL.includes(error.failure)) throw error;
      return error;
    }
  };
  const absolute = (service: ServiceName): Promise<Limits | OpenStackError> =>
    attempt(async () => {
      const limits = ((await cloud.show(service, "/limits"))["absolute"] ?? {}) as Row;
      return { limits, used: limits };
    });
  const project = (await cloud.identity()).project?.id ?? "";
  const [compute, volumes, shares, network, balancers] = await Promise.all([
    ...(["compute", "block-storage", "shared-file-system"] as const).map(absolute),
    attempt(async () => networkLimits(await cloud.show("network", `/quotas/${project}/details.json`))),
    attempt(async () => ({
      limits: await cloud.show("load-balancer", `/lbaas/quotas/${project}`),
      used: { load_balancer: (await cloud.list("load-balancer", "/lbaas/loadbalancers", { project_id: project, fields: "id" })).length },
    })),
  ]);
  return { compute: compute, volumes: volumes, shares: shares!, network: network!, balancers: balancers! };
}

/** Neutron says limit and use of each kind together. */
function networkLimits(details: Row): Limits {
  const field = (name: string): Row => Object.fromEntries(Object.entries(details).map(([kind, value]) => [kind, (value as Row)[name]]));
  return { limits: field("limit"), used: field("used") };
}

async function quotaChecks(project: Project, { project: cloud, clusters }: Clouds): Promise<Check[]> {
  const needs = capacityOf(project, project.site).needs.max;
  const [sources, isThere] = await Promise.all([
    limitsOf(cloud),
    clusters.list("container-infra", "/clusters").then(
      (rows) => rows.some((row) => row["name"] === project.id),
      () => false,
    ),
  ]);
  return LIMITS.filter(([field]) => sumOf(needs[field]) > 0).map(([field, source, limitKey, usedKey]) => {
    const found = sources[source];
    const subject = `quota.${field}`;
    if (found instanceof OpenStackError) return { subject, result: "not checkable", detail: found.message };
    const limit = Number(found.limits[limitKey] ?? NaN);
    if (Number.isNaN(limit)) return { subject, result: "not checkable", detail: `the cloud does not say ${limitKey}` };
    return quotaCheck({
      subject,
      limit,
      // What a cluster that is there takes already is part of what it needs.
      used: isThere ? 0 : Number(found.used[usedKey] ?? 0),
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

/** Names are not unique; Magnum and Terraform refuse one that two things have. */
async function theOneNamed(cloud: Cloud, service: ServiceName, path: string, name: string): Promise<Row> {
  const found = await cloud.list(service, path, { name });
  if (found.length === 1) return found[0]!;
  const { project } = serviceNamed(service);
  if (found.length === 0)
    throw new OpenStackError("not found", `${project} has no ${service} ${name} that this login sees; correct the file`);
  throw new OpenStackError("conflict", `${project} has ${found.length} of the name ${name}; a name must be one thing's only, ask the site`);
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : "not set";
}
