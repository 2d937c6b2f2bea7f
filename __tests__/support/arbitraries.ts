import * as fc from "fast-check";
import { siteFiles } from "../../environments";
import type { DigitalOceanSiteInput, ProjectInput, SiteInput } from "../../projects";

const flavors: SiteInput["flavors"] = {
  medium: { vcpus: 4, memoryMiB: 16384, diskGiB: 40 },
  large: { vcpus: 16, memoryMiB: 65536, diskGiB: 80 },
};
const common = {
  clouds: { project: "{project}", clusters: "{project}-admin" },
  identity: { authUrl: "https://keystone.example.org:5000/v3", region: "One" },
  externalNetwork: "public",
  dnsServers: ["192.0.2.1"],
  flavors,
} satisfies Partial<SiteInput>;
const images = { "1.30.2": "kube-1.30.2", "1.31.4": "kube-1.31.4", "1.34.4": "kube-1.34.4" };
const s3 = { kind: "s3", bucket: "states", endpoint: "https://s3.example.org" } as const;

/** Sites that differ in what decides about a project: driver, storage, load balancers, mirrors. */
export const SITES: readonly SiteInput[] = [
  siteFiles["environments/sites/cumulus.ts"] as SiteInput,
  {
    ...common,
    name: "heat-site",
    magnum: { driver: "heat", networkDriver: "flannel", images },
    storageNetwork: { reach: "extra-network", cidr: "172.16.0.0/16", network: "ceph" },
    volumeTypes: ["ssd", "hdd"],
    shareTypes: { cephfs: { protocol: "CEPHFS" } },
    octavia: { provider: "amphora", barbican: true },
    objectStore: { endpoint: "http://rgw.example.org:8080", region: "default" },
    backend: { kind: "http", address: "https://gitlab.example.org/api/v4/projects/1/terraform/state/{stack}" },
  },
  {
    ...common,
    name: "vexxhost-site",
    magnum: { driver: "vexxhost", images },
    storageNetwork: { reach: "direct", cidr: "172.16.0.0/16" },
    shareTypes: { nfs: { protocol: "NFS" } },
    octavia: { provider: "ovn", barbican: false },
    backend: { kind: "pg" },
  },
  {
    ...common,
    name: "mirrored-site",
    magnum: { driver: "capi-helm", networkDriver: "cilium", images },
    storageNetwork: { reach: "extra-network", cidr: "10.206.0.0/16", network: "ceph" },
    volumeTypes: ["ssd"],
    shareTypes: { cephfs: { protocol: "CEPHFS" }, nfs: { protocol: "NFS" } },
    octavia: { provider: "amphorav2", barbican: true },
    objectStore: { endpoint: "https://s3.example.org", region: "default" },
    mirrors: {
      charts: { "https://traefik.github.io/charts": "https://charts.example.org/traefik" },
      images: { "registry.k8s.io": "harbor.example.org/k8s", "docker.io": "harbor.example.org/hub" },
    },
    backend: s3,
  },
];

const PIECES = [
  "${",
  "%{",
  "$",
  "%",
  "{",
  "}",
  "~}",
  '"',
  "'",
  "\\",
  "\\n",
  "\n",
  "\t",
  " ",
  "#",
  ": ",
  "- ",
  "|",
  "=",
  "!",
  "<<EOT",
  "EOT",
  "{{",
  "*/",
];
const WORDS = [
  "a",
  "Z",
  "0",
  "yes",
  "null",
  "1e3",
  "é",
  "ß",
  "星",
  "\u{1f30c}",
  "\u2028",
  "\u00a0",
  "var.x",
  "if true",
  "endif",
  "TOKEN.1]",
];

/** Text that means something to Terraform, YAML, Helm or Java properties. */
export const hostile = (): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...PIECES, ...WORDS), maxLength: 12, size: "max" });

const chars = (alphabet: string, maxLength: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...alphabet), maxLength });
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const oneLabel = fc.tuple(fc.constantFrom(...LETTERS), chars(`${LETTERS}0123456789-`, 8), chars("xyz09", 1));
const label = (): fc.Arbitrary<string> => oneLabel.map((parts) => parts.join("").replace(/-+$/, ""));
const projectName = fc.tuple(fc.constantFrom("g", "G"), chars("abXY09_.-", 30)).map((parts) => parts.join(""));
const labels = (constraints: { minLength?: number; maxLength?: number }): fc.Arbitrary<string[]> =>
  fc.uniqueArray(label(), { minLength: 0, maxLength: 3, ...constraints });
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
const gib = (): fc.Arbitrary<number> => fc.integer({ min: 1, max: 4096 });
const conf = (): fc.Arbitrary<Record<string, string>> =>
  fc.dictionary(
    label().map((key) => `spark.test.${key}`),
    hostile(),
    { maxKeys: 3 },
  );
