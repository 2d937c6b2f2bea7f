// Data is broken here on purpose, in ways that its type forbids.
/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call */
import { POLICY_RULES } from "../constructs/policies/policy-rules";
import { projectFiles, siteFiles } from "../environments";
import { InvalidEnvironments, parseEnvironments, type Files } from "../projects";
import { leanDev as gaiaDev } from "./support/lean-project";

type Change = (project: any, site: any) => unknown;

const cumulus = siteFiles["environments/sites/cumulus.ts"];

/** Parses gaia-dev at cumulus after a change. */
function parse(change: Change = () => undefined) {
  const [project, site] = [structuredClone(gaiaDev), structuredClone(cumulus)];
  change(project, site);
  return parseEnvironments({ "mine.ts": project }, { "sites/cumulus.ts": site });
}

function errorsOf(parseIt: () => unknown): string[] {
  try {
    parseIt();
  } catch (error) {
    if (error instanceof InvalidEnvironments) return error.message.split("\n");
    throw error;
  }
  return [];
}

function rename(object: any, from: string, to: string): void {
  object[to] = object[from];
  delete object[from];
}

function heat(project: any, site: any): void {
  site.magnum.driver = "heat";
  project.cluster.labels = {};
  // Its autoscaler changes the default workers only.
  project.nodeGroups = project.nodeGroups.map(({ min: _min, max, count = max, ...group }: any) => ({ ...group, count }));
}

function vexxhost(project: any, site: any): void {
  site.magnum.driver = "vexxhost";
  project.cluster.labels = {};
}

function nfs(_project: any, site: any): void {
  site.shareTypes.cephfsnativetype.protocol = "NFS";
}

/** Changes of valid data, and the lines that come of them. */
type Row = readonly [change: Change, ...lines: string[]];

const UUID = "0f0f0f0f-0000-4000-8000-000000000001";
/** Fields of sites that are URLs, with what gives it a value. */
const URL_FIELDS: readonly (readonly [field: string, give: (project: any, site: any, url: string) => unknown])[] = [
  ["sites/cumulus.ts: identity.authUrl", (_p, s, url) => (s.identity.authUrl = url)],
  ["sites/cumulus.ts: proxy.http", (_p, s, url) => (s.proxy = { http: url })],
  ["sites/cumulus.ts: proxy.https", (_p, s, url) => (s.proxy = { https: url })],
  ["sites/cumulus.ts: objectStore.endpoint", (_p, s, url) => (s.objectStore = { endpoint: url, region: "default" })],
  ["sites/cumulus.ts: backend.endpoint", (_p, s, url) => (s.backend = { kind: "s3", bucket: "state", endpoint: url })],
  ["sites/cumulus.ts: backend.address", (_p, s, url) => (s.backend = { kind: "http", address: url.replace("v3", "{stack}") })],
  [
    'sites/cumulus.ts: mirrors.charts["https://charts.example.org"]',
    (_p, s, url) => (s.mirrors = { charts: { "https://charts.example.org": url } }),
  ],
];

