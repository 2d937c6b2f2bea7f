import { OCTAVIA_PROVIDERS, type OctaviaProvider } from "../../constructs/contracts/octavia-provider";
import type { MagnumDriver } from "../../constructs/contracts/magnum-driver";
import type { QuotaField } from "../../projects/capacity";
import type { SiteInput } from "../../projects";
import { IMAGES, KUBERNETES } from "../init/data";
import type { ProjectTier } from "../init/answers";
import { driverSigns, shownDriver, type ShownDriver } from "../magnum/driver-signs";
import { OpenStackError } from "../openstack/failure";
import { textOf, type Row } from "../openstack/rows";
import { LIMITS } from "../preflight/limits";
import { CommandError, EXIT } from "../session/exit-codes";
import { imagesOf } from "./images";
import type { Seen, Survey } from "./survey";

/** A site as a cloud shows it. */
export interface DiscoveredSite {
  /** The site. */
  readonly site: SiteInput;
  /** What is to be said of its fields, by their paths; what could not be seen is a question to the cloud's people. */
  readonly remarks: ReadonlyMap<string, readonly string[]>;
}

/** What is known beside the cloud. */
export interface SiteProps {
  /** Name of the site. */
  readonly name: string;
  /** Magnum driver. */
  readonly driver: MagnumDriver;
  /** How much the projects matter, which decides where states are kept. */
  readonly tier: ProjectTier;
  /**
   * Certificates of the authority that the entry of clouds.yaml names, in PEM.
   *
   * @default - one that everybody knows
   */
  readonly ca?: string | undefined;
  /**
   * The site as its file has it: what somebody has chosen there stays while the cloud still has it.
   *
   * @default - there is no file yet
   */
  readonly old?: SiteInput | undefined;
}

/** Fields of a site's file in their order; `quota` is a comment only. */
export const SITE_FIELDS = [
  ...["kind", "name", "description", "clouds", "identity", "magnum", "proxy", "externalNetwork", "dnsServers", "storageNetwork"],
  ...["flavors", "volumeTypes", "defaultVolumeType", "shareTypes", "octavia", "objectStore", "mirrors", "backend", "quota"],
] as const;

/** The driver that a cloud shows; undefined where it does not, or where there are signs of several. */
export function driverShownBy({ clusters, templates, images }: Survey): ShownDriver | undefined {
  return shownDriver(driverSigns({ clusters: clusters.rows, templates: templates.rows, images: images.rows }));
}

/**
 * Makes a site of what a cloud has answered.
 *
 * @param survey - what it has answered
 * @param known - what is known beside
 * @throws CommandError if the region cannot be told
 */
export function siteOf(survey: Survey, known: SiteProps): DiscoveredSite {
  const { old, driver, tier } = known;
  const remarks = new Remarks();
  const images = imagesOf(survey, driver, old?.magnum);
  if (images.versions.size === 0) {
    remarks.ask(
      "magnum.images",
      `which images are there for driver ${driver}, and for which versions of Kubernetes?`,
      notSeen(survey.images, "None is of them"),
    );
  }
  for (const text of images.remarks) remarks.add("magnum.images", text);
  driverRemark(survey, driver, old !== undefined, remarks);
  const site: SiteInput = {
    ...(old?.kind === undefined ? {} : { kind: old.kind }),
    name: old?.name ?? known.name,
    ...defined({ description: old?.description }),
    clouds: old?.clouds ?? clouds(survey, remarks),
    identity: identity(survey, known, remarks),
    magnum: {
      driver,
      ...defined({ networkDriver: old?.magnum.networkDriver }),
      images: images.versions.size > 0 ? Object.fromEntries(images.versions) : { [KUBERNETES]: IMAGES[driver] },
      ...(images.kubeTags.size > 0 ? { kubeTags: Object.fromEntries(images.kubeTags) } : defined({ kubeTags: old?.magnum.kubeTags })),
      ...defined({ containerInfraPrefix: old?.magnum.containerInfraPrefix }),
    },
    ...defined({ proxy: old?.proxy }),
    externalNetwork: externalNetwork(survey, old, remarks),
    dnsServers: dnsServers(survey, old, remarks),
    ...defined({ storageNetwork: old?.storageNetwork }),
    flavors: flavors(survey, old, remarks),
    ...volumeTypes(survey, driver, old, remarks),
    ...shareTypes(survey, old, remarks),
    octavia: octavia(survey, old, remarks),
    ...objectStore(survey, old, remarks),
    ...defined({ mirrors: old?.mirrors }),
    backend: old?.backend ?? backend(tier, remarks),
  };
  if (site.storageNetwork === undefined) storageRemark(survey, remarks);
  quotaRemark(survey, remarks);
  return { site, remarks: remarks.all };
}

