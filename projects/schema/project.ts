import { z } from "zod";
import { anyText, cidr, count, hostname, label, mountPath, openstackName, settingName, text, version } from "./fields";

const TIERS = ["dev", "test", "prod"] as const;
const labels = () => z.record(z.string(), z.union([anyText(), z.number(), z.boolean()]));
const helmValues = () => z.record(z.string(), z.json()).describe("values of the chart, laid over ours");
const revision = () => count(1, 1_000_000).default(1).describe("raise it by one after a rotation, so that the new values are written");

const ownRevision = () =>
  count(1, 1_000_000).optional().describe("revision of this credential alone; the project's credentialsRevision by default");

const keypair = z
  .union([
    z.strictObject({
      name: openstackName("must be the name of a keypair, or publicKey must be there in its place").describe("name of an existing keypair"),
    }),
    z.strictObject({
      publicKey: text()
        .regex(/^(ssh-|ecdsa-)/, "must be an OpenSSH public key")
        .describe("public key to make a keypair from"),
    }),
  ])
  .describe("SSH keypair of the nodes");

const cluster = z
  .strictObject({
    keypair,
    controlPlane: z
      .strictObject({ flavor: openstackName().describe("flavor"), count: count(1, 9).default(1).describe("number of nodes") })
      .describe("nodes of the control plane"),
    workers: z
      .strictObject({ flavor: openstackName().describe("flavor"), count: count(0, 1000).describe("number of nodes") })
      .describe("Magnum's default-worker group, for the platform's own pods"),
    nodeCidr: cidr().default("10.0.0.0/20").describe("network of the nodes"),
    api: z
      .strictObject({
        floatingIp: z.boolean().default(true).describe("whether the API server gets a floating IP"),
        allowedCidrs: z.array(cidr()).optional().describe("networks that may reach it"),
      })
      .default({ floatingIp: true })
      .describe("who may reach the API server"),
    autoScaling: z.boolean().default(true).describe("whether groups with min < max are scaled"),
    labels: labels().optional().describe("labels of the cluster template"),
    extraLabels: z.record(z.string(), anyText()).optional().describe("template labels passed on unchecked"),
    clusterLabels: labels().optional().describe("labels of the cluster itself; a change replaces it and everything in it"),
  })
  .describe("the Magnum cluster");

const nodeGroup = z
  .strictObject({
    name: label().describe("name"),
    flavor: openstackName().describe("flavor; a change makes new nodes"),
    count: count(0, 1000).optional().describe("number of nodes, or with min and max the number to start with"),
    min: count(0, 1000).optional().describe("fewest nodes of an autoscaled group"),
    max: count(1, 1000).optional().describe("most nodes of an autoscaled group"),
    labels: labels().optional().describe("labels in Magnum"),
  })
  .describe("group of equal nodes");

const blockStorage = z
  .strictObject({
    classes: z
      .array(
        z.strictObject({
          name: label().describe("name in Kubernetes"),
          volumeType: openstackName().optional().describe("Cinder volume type; the cloud's default one by default"),
          reclaimPolicy: z.enum(["Delete", "Retain"]).default("Delete").describe("what happens to a volume when its claim is deleted"),
          fsType: z.enum(["ext4", "xfs"]).default("ext4").describe("file system"),
          zone: openstackName().optional().describe("Cinder availability zone"),
          isDefault: z.boolean().optional().describe("whether claims without a class get this one"),
        }),
      )
      .min(1, "must have at least one storage class")
      .describe("storage classes"),
    snapshotClass: label().optional().describe("name of a VolumeSnapshotClass to make, with its controller"),
    installDriver: z.boolean().optional().describe("whether to install the CSI driver; by default only where Magnum has not"),
    credentialsRevision: ownRevision(),
    values: helmValues().optional(),
  })
  .describe("Cinder volumes");

const sharedStorage = z
  .strictObject({
    className: label().describe("name of the storage class"),
    shareType: openstackName().describe("Manila share type"),
    reclaimPolicy: z.enum(["Delete", "Retain"]).optional().describe("what happens to a share when its claim is deleted; Retain in prod"),
    mounter: z.enum(["kernel", "fuse"]).optional().describe("client that mounts CephFS"),
    shareNetworkId: openstackName().optional().describe("UUID of the share network, for types that need one"),
    credentialsRevision: ownRevision(),
    values: helmValues().optional(),
  })
  .describe("Manila shares");