const refusals: Record<string, readonly Row[]> = {
  "typos in keys": [
    [
      (p) => rename(p, "description", "desciption"),
      "mine.ts: desciption is not a field, did you mean description? (fields: name, description, site, tier, kubernetesVersion, quota, cluster, nodeGroups, credentialsRevision, storage, datasets, ingress, spark, notebooks, kafka, monitoring, exceptions, allow)",
    ],
    [
      (p) => rename(p.nodeGroups[0], "flavor", "flavour"),
      "mine.ts: nodeGroups[0].flavor must be a string, got nothing",
      "mine.ts: nodeGroups[0].flavour is not a field, did you mean flavor? (fields: name, flavor, count, min, max, labels, image, taints)",
    ],
    [
      (p) => (p.node_groups = []),
      "mine.ts: node_groups is not a field, did you mean nodeGroups? (fields: name, description, site, tier, kubernetesVersion, quota, cluster, nodeGroups, credentialsRevision, storage, datasets, ingress, spark, notebooks, kafka, monitoring, exceptions, allow)",
    ],
    [
      (p) => (p.cluster.gpu = 1),
      "mine.ts: cluster.gpu is not a field (fields: existing, adopt, keypair, controlPlane, workers, nodeCidr, network, masterLoadBalancer, dockerVolumeSizeGiB, api, autoScaling, labels, extraLabels, clusterLabels)",
    ],
    [
      (p) => (p.cluster.keypair = { naem: "x" }),
      "mine.ts: cluster.keypair.name must be the name of a keypair, or publicKey must be there in its place, got nothing",
      "mine.ts: cluster.keypair.naem is not a field, did you mean name? (fields: name)",
    ],
    [
      (p) => (p.ingress.routes[0].tls_secret = "x"),
      "mine.ts: ingress.routes[0].tls_secret is not a field, did you mean tlsSecret? (fields: host, path, namespace, service, port, tlsSecret)",
    ],
    [
      (p) => (p.spark.applications[0].executor = { core: 2 }),
      "mine.ts: spark.applications[0].executor.core is not a field, did you mean cores? (fields: cores, memoryGiB, image, instances)",
    ],
    [
      (_p, s) => (s.magnum.drivr = "x"),
      "sites/cumulus.ts: magnum.drivr is not a field, did you mean driver? (fields: driver, networkDriver, images, kubeTags, containerInfraPrefix)",
    ],
    [
      (_p, s) => (s.backend.buket = "x"),
      "sites/cumulus.ts: backend.buket is not a field, did you mean bucket? (fields: kind, bucket, endpoint, region)",
    ],
  ],
  "missing fields": [
    [(p) => delete p.tier, 'mine.ts: tier must be one of "dev", "test", "prod", got nothing'],
    [(p) => delete p.cluster, "mine.ts: cluster must be an object, got nothing"],
    [(p) => delete p.cluster.workers.count, "mine.ts: cluster.workers.count must be a whole number from 0 to 1000, got nothing"],
    [(p) => delete p.nodeGroups[0].flavor, "mine.ts: nodeGroups[0].flavor must be a string, got nothing"],
    [
      (p) => (p.cluster.keypair = {}),
      "mine.ts: cluster.keypair.name must be the name of a keypair, or publicKey must be there in its place, got nothing",
    ],
    [(_p, s) => delete s.storageNetwork.gatewayNetwork, "sites/cumulus.ts: storageNetwork.gatewayNetwork must be a string, got nothing"],
    [
      (_p, s) => (s.storageNetwork = {}),
      'sites/cumulus.ts: storageNetwork.reach must be one of "route", "extra-network", "direct", got nothing',
    ],
    [(_p, s) => delete s.clouds.clusters, "sites/cumulus.ts: clouds.clusters must be a string, got nothing"],
  ],
  "wrong types": [
    [(p) => (p.name = 5), "mine.ts: name must be a string, got 5"],
    [(p) => (p.description = null), "mine.ts: description must be a string, got null"],
    [(p) => (p.nodeGroups = {}), "mine.ts: nodeGroups must be an array, got {}"],
    [(p) => (p.ingress.routes = [7]), "mine.ts: ingress.routes[0] must be an object, got 7"],
    [(p) => (p.cluster.api = { floatingIp: "yes" }), 'mine.ts: cluster.api.floatingIp must be a boolean, got "yes"'],
    [(p) => (p.cluster.keypair = "gaia-dev"), 'mine.ts: cluster.keypair must be an object, got "gaia-dev"'],
    [
      (p) => (p.cluster.labels = { boot_volume_size: [100] }),
      "mine.ts: cluster.labels.boot_volume_size must be a string, a number or a boolean, got [100]",
    ],
    [
      (p) => (p.spark.conf = { "spark.eventLog.enabled": true }),
      'mine.ts: spark.conf["spark.eventLog.enabled"] must be a string, got true',
    ],
    [(p) => (p.spark.values = "replicas: 2"), 'mine.ts: spark.values must be an object, got "replicas: 2"'],
    [
      (p) => (p.spark.values = { a: [() => 1] }),
      "mine.ts: spark.values.a[0] must be a string, a number, a boolean, null, an array or an object, got () => 1",
    ],
    [
      (p) => (p.spark.values = { a: { b: undefined } }),
      "mine.ts: spark.values.a.b must be a string, a number, a boolean, null, an array or an object, got nothing",
    ],
    [
      (_p, s) => (s.flavors["gaia.cclake.1vcpu"].vcpus = "1"),
      'sites/cumulus.ts: flavors["gaia.cclake.1vcpu"].vcpus must be a whole number from 1 to 1024, got "1"',
    ],
    [(_p, s) => (s.octavia.barbican = "no"), 'sites/cumulus.ts: octavia.barbican must be a boolean, got "no"'],
  ],
  "ranges and numbers": [
    [(p) => (p.cluster.controlPlane.count = 10), "mine.ts: cluster.controlPlane.count must be a whole number from 1 to 9, got 10"],
    [(p) => (p.nodeGroups[0].max = 1.5), "mine.ts: nodeGroups[0].max must be a whole number from 1 to 1000, got 1.5"],
    [(p) => (p.ingress.routes[0].port = 65536), "mine.ts: ingress.routes[0].port must be a whole number from 1 to 65535, got 65536"],
    [(p) => (p.spark.executors.max = NaN), "mine.ts: spark.executors.max must be a whole number from 1 to 10000, got NaN"],
    [(p) => (p.spark.memoryOverheadFactor = 5), "mine.ts: spark.memoryOverheadFactor must be a number from 0 to 4, got 5"],
    [(p) => (p.quota.cores = -2), "mine.ts: quota.cores must be a whole number from -1 to 1000000, got -2"],
    [(p) => (p.credentialsRevision = 0), "mine.ts: credentialsRevision must be a whole number from 1 to 1000000, got 0"],
    [(p) => (p.storage.block.classes = []), "mine.ts: storage.block.classes must have at least one storage class, got []"],
    [(p) => (p.spark.namespaces = []), "mine.ts: spark.namespaces must have at least one job namespace, got []"],
    [(_p, s) => (s.dnsServers = []), "sites/cumulus.ts: dnsServers must name at least one DNS server, got []"],
  ],
  "one of a few": [
    [(p) => (p.tier = "live"), 'mine.ts: tier must be one of "dev", "test", "prod", got "live"'],
    [(p) => (p.ingress.kind = "nginx"), 'mine.ts: ingress.kind must be one of "traefik", "octavia", got "nginx"'],
    [
      (p) => (p.storage.block.classes[1].reclaimPolicy = "Keep"),
      'mine.ts: storage.block.classes[1].reclaimPolicy must be one of "Delete", "Retain", got "Keep"',
    ],
    [
      (p) => (p.spark.applications[0].type = "Go"),
      'mine.ts: spark.applications[0].type must be one of "Python", "Java", "Scala", "R", got "Go"',
    ],
    [(_p, s) => (s.kind = "vmware"), 'sites/cumulus.ts: kind must be one of "openstack", "digitalocean", got "vmware"'],
    [
      (_p, s) => (s.magnum.driver = "tripleo"),
      'sites/cumulus.ts: magnum.driver must be one of "heat", "capi-helm", "vexxhost", got "tripleo"',
    ],
    [
      (_p, s) => (s.backend = { kind: "consul" }),
      'sites/cumulus.ts: backend.kind must be one of "s3", "http", "pg", "local", got "consul"',
    ],
    [
      (_p, s) => (s.storageNetwork.reach = "bridge"),
      'sites/cumulus.ts: storageNetwork.reach must be one of "route", "extra-network", "direct", got "bridge"',
    ],
    [
      (_p, s) => (s.shareTypes.cephfsnativetype.protocol = "GLUSTERFS"),
      'sites/cumulus.ts: shareTypes.cephfsnativetype.protocol must be one of "CEPHFS", "NFS", got "GLUSTERFS"',
    ],
  ],
  "the form of text": [
    [(p) => (p.name = "1st"), 'mine.ts: name must start with a letter and have at most 40 letters, digits and _.-, got "1st"'],
    [
      (p) => (p.name = "a".repeat(41)),
      'mine.ts: name must start with a letter and have at most 40 letters, digits and _.-, got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"',
    ],
    [
      (p) => (p.site = ""),
      "mine.ts: site must be an RFC 1123 label: a-z, 0-9 and '-', a letter or digit first and last, at most 63 characters, got \"\"",
    ],
    [
      (p) => (p.kubernetesVersion = "v1.30"),
      "mine.ts: kubernetesVersion must be a version of three numbers without 'v', such as 1.30.2, got \"v1.30\"",
    ],
    [
      (p) => (p.storage.block.classes[0].name = "Cinder"),
      "mine.ts: storage.block.classes[0].name must be an RFC 1123 subdomain: a-z, 0-9, '-' and '.', a letter or digit first and last and beside each '.', at most 253 characters, got \"Cinder\"; \"cinder\" would do",
    ],
    [
      (p) => (p.spark.applications[0].name = "a".repeat(64)),
      `mine.ts: spark.applications[0].name must be an RFC 1035 label: a-z, 0-9 and '-', starting with a letter, a letter or digit last, at most 63 characters, got "${"a".repeat(64)}"; "${"a".repeat(63)}" would do`,
    ],
    [
      (p) => (p.nodeGroups[0].flavor = "x".repeat(256)),
      'mine.ts: nodeGroups[0].flavor must have at most 255 characters, got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...',
    ],
    [(p) => (p.spark.image = ""), 'mine.ts: spark.image must not be empty, got ""'],
    [
      (p) => (p.cluster.nodeCidr = "10.0.0.1/20"),
      'mine.ts: cluster.nodeCidr must be an IPv4 network in CIDR notation, with the network\'s own address, such as 10.206.0.0/16, got "10.0.0.1/20"',
    ],
    [
      (p) => (p.cluster.nodeCidr = "10.0.0.0/33"),
      'mine.ts: cluster.nodeCidr must be an IPv4 network in CIDR notation, with the network\'s own address, such as 10.206.0.0/16, got "10.0.0.0/33"',
    ],
    [
      (p) => (p.cluster.api = { allowedCidrs: ["128.232.224.0"] }),
      'mine.ts: cluster.api.allowedCidrs[0] must be an IPv4 network in CIDR notation, with the network\'s own address, such as 10.206.0.0/16, got "128.232.224.0"',
    ],
    [
      (p) => (p.ingress.routes[0].host = "Zeppelin"),
      'mine.ts: ingress.routes[0].host must be a host name in lower case and as the DNS has it (xn--...), labels of at most 63 and together at most 253 characters, with \'*.\' before it for all names of a domain, got "Zeppelin"; "zeppelin" would do',
    ],
    [(p) => (p.ingress.routes[0].path = "data"), 'mine.ts: ingress.routes[0].path must be a path of letters, digits and ._/-, got "data"'],
    [
      (p) => (p.spark.volumes[0].mountPath = "user"),
      'mine.ts: spark.volumes[0].mountPath must be an absolute path of letters, digits and ._/-, got "user"',
    ],
    [
      (p) => (p.cluster.keypair = { publicKey: "rsa AAAA" }),
      'mine.ts: cluster.keypair.publicKey must be an OpenSSH public key, got "rsa AAAA"',
    ],
    [
      (p) => (p.spark.conf = { "spark x": "1" }),
      "mine.ts: spark.conf has a key that must be the name of a setting, without blanks, '=', ':', '#', '!' and backslashes, got \"spark x\"",
    ],
    [
      (p) => (p.spark.applications[0].sparkConf = { "spark.a=b": "1" }),
      "mine.ts: spark.applications[0].sparkConf has a key that must be the name of a setting, without blanks, '=', ':', '#', '!' and backslashes, got \"spark.a=b\"",
    ],
    [
      (p) => (p.description = "see ${TfToken[TOKEN.1]}"),
      "mine.ts: description must not contain 'TfToken[', which cdktf reserves, got \"see ${TfToken[TOKEN.1]}\"",
    ],
    [
      (p) => (p.spark.conf = { "spark.app.name": "half a \ud83d" }),
      'mine.ts: spark.conf["spark.app.name"] must not contain half of a surrogate pair, which no file can hold, got "half a \\ud83d"',
    ],
    [
      (p) => (p.exceptions = [{ policy: "GAIA-SEC-9", reason: "because" }]),
      `mine.ts: exceptions[0].policy must be one of ${POLICY_RULES.map(({ id }) => `"${id}"`).join(", ")}, got "GAIA-SEC-9"`,
      'mine.ts: exceptions[0].reason must be a reason of at least 10 characters, got "because"',
    ],
    ...URL_FIELDS.map(([field, give]): Row => [
      (p, s) => give(p, s, "https://gaia:hunter2@example.org/v3"),
      `${field} must have no user and no password, which would stand in plans, states and pods: leave out what is before the @, and let the ` +
        `server know its callers by their addresses, got "https://***@example.org/${field.endsWith("address") ? "{stack}" : "v3"}"`,
    ]),
    [
      (p) => (p.cluster.network = { networkId: UUID, subnetId: UUID }),
      "mine.ts: cluster.network.subnetId must not be networkId: a network and its subnet have UUIDs of their own (openstack subnet list " +
        `--network), got "${UUID}"`,
    ],
    [
      (_p, s) => (s.dnsServers = ["192.0.2.1", "192.0.2.1"]),
      'sites/cumulus.ts: dnsServers[1] must not be given twice, take one out, got "192.0.2.1"',
    ],
    [
      (p) => (p.cluster.api = { allowedCidrs: ["192.0.2.0/24", "198.51.100.0/24", "192.0.2.0/24"] }),
      'mine.ts: cluster.api.allowedCidrs[2] must not be given twice, take one out, got "192.0.2.0/24"',
    ],
    [
      (p) => (p.nodeGroups[0].taints = ["a", "b"].map((value) => ({ key: "k", value, effect: "NoSchedule" }))),
      'mine.ts: nodeGroups[0].taints[1] must not be given twice, take one out, got {"key":"k","value":"b","effect":"NoSchedule"}',
    ],
    [(_p, s) => (s.dnsServers = ["131.111.8.420"]), 'sites/cumulus.ts: dnsServers[0] must be an IPv4 address, got "131.111.8.420"'],
    [
      (_p, s) => (s.identity.authUrl = "https://keystone:5000"),
      'sites/cumulus.ts: identity.authUrl must end in /v3, got "https://keystone:5000"',
    ],
    [
      (_p, s) => (s.identity.authUrl = "keystone/v3"),
      'sites/cumulus.ts: identity.authUrl must be an http:// or https:// address, got "keystone/v3"',
    ],
    [
      (_p, s) => (s.magnum.images = { "v1.30": "x" }),
      "sites/cumulus.ts: magnum.images has a key that must be a version of three numbers without 'v', such as 1.30.2, got \"v1.30\"",
    ],
    [
      (_p, s) => (s.backend.bucket = "Gaia_State"),
      "sites/cumulus.ts: backend.bucket must be a bucket name: a-z, 0-9, '.' and '-', 3 to 63 characters, got \"Gaia_State\"",
    ],
    [
      (_p, s) => (s.backend = { kind: "http", address: "https://gitlab.example/state" }),
      'sites/cumulus.ts: backend.address must contain {stack}, which is replaced by the stack\'s name, got "https://gitlab.example/state"',
    ],
    [
      (_p, s) => (s.backend = { kind: "local", directory: "my states" }),
      'sites/cumulus.ts: backend.directory must be a path of letters, digits and ._/-, got "my states"',
    ],
  ],
  "what the site has": [
    [(p) => (p.site = "cumulos"), 'mine.ts: site must be a site (cumulus), got "cumulos"'],
    [
      (p) => (p.kubernetesVersion = "1.31.0"),
      'mine.ts: kubernetesVersion must be a version with an image at site cumulus (1.29.6, 1.30.2), got "1.31.0"',
    ],
    [
      (p) => (p.cluster.controlPlane.flavor = "gaia.cclake.4vcpu"),
      'mine.ts: cluster.controlPlane.flavor must be a flavor of site cumulus (gaia.cclake.55vcpu, gaia.cclake.27vcpu, gaia.cclake.13vcpu, gaia.cclake.6vcpu, gaia.cclake.3vcpu, gaia.cclake.2vcpu, gaia.cclake.1vcpu), got "gaia.cclake.4vcpu"',
    ],
    [
      (p) => (p.cluster.workers.flavor = "gaia.cclake.1vcpu"),
      'mine.ts: cluster.workers.flavor must have at least 2 vCPUs and 2048 MiB with driver capi-helm, "gaia.cclake.1vcpu" has 1 and 1675',
    ],
    [
      (p) => (p.nodeGroups[0].flavor = "gaia.cclake.28vcpu"),
      'mine.ts: nodeGroups[0].flavor must be a flavor of site cumulus (gaia.cclake.55vcpu, gaia.cclake.27vcpu, gaia.cclake.13vcpu, gaia.cclake.6vcpu, gaia.cclake.3vcpu, gaia.cclake.2vcpu, gaia.cclake.1vcpu), got "gaia.cclake.28vcpu"',
    ],
    [
      (p) => (p.storage.block.classes[0].volumeType = "ssd"),
      'mine.ts: storage.block.classes[0].volumeType must be a volume type of site cumulus (there is none), got "ssd"',
    ],
    [
      (p, s) => ((s.volumeTypes = ["hdd", "nvme"]), (p.storage.block.classes[0].volumeType = "ssd")),
      'mine.ts: storage.block.classes[0].volumeType must be a volume type of site cumulus (hdd, nvme), got "ssd"',
    ],
    [
      (p) => (p.storage.shared.shareType = "nfs"),
      'mine.ts: storage.shared.shareType must be a share type of site cumulus (cephfsnativetype), got "nfs"',
    ],
    [
      (p, s) => ((p.spark.objectStore = {}), delete s.objectStore),
      "mine.ts: spark.objectStore must be left out at site cumulus, which has no object store",
    ],
    [
      (p) => (p.spark.applications[0].sparkConf = { "spark.executor.memory": "9g" }),
      'mine.ts: spark.applications[0].sparkConf["spark.executor.memory"] must be left out, because the field executor.memoryGiB says it and is ' +
        "what capacity counts, got '9g'; set executor.memoryGiB",
    ],
    [
      (p) => (p.spark.conf = { "spark.kubernetes.container.image": "mine:1" }),
      'mine.ts: spark.conf["spark.kubernetes.container.image"] must be left out, because the field image says it and is what capacity counts, ' +
        "got 'mine:1'; set image",
    ],
    [
      (p) => (p.spark.conf = { "spark.executor.resource.gpu.amount": "1" }),
      "mine.ts: spark.conf[\"spark.executor.resource.gpu.amount\"] must be at most 0, the GPUs of a node of group 'spark', got 1; " +
        "use a node group of a flavor with gpus, or lower it",
    ],
    [
      (p) => (p.cluster.nodeCidr = "10.206.16.0/20"),
      "mine.ts: cluster.nodeCidr must not overlap the storage network 10.206.0.0/16 of site cumulus, got 10.206.16.0/20",
    ],
    [
      (p) => (p.cluster.nodeCidr = "10.0.0.0/8"),
      "mine.ts: cluster.nodeCidr must not overlap the storage network 10.206.0.0/16 of site cumulus, got 10.0.0.0/8",
    ],
    [
      (p, s) => ((s.backend = { kind: "local" }), (p.tier = "test")),
      'mine.ts: tier must be "dev" with the local backend of site cumulus, got "test"; give the site a shared backend',
    ],
    [
      (p, s) => ((s.octavia.provider = "ovn"), (p.ingress = { kind: "octavia" }), delete p.spark.uiHost),
      "mine.ts: ingress.kind must be traefik with Octavia's provider ovn, which has no layer 7 to route hosts, got 'octavia'",
    ],
    [
      (p) => ((p.ingress.kind = "octavia"), delete p.spark.uiHost),
      "mine.ts: ingress.routes[0].tlsSecret needs Barbican, where kind octavia keeps certificates and which the site does not have, got 'zeppelin-tls'; use kind traefik or leave it out",
    ],
    [
      (p, s) => ((s.octavia.barbican = true), (p.ingress.kind = "octavia"), (p.ingress.values = { a: 1 }), delete p.spark.uiHost),
      "mine.ts: ingress.values must be left out with kind octavia, which has no chart; use kind traefik",
    ],
  ],
  "what the Magnum driver allows": [
    [
      (p) => (p.cluster.workers.count = 0),
      "mine.ts: cluster.workers.count must be at least 1 with driver capi-helm, which cannot scale to zero, got 0",
    ],
    [
      (p) => (p.nodeGroups[0].min = 0),
      "mine.ts: nodeGroups[0].min must be at least 1 with driver capi-helm, which cannot scale to zero, got 0",
    ],
    [
      (p) => (p.nodeGroups[0] = { name: "spark", flavor: "gaia.cclake.27vcpu", count: 0 }),
      "mine.ts: nodeGroups[0].count must be at least 1 with driver capi-helm, which cannot scale to zero, got 0",
    ],
    [
      (p) => (p.nodeGroups[0].labels = { boot_volume_size: 10 }),
      "mine.ts: nodeGroups[0].labels cannot be used with driver capi-helm, which ignores them",
    ],
    [(p) => (p.cluster.labels = { boot_volume_size: "100" }), 'mine.ts: cluster.labels.boot_volume_size must be a number, got "100"'],
    [
      (p) => (p.cluster.labels = { min_node_count: 1 }),
      "mine.ts: cluster.labels.min_node_count is not a label to set: it follows min of cluster.workers; node groups have min and max of their own; leave it out",
    ],
    [
      (p) => (p.cluster.labels = { kube_tag: "v1.30.2" }),
      "mine.ts: cluster.labels.kube_tag is not a label to set: it follows kubernetesVersion; leave it out",
    ],
    [
      (p) => (p.cluster.labels = { etcd_tag: "v3" }),
      "mine.ts: cluster.labels.etcd_tag is not a label that driver capi-helm reads (heat would); use extraLabels if you are sure",
    ],
    [
      (p) => (p.cluster.labels = { boot_volume_sise: 1 }),
      "mine.ts: cluster.labels.boot_volume_sise is not a label that driver capi-helm reads; use extraLabels if you are sure",
    ],
    [
      (p) => (p.cluster.extraLabels = { boot_volume_size: "1" }),
      "mine.ts: cluster.extraLabels.boot_volume_size is a label that driver capi-helm knows; move it to labels",
    ],
    [
      (p) => (p.cluster.extraLabels = { max_node_count: "1" }),
      "mine.ts: cluster.extraLabels.max_node_count is not a label to set: it follows max of cluster.workers; node groups have min and max of their own; leave it out",
    ],
    [
      (p) => (p.cluster.clusterLabels = { auto_scaling_enabled: true }),
      "mine.ts: cluster.clusterLabels.auto_scaling_enabled is not a label to set: it follows autoScaling; leave it out",
    ],
    [
      (p) => (p.cluster.clusterLabels = { capi_helm_chart_version: "0.1.0" }),
      "mine.ts: cluster.clusterLabels.capi_helm_chart_version is read from the template only; move it to labels",
    ],
    [
      (p) => (p.storage.block.classes[0].isDefault = true),
      "mine.ts: storage.block.classes[0].isDefault must be left out with driver capi-helm, which makes one of its own the default class",
    ],
    [
      (p) => (p.storage.block.values = { csi: {} }),
      "mine.ts: storage.block.values must be left out with driver capi-helm, which has Cinder CSI already, unless it is installed anew",
    ],
    [
      (_p, s) => (s.magnum.networkDriver = "flannel"),
      'sites/cumulus.ts: magnum.networkDriver must be a network driver of driver capi-helm (calico, cilium), got "flannel"',
    ],
    [
      (p, s) => (
        heat(p, s),
        (p.storage.block.classes = [
          { name: "cinder", isDefault: true },
          { name: "b", isDefault: true },
        ])
      ),
      "mine.ts: storage.block.classes[0].isDefault must be true for one class only, got 2",
      "mine.ts: storage.block.classes[1].isDefault must be true for one class only, got 2",
    ],
    [
      (p, s) => (heat(p, s), (s.magnum.networkDriver = "cilium")),
      'sites/cumulus.ts: magnum.networkDriver must be a network driver of driver heat (calico, flannel), got "cilium"',
    ],
    [
      (p, s) => (vexxhost(p, s), (p.cluster.controlPlane.count = 2)),
      "mine.ts: cluster.controlPlane.count must be odd with driver vexxhost, got 2; use 1 or 3",
    ],
    [
      (p, s) => (vexxhost(p, s), (p.cluster.api = { allowedCidrs: ["10.0.0.0/8"] })),
      "mine.ts: cluster.api.allowedCidrs cannot be used with driver vexxhost, which has no label for it; set api.floatingIp to false",
    ],
    [
      (p, s) => (vexxhost(p, s), (p.nodeGroups[0].labels = { nosuch: "x" })),
      "mine.ts: nodeGroups[0].labels.nosuch is not a label that driver vexxhost reads; use extraLabels if you are sure",
    ],
    [
      (p, s) => (vexxhost(p, s), (p.nodeGroups[0].labels = { boot_volume_type: "ceph-ssd" })),
      "mine.ts: nodeGroups[0].labels.boot_volume_type does nothing without boot_volume_size; set boot_volume_size too, or leave it out",
    ],
    [
      (p, s) => ((s.volumeTypes = ["ssd", "hdd"]), (p.cluster.labels = { boot_volume_size: 100, boot_volume_type: "nvme" })),
      'mine.ts: cluster.labels.boot_volume_type must be a volume type of the site (ssd, hdd), got "nvme"',
    ],
    [
      (p, s) => (heat(p, s), (s.magnum.networkDriver = "flannel"), (p.cluster.labels = { calico_tag: "v3.26.4" })),
      "mine.ts: cluster.labels.calico_tag does nothing unless the network driver is calico; leave it out",
    ],
    [
      (_p, s) => (s.storageNetwork = { reach: "extra-network", cidr: "10.206.0.0/16", network: "Ceph public (v4)" }),
      "sites/cumulus.ts: storageNetwork.network must have only letters, digits, '.', '-', '/' and '_': driver capi-helm splits names at blanks and takes all else out, got \"Ceph public (v4)\"; take a route to it, or have the network renamed",
    ],
    [
      (p, s) => (vexxhost(p, s), (p.storage.block.classes[0].isDefault = true)),
      "mine.ts: storage.block.classes[0].isDefault must be left out with driver vexxhost, which makes 'block-<default volume type>' the default class",
    ],
    [
      (p, s) => (vexxhost(p, s), (s.storageNetwork = { reach: "extra-network", cidr: "10.206.0.0/16", network: "storage" })),
      'sites/cumulus.ts: storageNetwork.reach must be "route" or "direct" with driver vexxhost, which has no label for further networks, got "extra-network"',
    ],
    [
      (p, s) => (vexxhost(p, s), nfs(p, s), (p.storage.shared.mounter = "fuse")),
      "mine.ts: storage.shared.mounter must be left out for shares over NFS, got 'fuse'",
    ],
    [
      (p, s) => (vexxhost(p, s), nfs(p, s), (p.storage.shared.values = {})),
      "mine.ts: storage.shared.values must be left out with driver vexxhost, which has Manila CSI for NFS already",
    ],
  ],
  "one part of a project against another": [
    [
      (p) => (p.cluster.keypair = { name: "a", publicKey: "ssh-ed25519 AAAA" }),
      "mine.ts: cluster.keypair.publicKey cannot be used together with name",
    ],
    [
      (p) => ((p.tier = "prod"), (p.cluster.controlPlane.count = 2)),
      "mine.ts: cluster.controlPlane.count must be odd and at least 3 in tier prod, got 2",
    ],
    [(p) => (p.tier = "prod"), "mine.ts: cluster.controlPlane.count must be odd and at least 3 in tier prod, got 1"],
    [
      (p) => p.nodeGroups.push({ ...p.nodeGroups[0] }),
      "mine.ts: nodeGroups[1].name must be unique and none of default-worker, default-master and master, got 'spark'",
    ],
    [
      (p) => p.nodeGroups.push({ ...p.nodeGroups[0], name: "default-worker" }),
      "mine.ts: nodeGroups[1].name must be unique and none of default-worker, default-master and master, got 'default-worker'",
    ],
    [
      (p) => delete p.nodeGroups[0].max,
      "mine.ts: nodeGroups[0].min and max must be given together, got min 1 and max none; give count alone for a fixed group",
    ],
    [(p) => ((p.nodeGroups[0].min = 3), (p.nodeGroups[0].max = 2)), "mine.ts: nodeGroups[0].min must be at most max 2, got 3"],
    [(p) => (p.nodeGroups[0].count = 7), "mine.ts: nodeGroups[0].count must be between min 1 and max 6, got 7"],
    [(p) => (p.cluster.autoScaling = false), "mine.ts: nodeGroups[0].min must equal max while autoScaling is false, got 1 and 6"],
    [(p) => (p.storage.block.classes[1].name = "cinder"), "mine.ts: storage.block.classes[1].name must be unique, got 'cinder' twice"],
    [(p) => (p.storage.block.classes[1].name = "cephfs"), 'mine.ts: storage.block.classes[1].name must be unique, got "cephfs" twice'],
    [
      (p) => (delete p.storage.shared, delete p.datasets),
      "mine.ts: spark.volumes must be left out without storage.shared, whose class many nodes can mount",
    ],
    [
      (p) => (delete p.storage.shared, delete p.spark),
      "mine.ts: datasets must be left out without storage.shared, which brings the driver that mounts them",
    ],
    [(p) => delete p.storage.block, 'mine.ts: spark.scratch.storageClass must be a class of storage.block (there is none), got "cinder"'],
    [
      (p) => p.ingress.routes.push({ ...p.ingress.routes[0], service: "other" }),
      "mine.ts: ingress.routes[1].host must be routed once, got 'zeppelin.gaia-dev.aglais.uk' with path '/' twice",
    ],
    [(p) => (p.spark.nodeGroup = "gpu"), 'mine.ts: spark.nodeGroup must be a node group (default-worker, spark), got "gpu"'],
    [
      (p) => (p.spark.scratch.storageClass = "fast"),
      'mine.ts: spark.scratch.storageClass must be a class of storage.block (cinder, cinder-retain), got "fast"',
    ],
    [
      (p) => delete p.ingress,
      'mine.ts: spark.uiHost needs ingress.kind "traefik", which serves all pages through one load balancer, got nothing',
    ],
    [
      (p) => ((p.ingress.kind = "octavia"), (p.ingress.routes = [])),
      'mine.ts: spark.uiHost needs ingress.kind "traefik", which serves all pages through one load balancer, got "octavia"',
    ],
    [(p) => (p.spark.executors = { min: 9, max: 3 }), "mine.ts: spark.executors.min must be at most max 3, got 9"],
    [
      (p) => (p.spark.executor.cores = 28),
      "mine.ts: spark.executor.cores must be at most 26 on a node of group 'spark': 26995m are left of gaia.cclake.27vcpu (allocatable 27000m less 5m for DaemonSets), got 28",
    ],
    [
      (p) => (p.spark.driver = { cores: 1, memoryGiB: 64 }),
      "mine.ts: spark.driver.memoryGiB must be at most 31 on a node of group 'spark' (gaia.cclake.27vcpu): 64 GiB with overhead are 91751 MiB, 45036 MiB are left of gaia.cclake.27vcpu (allocatable 45100 MiB less 64 MiB for DaemonSets), got 64",
    ],
    [
      (p) => (p.spark.applications[0].driver = { image: "docker.io/apache/spark:3.5.1" }),
      "mine.ts: spark.applications[0].executor.image must be the driver's, or Python and Java may differ between them: got driver 'docker.io/apache/spark:3.5.1' and executor 'ghcr.io/wfau/gaia-spark:4.0.4'; set both or neither",
    ],
    [
      (p) => (p.spark.applications[0].namespace = "other"),
      "mine.ts: spark.applications[0].namespace must be a job namespace (spark), got 'other'",
    ],
    [
      (p) => (p.spark.applications[0].executor = { memoryGiB: 99 }),
      "mine.ts: spark.applications[0].executor.memoryGiB must be at most 31 on a node of group 'spark' (gaia.cclake.27vcpu): 99 GiB with overhead are 141927 MiB, 45036 MiB are left of gaia.cclake.27vcpu (allocatable 45100 MiB less 64 MiB for DaemonSets), got 99",
    ],
    [
      (p) => p.spark.applications.push({ ...p.spark.applications[0] }),
      'mine.ts: spark.applications[1].name must be unique, got "spark-pi" twice',
    ],
    [(p) => (p.spark.namespaces = ["spark", "spark"]), 'mine.ts: spark.namespaces[1] must be unique, got "spark" twice'],
    [
      (p) => p.spark.volumes.push({ name: "user", sizeGiB: 1, mountPath: "/more" }),
      'mine.ts: spark.volumes[1].name must be unique, got "user" twice',
    ],
    [
      (p) => p.spark.volumes.push({ name: "ps1", sizeGiB: 1, mountPath: "/more" }),
      'mine.ts: spark.volumes[1].name must be unique, got "ps1" twice',
    ],
    [
      (p) => p.spark.volumes.push({ name: "more", sizeGiB: 1, mountPath: "/data/gaia/dr2" }),
      'mine.ts: spark.volumes[1].mountPath must be unique, got "/data/gaia/dr2" twice',
    ],
    [
      (p) => (p.datasets = { ...p.datasets, shares: [...p.datasets.shares, { ...p.datasets.shares[0], mountPath: "/x" }] }),
      'mine.ts: datasets.shares[5].name must be unique, got "gdr2" twice',
    ],
  ],
  secrets: [
    [
      (p) => (p.spark.conf = { "spark.hadoop.fs.s3a.secret.key": "x" }),
      'mine.ts: spark.conf["spark.hadoop.fs.s3a.secret.key"] looks like a secret; keep it out of this file and refer to a Secret of the cluster',
    ],
    [
      (p) => (p.spark.applications[0].sparkConf = { "spark.ssl.keyPassword": "x" }),
      'mine.ts: spark.applications[0].sparkConf["spark.ssl.keyPassword"] looks like a secret; keep it out of this file and refer to a Secret of the cluster',
    ],
    [
      (p) => (p.spark.applications[0].arguments = ["a", `AKIA${"A1".repeat(8)}`]),
      "mine.ts: spark.applications[0].arguments[1] looks like a secret; keep it out of this file and refer to a Secret of the cluster",
    ],
    [
      (p) => (p.spark.values = { a: { b: ["-----BEGIN RSA PRIVATE KEY-----"] } }),
      "mine.ts: spark.values.a.b[0] looks like a secret; keep it out of this file and refer to a Secret of the cluster",
    ],
    [
      (_p, s) => (s.description = `gAAAAA${"x".repeat(80)}`),
      "sites/cumulus.ts: description looks like a secret; keep it out of this file and refer to a Secret of the cluster",
    ],
  ],
  quota: [
    [
      (p) => (p.quota.instances = 8),
      "mine.ts: quota.instances is 8, but with all nodes there 9 are needed: 6 (6 x spark) + 2 (2 x default-worker) + 1 (1 x control plane); lower max or count of a node group, or ask for more",
    ],
    [
      (p) => (p.quota.cores = 176),
      "mine.ts: quota.cores is 176, but with all nodes there 177 are needed: 162 (6 x spark) + 12 (2 x default-worker) + 3 (1 x control plane); lower max or count of a node group, or ask for more",
    ],
    [
      (p) => (p.quota.memoryMiB = 302079),
      "mine.ts: quota.memoryMiB is 302079, but with all nodes there 302080 are needed: 276480 (6 x spark) + 20480 (2 x default-worker) + 5120 (1 x control plane); lower max or count of a node group, or ask for more",
    ],
  ],
};