/** Collects what is to be said of fields. */
class Remarks {
  public readonly all = new Map<string, string[]>();

  public add(field: string, text: string): void {
    this.all.set(field, [...(this.all.get(field) ?? []), text]);
  }

  /** What could not be seen is asked of the cloud's people. */
  public ask(field: string, question: string, why?: string): void {
    this.add(field, `${why === undefined ? "" : `${why}. `}Ask the cloud's people: ${question}`);
  }
}

/** A field with a value, and no field for undefined. */
function defined<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> };
}

/** The first ones in their order, then the others in theirs. */
function ordered(names: readonly string[], first: readonly string[]): string[] {
  return [...first.filter((name) => names.includes(name)), ...names.filter((name) => !first.includes(name))];
}

/** Why a service has listed nothing. */
const notSeen = ({ why }: Seen, otherwise: string): string => (why === undefined ? otherwise : `Not seen: ${why.replace(/\s+/g, " ")}`);

const namesOf = ({ rows }: Seen): string[] => [...new Set(rows.flatMap((row) => textOf(row, "name") ?? []))];

function driverRemark(survey: Survey, driver: MagnumDriver, isOld: boolean, remarks: Remarks): void {
  const shown = driverShownBy(survey);
  const because = shown?.signs.map(({ sign }) => sign).join(", ") ?? "";
  const question = "which driver does Magnum have for these images?";
  if (shown?.isSure)
    remarks.add("magnum.driver", shown.driver === driver ? `Seen: ${because}.` : `But ${because}, as with ${shown.driver}.`);
  else if (shown && shown.driver !== driver)
    remarks.ask("magnum.driver", question, `No cluster shows it. It may be ${shown.driver}: ${because}`);
  else if (!isOld) remarks.ask("magnum.driver", question, shown ? `No cluster shows it. It is likely: ${because}` : "Nothing shows it");
}

function clouds({ cloud, identity: { applicationCredential } }: Survey, remarks: Remarks): SiteInput["clouds"] {
  if (applicationCredential?.isRestricted)
    remarks.add(
      "clouds",
      `Entry ${cloud} is a restricted application credential, with which Magnum makes no cluster: name another entry in clusters, with a ` +
        "password or an unrestricted one.",
    );
  return { project: cloud, clusters: cloud };
}

function identity({ cloud, identity: asked }: Survey, { ca, old }: SiteProps, remarks: Remarks): SiteInput["identity"] {
  const { region, regions } = asked;
  if (region === undefined) {
    const has = regions.join(", ") || "none";
    throw new CommandError(
      `entry ${cloud} has no region_name, and the cloud has the regions ${has}; write one of them into it`,
      EXIT.usage,
    );
  }
  const certificates = ca?.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g)?.join("\n");
  const caCertificate = old?.identity.caCertificate ?? (certificates === undefined ? undefined : `${certificates}\n`);
  // Pods may reach Keystone elsewhere than whoever asks: an address that somebody has written is taken for that.
  const authUrl = old?.identity.authUrl ?? asked.authUrl;
  if (!old && /^https?:\/\/(localhost|127\.|\[::1\])/.test(authUrl))
    remarks.ask("identity", "at which address do pods reach Keystone?", "This address is of this machine alone");
  return { authUrl, region, ...defined({ caCertificate }) };
}

function externalNetwork({ networks }: Survey, old: SiteInput | undefined, remarks: Remarks): string {
  const external = networks.rows.filter((row) => row["router:external"] === true);
  const names = namesOf({ rows: external, why: undefined }).sort();
  if (old && (names.includes(old.externalNetwork) || names.length === 0)) return old.externalNetwork;
  const standard = external.find((row) => row["is_default"] === true);
  const chosen = (standard && textOf(standard, "name")) ?? names[0];
  if (chosen === undefined) {
    remarks.ask("externalNetwork", "what is the network of floating IPs called?", notSeen(networks, "No network is external"));
    return "replace-me";
  }
  if (names.length > 1) remarks.ask("externalNetwork", "of which network are floating IPs?", `External are ${names.join(", ")}`);
  return chosen;
}