const values = (): fc.Arbitrary<{ [key: string]: string | string[] }> =>
  fc.dictionary(
    fc
      .oneof(
        label(),
        hostile().filter((key) => key !== ""),
      )
      .map((key) => `x-${key}`),
    fc.oneof(hostile(), fc.array(hostile(), { maxLength: 3 })),
    { maxKeys: 3 },
  );

/** A valid project, with the site it is for. */
export interface ProjectAtSite<S = SiteInput | DigitalOceanSiteInput> {
  readonly project: ProjectInput;
  readonly site: S;
}

type Notebooks = NonNullable<ProjectInput["notebooks"]>;

/** Who may, by each kind of login. */
const LOGINS = {
  github: { login: { kind: "github", clientId: "id" }, allowedGroups: ["org:team"] },
  native: { login: { kind: "native" }, admins: ["ada"] },
  oidc: { login: { kind: "oidc", clientId: "id", issuer: "https://iam.example.org", groupsClaim: "groups" }, allowedGroups: ["gaia"] },
} satisfies Record<string, Partial<Notebooks>>;

/** Login to Grafana at a provider. */
const OIDC_GRAFANA = {
  login: {
    kind: "oidc",
    clientId: "id",
    authorizeUrl: "https://iam.example.org/a",
    tokenUrl: "https://iam.example.org/t",
    userdataUrl: "https://iam.example.org/u",
  },
  admins: ["ada"],
} satisfies Partial<NonNullable<ProjectInput["monitoring"]>>;