describe("one broken field", () => {
  describe.each(Object.entries(refusals))("%s", (_title, cases) => {
    test.each(cases.map(([change, ...lines]) => ({ change, lines, line: lines[0] })))("$line", ({ change, lines }) => {
      expect(errorsOf(() => parse(change))).toEqual(lines);
    });
  });

  test("a file without an object", () => {
    expect(errorsOf(() => parseEnvironments({ "a.ts": null, "b.ts": undefined }, { "s.ts": [] }))).toEqual([
      "s.ts: must be an object, got []",
      "a.ts: must be an object, got null",
      "b.ts: must be an object, got nothing",
    ]);
  });

  test("a long list of what is allowed is cut", () => {
    const flavors = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`f${i}`, { vcpus: 4, memoryMiB: 8192, diskGiB: 20 }]));
    expect(errorsOf(() => parse((_p, s) => Object.assign(s, { flavors })))[0]).toBe(
      'mine.ts: cluster.controlPlane.flavor must be a flavor of site cumulus (f0, f1, f2, f3, f4, f5, f6, f7, f8 and 3 more), got "gaia.cclake.3vcpu"',
    );
  });

  test("a cut value ends with a whole character", () => {
    const galaxy = "\u{1f30c}";
    expect(errorsOf(() => parse((p) => (p.tier = galaxy.repeat(100))))).toEqual([
      `mine.ts: tier must be one of "dev", "test", "prod", got "${galaxy.repeat(76)}...`,
    ]);
  });
});