/** More of them no resolver takes. */
const MOST_DNS_SERVERS = 3;

function dnsServers({ subnets, templates }: Survey, old: SiteInput | undefined, remarks: Remarks): string[] {
  const named = subnets.rows.flatMap((row) => (Array.isArray(row["dns_nameservers"]) ? (row["dns_nameservers"] as unknown[]) : []));
  const ofTemplates = templates.rows.flatMap((row) => textOf(row, "dns_nameserver")?.split(",") ?? []);
  const counts = new Map<string, number>();
  for (const server of (named.length > 0 ? named : ofTemplates).map((one) => String(one).trim()))
    if (/^\d+(\.\d+){3}$/.test(server)) counts.set(server, (counts.get(server) ?? 0) + 1);
  const used = [...counts].sort(([, a], [, b]) => b - a).map(([server]) => server);
  if (old && (used.length === 0 || old.dnsServers.some((server) => counts.has(server)))) return old.dnsServers;
  if (used.length === 0) {
    remarks.ask("dnsServers", "which DNS servers are nodes to use?", notSeen(subnets, "No subnet names one"));
    return ["192.0.2.53"];
  }
  remarks.add("dnsServers", "In use by subnets that this login sees.");
  return used.slice(0, MOST_DNS_SERVERS);
}

const STORAGE = /ceph|storage|nfs|manila|share/i;

function storageRemark({ networks, subnets, shareTypes: types }: Survey, remarks: Remarks): void {
  const candidates = networks.rows.flatMap((row) => {
    const name = textOf(row, "name") ?? "";
    if (!STORAGE.test(name)) return [];
    const cidrs = subnets.rows.filter((subnet) => subnet["network_id"] === row["id"]).flatMap((subnet) => textOf(subnet, "cidr") ?? []);
    return [[name, ...(row["router:external"] === true ? ["(external)"] : []), ...cidrs].join(" ")];
  });
  if (candidates.length === 0 && types.rows.length === 0) return;
  const may = candidates.length === 0 ? "" : `, but it may be ${candidates.join(", ")}`;
  remarks.ask(
    "storageNetwork",
    `from which network are shares mounted, and how do nodes reach it (route, extra-network, direct)?`,
    `No call shows storageNetwork${may}`,
  );
}

type Flavors = SiteInput["flavors"];

function flavors({ flavors: seen, extraSpecs }: Survey, old: SiteInput | undefined, remarks: Remarks): Flavors {
  if (seen.rows.length === 0) {
    remarks.ask("flavors", "which flavors may projects use?", notSeen(seen, "Nova lists none"));
    return old?.flavors ?? {};
  }
  const usable = new Map(
    seen.rows.filter((row) => row["OS-FLV-DISABLED:disabled"] !== true).map((row) => [textOf(row, "name") ?? "", row]),
  );
  if (!extraSpecs) remarks.ask("flavors", "which flavors have GPUs, and how many?", "Not seen: extra specs of the flavors");
  return Object.fromEntries(
    ordered([...usable.keys()].sort(), Object.keys(old?.flavors ?? {})).map((name): [string, Flavors[string]] => {
      const row = usable.get(name)!;
      const { gpus, others } = devicesOf(extraSpecs?.get(textOf(row, "id") ?? "") ?? {});
      const ours = old?.flavors[name]?.gpus ?? 0;
      if (others.length > 0 && ours === 0)
        remarks.ask("flavors", "is it a GPU, so that the flavor is to have gpus?", `Flavor ${name} passes ${others.join(", ")} through`);
      const ephemeral = Number(row["OS-FLV-EXT-DATA:ephemeral"] ?? 0);
      return [
        name,
        {
          ...{ vcpus: Number(row["vcpus"]), memoryMiB: Number(row["ram"]), diskGiB: Number(row["disk"]) },
          ...(ephemeral > 0 ? { ephemeralGiB: ephemeral } : {}),
          ...(Math.max(gpus, ours) > 0 ? { gpus: gpus > 0 ? gpus : ours } : {}),
        },
      ];
    }),
  );
}