/** Any valid project of a site. */
export function projects(site: SiteInput): fc.Arbitrary<ProjectAtSite<SiteInput>> {
  const { driver } = site.magnum;
  const small = Object.keys(site.flavors).filter((name) => site.flavors[name]!.vcpus > 2);
  const lowest = driver === "capi-helm" ? 1 : 0;
  const flavor = (): fc.Arbitrary<string> => fc.constantFrom(...small);

  return fc
    .record({
      name: projectName,
      description: maybe(hostile()),
      tier: fc.constantFrom("dev", "test", "prod"),
      kubernetesVersion: fc.constantFrom(...Object.keys(site.magnum.images)),
      masters: fc.constantFrom(1, 3, 5),
      workers: fc.integer({ min: 1, max: 5 }),
      scaledWorkers: fc.boolean(),
      floatingIp: fc.boolean(),
      allowed: fc.boolean(),
      keypair: fc.constantFrom({ name: "mine" }, { publicKey: "ssh-ed25519 AAAAC3Nz me" }),
      bootVolume: maybe(fc.integer({ min: 10, max: 500 })),
      extraLabels: maybe(
        fc.dictionary(
          label().map((key) => `x_${key}`),
          hostile(),
          { maxKeys: 3 },
        ),
      ),
      groups: labels({}),
      sizes: fc.array(fc.record({ flavor: flavor(), min: fc.integer({ min: lowest, max: 4 }), more: fc.integer({ min: 0, max: 3 }) }), {
        minLength: 3,
        maxLength: 3,
      }),
      classes: maybe(labels({ minLength: 1 })),
      classSpec: fc.record({
        reclaimPolicy: maybe(fc.constantFrom("Delete", "Retain")),
        fsType: maybe(fc.constantFrom("ext4", "xfs")),
        volumeType: site.volumeTypes ? maybe(fc.constantFrom(...site.volumeTypes)) : fc.constant(undefined),
      }),
      snapshotClass: maybe(label()),
      installDriver: maybe(fc.boolean()),
      shareType: maybe(fc.constantFrom(...Object.keys(site.shareTypes ?? {}))),
      ceph: fc.constantFrom(undefined, "rbd", "cephFs", "both"),
      msgr2: fc.boolean(),
      classic: fc.boolean(),
      mounts: labels({ maxLength: 4 }),
      datasets: fc.integer({ min: 0, max: 4 }),
      ingressKind: maybe(fc.constantFrom("traefik", "octavia")),
      floating: fc.boolean(),
      hosts: labels({}),
      tls: fc.boolean(),
      spark: fc.boolean(),
      namespaces: labels({ minLength: 1, maxLength: 2 }),
      onGroup: fc.nat(),
      objectStore: fc.boolean(),
      notebooks: fc.constantFrom(undefined, "github", "native", "oidc"),
      kafka: fc.constantFrom(undefined, "none", "loadbalancer"),
      rook: fc.boolean(),
      existing: fc.boolean(),
      schedulerName: fc.constantFrom(undefined, "volcano"),
      monitoring: fc.constantFrom(undefined, "password", "oidc"),
      ui: fc.boolean(),
      applications: labels({ maxLength: 2 }),
      scheduled: fc.boolean(),
      arguments: fc.array(hostile(), { maxLength: 3 }),
      conf: conf(),
      jobConf: conf(),
      values: values(),
      gib: gib(),
      revision: fc.integer({ min: 1, max: 9 }),
    })
    .map((draw): ProjectAtSite<SiteInput> => {
      // The charts of capi-helm take no shorter names, and it makes one '-' of two.
      const groupNames =
        driver === "capi-helm" ? draw.groups.filter((name) => !name.includes("--")).map((name) => `g-${name}`) : draw.groups;
      // A fixed group of nothing would be one of 0 to 1 with vexxhost.
      const sizes = draw.sizes.map((size) => (driver === "vexxhost" && size.min + size.more === 0 ? { ...size, more: 1 } : size));
      const groups = groupNames.filter((name) => name !== "master").map((name, i) => ({ name, ...sizes[i]! }));
      // Two drivers of one name cannot be in a cluster, and of these only Heat's can be left out.
      const installsDriver = draw.installDriver && (driver === "heat" ? draw.classes !== undefined : undefined);
      const shared = draw.shareType !== undefined;
      const block = draw.classes !== undefined;
      const kind = site.octavia.provider === "ovn" && draw.ingressKind ? "traefik" : draw.ingressKind;
      const [dataNames, volumeNames] = [draw.mounts.slice(0, draw.datasets), draw.mounts.slice(draw.datasets)];
      const production = draw.tier === "prod";
      // In prod homes must stay, and but for dev their host has a certificate, for which kind octavia wants Barbican.
      const hasHub = !production && kind !== undefined && (kind === "traefik" || draw.tier === "dev");
      const hubOf = (login: keyof typeof LOGINS): Notebooks => ({
        ...LOGINS[login],
        host: "notebooks.example.net",
        tlsSecret: kind === "traefik" ? "notebooks-tls" : undefined,
        sizes: [{ name: "small", cores: { request: 0.1 }, memoryGiB: { request: 0.1, limit: 0.2 } }],
        users: 1,
        home: shared ? { kind: "shared", sizeGiB: draw.gib } : { kind: "claim", storageClass: `b-${draw.classes![0]!}`, sizeGiB: draw.gib },
        values: draw.values,
      });
      // What production must not leave open, some drivers cannot close but by having no floating IP.
      const restricts = site.octavia.provider !== "ovn";
      const floatingIp = draw.floatingIp && !(production && (driver === "vexxhost" || !restricts));
      const allowedCidrs =
        restricts && driver !== "vexxhost" && (draw.allowed || production) ? ["192.0.2.0/24", "198.51.100.0/24"] : undefined;
      const hasKafka = block && !production && draw.kafka !== undefined && draw.kubernetesVersion >= "1.30";
      const roomiest = Object.entries(site.flavors).find(([, { vcpus, memoryMiB }]) => vcpus >= 4 && memoryMiB >= 14_000)?.[0];
      const hasRook = block && !production && draw.rook && roomiest !== undefined && draw.kubernetesVersion >= "1.30";
      const hasMonitoring = hasHub && block && draw.monitoring !== undefined && !hasKafka;
      // Kafka, its operators and a mirror, those of Ceph, and monitoring want more than the smallest node has beside the rest of the platform.
      const isRoomy = (name: string): boolean => !(hasKafka || hasRook || hasMonitoring) || site.flavors[name]!.memoryMiB >= 10_240;
      const workers = [draw.sizes[0]!.flavor, ...small].find(isRoomy)!;
      // Spark needs nodes: a group may have none.
      const places = [
        { name: "default-worker", nodes: draw.workers },
        ...groups.map(({ name, min, more }) => ({ name, nodes: min + more })),
      ];
      const inhabited = places.filter(({ nodes }) => nodes > 0);
      const place = inhabited[draw.onGroup % inhabited.length]!;
      return {
        site,
        project: {
          name: draw.name,
          description: draw.description,
          site: site.name,
          tier: draw.tier,
          kubernetesVersion: draw.kubernetesVersion,
          credentialsRevision: draw.revision,
          cluster: {
            keypair: draw.keypair,
            controlPlane: { flavor: small[0]!, count: production ? Math.max(3, draw.masters) : draw.masters },
            workers: {
              flavor: workers,
              count: draw.workers,
              ...(draw.scaledWorkers && { min: lowest, max: draw.workers + 1 }),
            },
            nodeCidr: "10.64.0.0/20",
            api: { floatingIp, allowedCidrs },
            labels: {
              ...(draw.bootVolume !== undefined && { boot_volume_size: draw.bootVolume }),
              ...(installsDriver && { cinder_csi_enabled: false }),
            },
            extraLabels: draw.extraLabels,
          },
          nodeGroups: [
            ...groups.map(({ name, flavor, min, more }) =>
              // Heat's autoscaler changes the default workers only.
              more === 0 || driver === "heat" ? { name, flavor, count: min + more } : { name, flavor, min, max: min + more },
            ),
            ...(hasRook ? [{ name: "x-ceph", flavor: roomiest, count: 2 }] : []),
          ],
          storage: {
            block: draw.classes && {
              classes: draw.classes.map((name) => ({ name: `b-${name}`, ...draw.classSpec })),
              snapshotClass: draw.snapshotClass,
              installDriver: installsDriver,
            },
            shared: draw.shareType === undefined ? undefined : { className: "shared", shareType: draw.shareType },
            existing: draw.existing ? [{ name: "of-the-site", accessModes: ["ReadWriteOnce"], reclaimPolicy: "Delete" }] : undefined,
            rook: hasRook
              ? {
                  nodeGroup: "x-ceph",
                  storageClass: draw.existing ? "of-the-site" : `b-${draw.classes![0]!}`,
                  replicas: 2,
                  monitors: { count: 1 },
                  osds: { count: 2, sizeGiB: 10, cores: 0.1, memoryGiB: 2 },
                  blockPools: draw.msgr2 ? [{ name: "x-pool" }] : [],
                  fileSystems: draw.classic ? [{ name: "x-files", cores: 0.1, memoryGiB: 2 }] : [],
                  objectStore: { cores: 0.1 },
                  values: { cluster: draw.values },
                }
              : undefined,
            ceph: draw.ceph && {
              clusterId: "b9127830-b0cc-4e34-aa47-9d1a2e9949a8",
              monitors: ["192.0.2.11", "192.0.2.12"].map((address) => `${address}:${draw.msgr2 ? 3300 : 6789}`),
              install: draw.classic ? "charts" : undefined,
              rbd:
                draw.ceph === "cephFs"
                  ? undefined
                  : {
                      user: "any",
                      classes: [{ name: "ceph-rbd", pool: draw.gib % 2 ? "p" : "q", reclaimPolicy: draw.classSpec.reclaimPolicy }],
                      devices: draw.spark && block ? [{ name: "x-raw", storageClass: "ceph-rbd", sizeGiB: draw.gib }] : [],
                    },
              cephFs:
                draw.ceph === "rbd"
                  ? undefined
                  : {
                      user: "any",
                      fsName: "fs",
                      classes: [{ name: "ceph-fs", mounter: draw.msgr2 ? "kernel" : "fuse" }],
                      paths: draw.spark && block ? [{ name: "x-path", path: "/x", mountPath: "/x-path", readOnly: draw.floating }] : [],
                    },
            },
          },
          datasets:
            shared && dataNames.length > 0
              ? { cloud: "data", shares: dataNames.map((name) => ({ name, shareName: `share of ${name}`, mountPath: `/data/${name}` })) }
              : undefined,
          ingress: kind && {
            kind,
            floating: draw.floating,
            allowedCidrs: restricts && draw.allowed ? ["192.0.2.0/24"] : undefined,
            // The last two are of one host and one service.
            routes: [...draw.hosts, ...draw.hosts.slice(-1)].map((host, i) => ({
              host: `${host}.example.org`,
              path: i === 0 ? undefined : `/p${i}`,
              namespace: draw.namespaces[0]!,
              service: host,
              port: 8080 + i,
              tlsSecret: draw.tls && (kind === "traefik" || site.octavia.barbican) ? `${host}-tls` : undefined,
            })),
            values: kind === "traefik" ? draw.values : undefined,
          },
          spark:
            draw.spark && block
              ? {
                  image: "docker.io/apache/spark:4.0.4",
                  version: "4.0.4",
                  nodeGroup: place.name,
                  namespaces: draw.namespaces,
                  executor: { cores: 1, memoryGiB: 1 },
                  executors: { max: place.nodes },
                  scratch: { storageClass: `b-${draw.classes![0]!}`, sizeGiB: draw.gib },
                  volumes: shared ? volumeNames.map((name) => ({ name, sizeGiB: draw.gib, mountPath: `/${name}` })) : [],
                  schedulerName: draw.schedulerName,
                  objectStore:
                    hasRook && draw.namespaces.every((name) => name.length > 2)
                      ? { from: "rook" }
                      : draw.objectStore && site.objectStore
                        ? { revision: draw.revision }
                        : undefined,
                  uiHost: draw.ui && kind === "traefik" ? "spark.example.org" : undefined,
                  conf: draw.conf,
                  values: draw.values,
                  applications: draw.applications.map((name, i) => ({
                    name,
                    namespace: i === 0 ? undefined : draw.namespaces.at(-1)!,
                    type: "Python" as const,
                    mainApplicationFile: "local:///opt/job.py",
                    arguments: draw.arguments,
                    sparkConf: draw.jobConf,
                    schedule: draw.scheduled ? "@daily" : undefined,
                  })),
                }
              : undefined,
          notebooks: draw.spark && block && hasHub && draw.notebooks !== undefined ? hubOf(draw.notebooks) : undefined,
          kafka: hasKafka
            ? {
                brokers: {
                  count: 1,
                  nodeGroup: "default-worker",
                  cores: 0.1,
                  memoryGiB: 1,
                  disk: { storageClass: `b-${draw.classes![0]!}`, sizeGiB: 3 },
                },
                retention: { days: 1, gibPerDay: 1 },
                access: {
                  inside: "all",
                  outside: draw.kafka === "none" ? { kind: "none" } : { kind: "loadbalancer", floating: false },
                },
                topics: draw.mounts.map((name) => ({ name: `${name}_1`, config: { "x.test": draw.description ?? "" } })),
                mirrors: [{ name: "other", bootstrapServers: ["other.example.org:9092"], topics: "a.*" }],
                values: draw.values,
              }
            : undefined,
          monitoring: hasMonitoring
            ? {
                host: "grafana.example.net",
                tlsSecret: kind === "traefik" ? "grafana-tls" : undefined,
                ...(draw.monitoring === "oidc" ? OIDC_GRAFANA : { login: { kind: "password" as const } }),
                alerts: draw.floating ? { kind: "webhook" } : { kind: "none" },
                disk: { storageClass: `b-${draw.classes![0]!}`, sizeGiB: 5 },
                nodeExporter: draw.scheduled,
                values: draw.values,
              }
            : undefined,
        },
      };
    });
}