const datasets = z
  .strictObject({
    cloud: text().describe("entry of clouds.yaml of the project that owns the shares"),
    credentialsRevision: revision(),
    shares: z
      .array(
        z.strictObject({
          name: label().describe("name that pods know the data by"),
          shareName: openstackName().describe("name of the share in Manila"),
          mountPath: mountPath().describe("where pods find it"),
        }),
      )
      .describe("existing shares, mounted read-only; deploy an empty list before datasets is taken out"),
  })
  .describe("existing data in another project");

const ingress = z
  .strictObject({
    kind: z.enum(["traefik", "octavia"]).describe("one load balancer in front of Traefik, or one for each host"),
    floating: z.boolean().default(true).describe("whether load balancers get floating IPs"),
    allowedCidrs: z.array(cidr()).optional().describe("networks that may reach them"),
    credentialsRevision: ownRevision(),
    routes: z
      .array(
        z.strictObject({
          host: hostname().describe("host name"),
          path: z
            .string()
            .regex(/^\/[\w./-]*$/, "must be a path of letters, digits and ._/-")
            .default("/")
            .describe("path prefix"),
          namespace: label().describe("namespace of the service"),
          service: label().describe("name of the service"),
          port: count(1, 65535).describe("port of the service"),
          tlsSecret: label().optional().describe("Secret of type kubernetes.io/tls in that namespace"),
        }),
      )
      .default([])
      .describe("hosts and their services"),
    values: helmValues().optional(),
  })
  .describe("how hosts lead to services");

const podSize = { cores: count(1, 512).describe("cores"), memoryGiB: count(1, 16_384).describe("heap of the JVM in GiB") };

const application = z
  .strictObject({
    name: label(53).describe("name"),
    namespace: label().optional().describe("job namespace; the first one by default"),
    type: z.enum(["Python", "Java", "Scala", "R"]).describe("language"),
    mainApplicationFile: text().describe("script or jar: local:// in the image, or s3a://"),
    mainClass: text().optional().describe("main class of a jar"),
    arguments: z.array(anyText()).optional().describe("arguments"),
    driver: z
      .strictObject({ ...podSize, image: text().describe("image of its own") })
      .partial()
      .optional()
      .describe("driver of this job"),
    executor: z
      .strictObject({
        ...podSize,
        image: text().describe("image of its own"),
        instances: count(1, 10_000).describe("fixed number of executors"),
      })
      .partial()
      .optional()
      .describe("executors of this job"),
    sparkConf: z.record(settingName(), anyText()).optional().describe("settings of this job"),
    schedule: text().optional().describe("cron expression, to run it again and again"),
  })
  .describe("job that the operator runs");

const spark = z
  .strictObject({
    image: text().describe("image of drivers and executors"),
    version: version().describe("version of Spark in the image"),
    nodeGroup: label().describe("node group of drivers and executors"),
    namespaces: z.array(label()).min(1, "must have at least one job namespace").default(["spark"]).describe("namespaces that jobs run in"),
    driver: z.strictObject(podSize).optional().describe("size of drivers"),
    executor: z.strictObject(podSize).describe("size of executors"),
    executors: z
      .strictObject({ min: count(0, 10_000).default(0).describe("fewest"), max: count(1, 10_000).describe("most") })
      .describe("executors of one job"),
    memoryOverheadFactor: z
      .number()
      .min(0, "must be a number from 0 to 4")
      .max(4, "must be a number from 0 to 4")
      .optional()
      .describe("memory beside the heap, as a part of it; 0.4 by default"),
    scratch: z
      .strictObject({ storageClass: label().describe("block storage class"), sizeGiB: count(1, 65_536).describe("size in GiB") })
      .describe("volume of each executor for shuffle and spill"),
    volumes: z
      .array(
        z.strictObject({
          name: label().describe("name of the claim"),
          sizeGiB: count(1, 1_048_576).describe("size in GiB; it can grow, a smaller one is a new and empty volume"),
          mountPath: mountPath().describe("where drivers and executors find it"),
          readOnly: z.boolean().default(false).describe("whether jobs can only read"),
        }),
      )
      .default([])
      .describe("shares of a job namespace"),
    quota: z
      .strictObject({
        cores: count(1, 1_000_000).describe("cores"),
        memoryGiB: count(1, 16_777_216).describe("memory in GiB"),
        pods: count(1, 1_000_000).describe("pods"),
        scratchGiB: count(1, 1_073_741_824).describe("scratch volumes of all executors in GiB"),
      })
      .optional()
      .describe("most that all jobs of a namespace may ask for; what the node group has at its largest by default"),
    objectStore: z.strictObject({ revision: revision() }).optional().describe("whether jobs use the site's S3 object store"),
    conf: z.record(settingName(), anyText()).optional().describe("settings of all jobs"),
    uiHost: hostname()
      .optional()
      .describe("domain of the pages of running jobs, <application>-<namespace>.<uiHost>; the DNS needs a wildcard"),
    applications: z.array(application).default([]).describe("jobs"),
    values: helmValues().optional(),
  })
  .describe("Spark");