/**
 * Devices that a flavor passes through: virtual GPUs, and PCI devices by the names that the cloud has given them.
 *
 * @see https://docs.openstack.org/nova/latest/configuration/extra-specs.html#pci_passthrough:alias
 * @see https://docs.openstack.org/nova/latest/admin/virtual-gpu.html
 */
function devicesOf(specs: Row): { readonly gpus: number; readonly others: readonly string[] } {
  const aliases = (textOf(specs, "pci_passthrough:alias") ?? "").split(",").filter(Boolean);
  const isGpu = (alias: string): boolean => /gpu|nvidia|tesla|\b[ahlpv]\d{2,3}\b/i.test(alias);
  const count = (alias: string): number => Number(alias.split(":")[1] ?? 1);
  const virtual = Number(textOf(specs, "resources:VGPU") ?? 0);
  return {
    gpus: aliases.filter(isGpu).reduce((sum, alias) => sum + count(alias), virtual),
    others: aliases.filter((alias) => !isGpu(alias)),
  };
}

function volumeTypes(
  { volumeTypes: seen, defaultVolumeType: cinders }: Survey,
  driver: MagnumDriver,
  old: SiteInput | undefined,
  remarks: Remarks,
): Pick<SiteInput, "volumeTypes" | "defaultVolumeType"> {
  if (seen.why !== undefined) {
    remarks.ask("volumeTypes", "which Cinder volume types are there, and which is the default?", notSeen(seen, ""));
    return defined({ volumeTypes: old?.volumeTypes, defaultVolumeType: old?.defaultVolumeType });
  }
  const names = namesOf(seen);
  const all = names.length === 0 ? {} : { volumeTypes: ordered(names, old?.volumeTypes ?? []) };
  const chosen = old?.defaultVolumeType;
  if (driver === "vexxhost") {
    if (cinders === undefined)
      remarks.ask("defaultVolumeType", "which volume type is Cinder's default?", "Cinder does not show its default type");
    return { ...all, ...defined({ defaultVolumeType: cinders ?? chosen }) };
  }
  if (chosen !== undefined && names.includes(chosen)) return { ...all, defaultVolumeType: chosen };
  // Heat makes no class.
  if (driver === "heat" || names.length === 0 || (old && chosen === undefined)) return all;
  remarks.ask(
    "defaultVolumeType",
    "what is csi_cinder_default_volume_type of [capi_helm] in magnum.conf?",
    "Without it the driver takes the first type that Cinder lists",
  );
  return { ...all, defaultVolumeType: names[0]! };
}

type ShareTypes = NonNullable<SiteInput["shareTypes"]>;

function shareTypes(survey: Survey, old: SiteInput | undefined, remarks: Remarks): Pick<SiteInput, "shareTypes"> {
  const { shareTypes: seen, shares, identity: asked } = survey;
  if (!asked.services.includes("shared-file-system")) return {};
  if (seen.why !== undefined) {
    remarks.ask("shareTypes", "which Manila share types are there, and of which protocol, CEPHFS or NFS?", notSeen(seen, ""));
    return defined({ shareTypes: old?.shareTypes });
  }
  const found: ShareTypes = {};
  for (const name of ordered(namesOf(seen), Object.keys(old?.shareTypes ?? {}))) {
    const row = seen.rows.find((one) => one["name"] === name)!;
    const share = shares.rows.find((one) => [row["id"], name].includes(one["share_type"]) || one["share_type_name"] === name);
    const protocol = protocolOf(row) ?? (share && protocolIn(textOf(share, "share_proto"))) ?? old?.shareTypes?.[name]?.protocol;
    if (protocol) found[name] = { protocol };
    else remarks.ask("shareTypes", "of which protocol are its shares, CEPHFS or NFS?", `Share type ${name} does not say it`);
  }
  return Object.keys(found).length === 0 ? {} : { shareTypes: found };
}

type Protocol = ShareTypes[string]["protocol"];

function protocolIn(text: string | undefined): Protocol | undefined {
  return (["CEPHFS", "NFS"] as const).find((protocol) => new RegExp(`\\b${protocol}\\b`, "i").test(text ?? ""));
}