describe("several files", () => {
  const broken = (change: Change): unknown => {
    const project = structuredClone(gaiaDev);
    change(project, undefined);
    return project;
  };

  test("errors of all sites and projects come together, in the order of the files", () => {
    const projects: Files = {
      "one.ts": broken((p) => ((p.tier = "live"), (p.cluster.workers.count = "2"))),
      "two.ts": broken((p) => ((p.name = "gaia_two"), (p.nodeGroups[0].flavor = "big"))),
      "three.ts": broken((p) => ((p.name = "gaia_three"), (p.sparks = {}))),
    };
    const site: any = structuredClone(cumulus);
    const other: any = { ...structuredClone(cumulus as any), name: "other", dnsServers: [] };
    site.flavors = { "gaia.cclake.3vcpu": site.flavors["gaia.cclake.3vcpu"], "gaia.cclake.6vcpu": site.flavors["gaia.cclake.6vcpu"] };
    expect(errorsOf(() => parseEnvironments(projects, { "sites/cumulus.ts": site, "sites/other.ts": other }))).toEqual([
      "sites/other.ts: dnsServers must name at least one DNS server, got []",
      'one.ts: tier must be one of "dev", "test", "prod", got "live"',
      'one.ts: cluster.workers.count must be a whole number from 0 to 1000, got "2"',
      'two.ts: nodeGroups[0].flavor must be a flavor of site cumulus (gaia.cclake.3vcpu, gaia.cclake.6vcpu), got "big"',
      "three.ts: sparks is not a field, did you mean spark? (fields: name, description, site, tier, kubernetesVersion, quota, cluster, nodeGroups, " +
        "credentialsRevision, storage, datasets, ingress, spark, notebooks, kafka, monitoring, exceptions, allow)",
    ]);
  });

  test("names that are the same RFC 1123 name", () => {
    const projects: Files = {
      "one.ts": gaiaDev,
      "two.ts": broken((p) => (p.name = "gaia-dev")),
      "three.ts": broken((p) => (p.name = "Gaia.Dev")),
      "four.ts": broken((p) => (p.name = "gaia_dev2")),
    };
    expect(errorsOf(() => parseEnvironments(projects, siteFiles))).toEqual([
      'two.ts: name must be unique as an RFC 1123 name, got "gaia-dev", which is gaia-dev like the name in one.ts',
      'three.ts: name must be unique as an RFC 1123 name, got "Gaia.Dev", which is gaia-dev like the name in two.ts',
    ]);
  });

  test("two sites of one name", () => {
    expect(errorsOf(() => parseEnvironments({}, { "a.ts": cumulus, "b.ts": structuredClone(cumulus) }))).toEqual([
      'b.ts: name must be unique, got "cumulus" like in a.ts',
    ]);
  });

  test("a project is not to blame for a site that is wrong", () => {
    const site: any = { ...structuredClone(cumulus as any), dnsServers: [] };
    expect(errorsOf(() => parseEnvironments({ "mine.ts": gaiaDev }, { "s.ts": site }))).toEqual([
      "s.ts: dnsServers must name at least one DNS server, got []",
    ]);
  });

  test("no sites at all", () => {
    expect(errorsOf(() => parseEnvironments({ "mine.ts": gaiaDev }, {}))).toEqual([
      'mine.ts: site must be a site (there is none), got "cumulus"',
    ]);
  });
});