/** A region of DigitalOcean with what the last of the sites has. */
const REGION: DigitalOceanSiteInput = {
  kind: "digitalocean",
  name: "region",
  region: "lon1",
  versions: Object.fromEntries(Object.keys(images).map((version) => [version, `${version}-do.0`])),
  flavors: { medium: { vcpus: 4, memoryMiB: 16384, diskGiB: 100 }, large: { vcpus: 16, memoryMiB: 65536, diskGiB: 400 } },
  systemPool: { flavor: "medium" },
  nfs: true,
  objectStore: { endpoint: "https://lon1.digitaloceanspaces.com", region: "lon1" },
  mirrors: SITES.at(-1)!.mirrors,
  backend: s3,
};

/** Any valid project of a region of DigitalOcean: one of OpenStack without what has no counterpart there. */
export const projectsAtDigitalOcean: fc.Arbitrary<ProjectAtSite<DigitalOceanSiteInput>> = projects(SITES.at(-1)!).map(({ project }) => {
  const { keypair: _keypair, labels: _labels, extraLabels: _extra, controlPlane: _plane, api, ...cluster } = project.cluster;
  const { block, shared, ceph, existing, rook } = project.storage!;
  const home = project.notebooks?.home;
  return {
    site: REGION,
    project: {
      ...project,
      site: REGION.name,
      cluster: { ...cluster, controlPlane: { count: project.tier === "prod" ? 3 : 1 }, api: { allowedCidrs: api!.allowedCidrs } },
      storage: {
        block: block && { classes: block.classes.map(({ volumeType: _type, ...spec }) => spec) },
        shared: shared && { className: shared.className, shareType: "high" },
        ...{ ceph, existing, rook },
      },
      datasets: undefined,
      ingress: project.ingress && { ...project.ingress, kind: "traefik" },
      spark: project.spark && { ...project.spark, scratch: { ...project.spark.scratch, sizeGiB: 1 } },
      notebooks: project.notebooks && { ...project.notebooks, home: home! },
    },
  };
});

/** Any valid project of any OpenStack site. */
export const anyProject: fc.Arbitrary<ProjectAtSite> = fc.oneof(...SITES.map((site) => projects(site)));