const quota = z
  .strictObject({
    instances: count(-1, 1_000_000).describe("instances"),
    cores: count(-1, 1_000_000).describe("vCPUs"),
    memoryMiB: count(-1, 2_147_483_647).describe("memory in MiB"),
    floatingIps: count(-1, 1_000_000).describe("floating IPs"),
    routers: count(-1, 1_000_000).describe("routers"),
    ports: count(-1, 1_000_000).describe("ports"),
    volumes: count(-1, 1_000_000).describe("volumes"),
    gigabytes: count(-1, 2_147_483_647).describe("GB of volumes"),
    networks: count(-1, 1_000_000).default(-1).describe("networks"),
    securityGroups: count(-1, 1_000_000).default(-1).describe("security groups"),
    loadBalancers: count(-1, 1_000_000).default(-1).describe("load balancers"),
    shares: count(-1, 1_000_000).default(-1).describe("Manila shares"),
    shareGigabytes: count(-1, 2_147_483_647).default(-1).describe("GB of Manila shares"),
  })
  .describe("quota of the OpenStack project; -1 is unlimited");

/** What a project wants. */
export const projectSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_.-]{0,39}$/, "must start with a letter and have at most 40 letters, digits and _.-")
      .describe("name in OpenStack; gaia_dev becomes gaia-dev where Kubernetes needs an RFC 1123 label"),
    description: anyText().optional().describe("what it is for"),
    site: label().describe("name of a site in environments/sites"),
    tier: z.enum(TIERS).describe("how much it matters; prod is protected"),
    kubernetesVersion: version().describe("Kubernetes version, one of the site's"),
    quota: quota.optional(),
    cluster,
    nodeGroups: z.array(nodeGroup).default([]).describe("node groups, made one after another"),
    credentialsRevision: revision(),
    storage: z.strictObject({ block: blockStorage.optional(), shared: sharedStorage.optional() }).default({}).describe("storage classes"),
    datasets: datasets.optional(),
    ingress: ingress.optional(),
    spark: spark.optional(),
    exceptions: z
      .array(
        z.strictObject({
          policy: z
            .string()
            .regex(/^GAIA-(SEC|REL|OPS)-\d$/, "must be the id of a policy, such as GAIA-SEC-4")
            .describe("id of the policy"),
          reason: text().min(10, "must be a reason of at least 10 characters").describe("why it is right here"),
        }),
      )
      .default([])
      .describe("exceptions from policies"),
    allow: z
      .array(
        z.strictObject({
          address: text()
            .regex(/^\S+\.\S+$/, "must be an address as the review page shows it, such as helm_release.ingress_traefik_652DA793")
            .describe("address in Terraform, as the review page shows it"),
          action: z.enum(["replace", "destroy"]).describe("what a plan may do to it"),
          reason: text().min(10, "must be a reason of at least 10 characters").describe("why that is meant"),
        }),
      )
      .default([])
      .describe("what a review with --fail-on lets through; take an entry out once it is deployed"),
  })
  .describe("what a project wants");

/** A project as its file has it. */
export type ProjectInput = z.input<typeof projectSchema>;

/** A checked project, with its site looked up by name. */
export type ProjectData = z.output<typeof projectSchema>;

/** A checked project without its site. */
export type PlatformData = Omit<ProjectData, "site">;