describe("what is accepted", () => {
  const variants: Record<string, Change> = {
    "quota of just enough": (p) => Object.assign(p.quota, { instances: 9, cores: 177, memoryMiB: 302080 }),
    "quota counts nothing that is unlimited": (p) => Object.assign(p.quota, { instances: -1, cores: -1, memoryMiB: -1 }),
    "a network beside the storage network": (p) => (p.cluster.nodeCidr = "10.207.0.0/16"),
    "heat with groups of nothing": (p, s) => (heat(p, s), p.nodeGroups.push({ name: "later", flavor: "gaia.cclake.6vcpu", count: 0 })),
    "heat with one default class": (p, s) => (heat(p, s), (p.storage.block.classes[1].isDefault = true)),
    "heat with three control planes in dev": (p, s) => (heat(p, s), (p.cluster.controlPlane.count = 3)),
    "vexxhost with NFS": (p, s) => (vexxhost(p, s), nfs(p, s)),
    "vexxhost with labels of a node group": (p, s) => (vexxhost(p, s), (p.nodeGroups[0].labels = { boot_volume_size: 20 })),
    "an ovn site with Traefik": (_p, s) => (s.octavia.provider = "ovn"),
    "values of Cinder CSI that we install": (p, s) => {
      heat(p, s);
      p.cluster.labels = { cinder_csi_enabled: false };
      Object.assign(p.storage.block, { installDriver: true, values: { csi: {} } });
    },
    "datasets on their way out": (p) => (p.datasets.shares = []),
    "one host with two paths": (p) => p.ingress.routes.push({ ...p.ingress.routes[0], path: "/api" }),
    "Spark on the default workers": (p) =>
      Object.assign(p.spark, { nodeGroup: "default-worker", executor: { cores: 2, memoryGiB: 2 }, executors: { max: 3 } }),
    "a local backend in dev": (_p, s) => (s.backend = { kind: "local" }),
    "nothing but a cluster": (p) => ["storage", "datasets", "ingress", "spark", "quota"].forEach((key) => delete p[key]),
    "names of secrets, and where they are mounted": (p) =>
      (p.spark.conf = {
        "spark.kubernetes.driver.secretKeyRef.MY_TOKEN": "mine:token",
        "spark.kubernetes.driver.secrets.my-token": "/etc/token",
        "spark.authenticate.secret": "",
      }),
    "a public key of real length": (p) => (p.cluster.keypair = { publicKey: `ssh-ed25519 ${"A".repeat(68)} me` }),
  };

  test.each(Object.entries(variants))("%s", (_title, change) => {
    expect(errorsOf(() => parse(change))).toEqual([]);
  });

  test("defaults are filled in, and the site stands in its place", () => {
    const [project] = parse((p, s) => {
      s.clouds = { project: "{project}", clusters: "{project}-super" };
      for (const key of ["storage", "datasets", "ingress", "spark", "quota", "description", "nodeGroups"]) delete p[key];
    });
    expect(project).toMatchObject({
      id: "gaia-dev",
      file: "mine.ts",
      name: "gaia_dev",
      nodeGroups: [],
      storage: {},
      exceptions: [],
      credentialsRevision: 1,
      cluster: { controlPlane: { count: 1 }, nodeCidr: "10.0.0.0/20", api: { floatingIp: true }, autoScaling: true },
      site: { name: "cumulus", clouds: { project: "gaia-dev", clusters: "gaia-dev-super" }, backend: { region: "us-east-1" } },
    });
  });

  test("templates are escaped in values and keys, once", () => {
    const [project] = parse((p) => {
      p.description = "${a} %{if} $${b} $ { 100%";
      p.spark.values = { "${key}": ["%{x}"] };
      p.spark.conf = { "spark.${x}": "$" };
    });
    expect(project!.description).toBe("$${a} %%{if} $$${b} $ { 100%");
    expect(project!.spark!.values).toEqual({ "$${key}": ["%%{x}"] });
    expect(project!.spark!.conf).toEqual({ "spark.$${x}": "$" });
  });

  test("data that was given is left alone", () => {
    const before = structuredClone(projectFiles);
    parseEnvironments(projectFiles, siteFiles);
    expect(projectFiles).toEqual(before);
  });
});