/** Administrators' and users' specs stand in fields of their own; which of them a login sees depends on its role. */
function protocolOf(row: Row): Protocol | undefined {
  const fields = ["extra_specs", "required_extra_specs", "optional_extra_specs"];
  const specs = Object.assign({}, ...fields.map((field) => row[field] ?? {})) as Row;
  return protocolIn(textOf(specs, "storage_protocol"));
}

function octavia({ providers, secrets, identity: asked }: Survey, old: SiteInput | undefined, remarks: Remarks): SiteInput["octavia"] {
  const known = Object.keys(OCTAVIA_PROVIDERS) as OctaviaProvider[];
  const names = namesOf(providers);
  const offered = known.filter((name) => names.includes(name));
  const chosen = old && (offered.includes(old.octavia.provider) || names.length === 0) ? old.octavia.provider : offered[0];
  if (chosen === undefined) {
    const listed = names.length === 0 ? "Octavia lists none" : `The cloud has ${names.join(", ")}, allowed are ${known.join(", ")}`;
    const why = asked.services.includes("load-balancer") ? notSeen(providers, listed) : "The catalogue has no Octavia, which clusters need";
    remarks.ask("octavia.provider", "which provider do load balancers come from?", why);
  } else if (!old && offered.length > 1) remarks.add("octavia.provider", `The cloud has ${names.join(", ")}.`);
  const barbican = asked.services.includes("key-manager");
  if (barbican && secrets.why !== undefined && !old)
    remarks.ask("octavia.barbican", "may projects keep certificates of load balancers in Barbican?", notSeen(secrets, ""));
  return { provider: chosen ?? "amphora", barbican };
}

/**
 * Ceph's gateway speaks S3 at the address at which it speaks Swift; of Swift's own server nobody outside knows.
 *
 * @see https://docs.ceph.com/en/latest/radosgw/keystone/
 */
function objectStore({ identity: asked }: Survey, old: SiteInput | undefined, remarks: Remarks): Pick<SiteInput, "objectStore"> {
  if (old?.objectStore) return { objectStore: old.objectStore };
  const swift = asked.endpoints["object-store"];
  if (swift === undefined) return {};
  if (!new URL(swift).pathname.startsWith("/swift/")) {
    remarks.ask("objectStore", "does it speak S3, at which address and for which region?", `There is an object store at ${swift}`);
    return {};
  }
  remarks.ask("objectStore", "for which region are requests of S3 signed?", `The catalogue has Ceph's gateway at ${swift}, and no region`);
  return { objectStore: { endpoint: new URL(swift).origin, region: "default" } };
}

function backend(tier: ProjectTier, remarks: Remarks): SiteInput["backend"] {
  const where = "Where Terraform keeps its state";
  if (tier !== "dev") {
    remarks.add("backend", `${where}; the keys are AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`);
    return { kind: "s3", bucket: "replace-me", endpoint: "https://s3.example.org" };
  }
  remarks.add(
    "backend",
    `${where}: in tfstate/ of this folder, which is for tier dev and one person alone; for more of them an S3 bucket:`,
  );
  remarks.add("backend", 'backend: { kind: "s3", bucket: "terraform-state", endpoint: "https://s3.example.org" },');
  return { kind: "local" };
}

/** Limits of the project that has asked, as its file would have them; -1 is unlimited. */
export function quotaOf({ limits }: Pick<Survey, "limits">): Partial<Record<QuotaField, number>> {
  return Object.fromEntries(
    LIMITS.flatMap(([field, source, key]) => {
      const said = limits[source];
      const limit = said instanceof OpenStackError ? NaN : Number(said.limits[key] ?? NaN);
      return Number.isNaN(limit) ? [] : [[field, limit] as const];
    }),
  );
}

function quotaRemark(survey: Survey, remarks: Remarks): void {
  const quota = quotaOf(survey);
  const { id, name = id } = survey.identity.project ?? { id: "none" };
  const pairs = Object.entries(quota).map(([field, limit]) => `${field}: ${limit}`);
  if (pairs.length > 0) remarks.add("quota", `Of project ${name}, for its file: quota: { ${pairs.join(", ")} }`);
  const missing = LIMITS.map(([field]) => field).filter((field) => !(field in quota));
  if (missing.length > 0) remarks.ask("quota", "what are they?", `No service says the limits of ${missing.join(", ")}`);
}
