import type { ProjectInput } from "../projects";
import { textOf, type Row } from "../operate/openstack/rows";
import type { Settings } from "./site";

/** Sizes of flavors by their names. */
export type Flavors = Settings["site"]["flavors"];

/** A project that comes with this repository, and the sizes of the flavors that it names. */
export interface WholeProject {
  /** The project as its file has it. */
  readonly project: ProjectInput;
  /** Flavors of its own site. */
  readonly flavors: Flavors;
}

/** A project as it can be tried in the cloud of the run. */
export interface Fitted {
  /** What is tried, and where. */
  readonly settings: Settings;
  /** What the cloud lacks, one line each. */
  readonly problems: readonly string[];
}

/** Size of a share that nothing is written to, in GiB: the quota of shares is for others. */
const SHARE_GIB = 1;

/**
 * Puts a project into the cloud of the run: number and sizes of nodes and all that is in the cluster stay; names, version and tier are those of the run,
 * and shares are small.
 *
 * @param whole - the project
 * @param base - site and project of the run
 * @param cloud - entry of clouds.yaml, for what the project finds in other projects
 * @param found - the flavors of the cloud
 */
export function fitted({ project, flavors }: WholeProject, base: Settings, cloud: string, found: readonly Row[]): Fitted {
  const taken: Record<string, Flavors[string]> = { ...base.site.flavors };
  const problems = new Set<string>();
  const flavorOf = (name: string): string => {
    const wanted = flavors[name]!;
    const row = smallestOf(found, wanted);
    if (row === undefined) {
      problems.add(`the cloud has no flavor of ${wanted.vcpus} vCPUs and ${wanted.memoryMiB} MiB, as ${name} of ${project.name} is`);
      return name;
    }
    const flavor = textOf(row, "name")!;
    taken[flavor] = sizeOf(row);
    return flavor;
  };
  const { cluster, nodeGroups = [], storage, datasets, spark, notebooks } = project;
  const { storage: baseStorage, cluster: baseCluster, kubernetesVersion } = base.project;
  const shareType = baseStorage?.shared?.shareType;
  if (storage?.shared && shareType === undefined)
    problems.add("the project of the run has no share type (storage.shared.shareType in the --site file)");
  const home = notebooks?.home.kind === "shared" ? { ...notebooks.home, sizeGiB: SHARE_GIB } : notebooks?.home;
  const fit: ProjectInput = {
    ...project,
    name: `${base.project.name}-${project.name}`,
    site: base.project.site,
    tier: base.project.tier,
    kubernetesVersion,
    cluster: {
      ...cluster,
      keypair: baseCluster.keypair,
      // What the driver of this cloud can do is not what that of another one can.
      masterLoadBalancer: baseCluster.masterLoadBalancer,
      controlPlane: { ...cluster.controlPlane, flavor: flavorOf(cluster.controlPlane.flavor!) },
      workers: { ...cluster.workers, flavor: flavorOf(cluster.workers.flavor) },
      labels: { ...baseCluster.labels, ...cluster.labels },
    },
    nodeGroups: nodeGroups.map((group) => ({ ...group, flavor: flavorOf(group.flavor) })),
    ...(storage && { storage: { ...storage, ...(storage.shared && { shared: { ...storage.shared, shareType: shareType ?? "" } }) } }),
    ...(datasets && { datasets: { ...datasets, cloud } }),
    ...(spark && { spark: { ...spark, volumes: spark.volumes?.map((volume) => ({ ...volume, sizeGiB: SHARE_GIB })) } }),
    ...(notebooks && { notebooks: { ...notebooks, home: home! } }),
  };
  return {
    settings: { site: { ...base.site, flavors: taken }, project: fit, createFailure: undefined },
    problems: [...problems],
  };
}

/** The smallest flavor with at least these processors and that memory; disks come from volumes, as labels of the run's project say. */
function smallestOf(found: readonly Row[], { vcpus, memoryMiB }: Flavors[string]): Row | undefined {
  return found
    .map((row) => ({ row, size: sizeOf(row) }))
    .filter(({ size }) => size.vcpus >= vcpus && size.memoryMiB >= memoryMiB)
    .sort((a, b) => a.size.memoryMiB - b.size.memoryMiB || a.size.vcpus - b.size.vcpus)[0]?.row;
}

function sizeOf(row: Row): Flavors[string] {
  return { vcpus: Number(row["vcpus"]), memoryMiB: Number(row["ram"]), diskGiB: Number(row["disk"]) };
}

/**
 * The project without the admission webhook of the Spark operator, for a cluster whose pods do not really run: nobody would answer there, and the API
 * server would refuse every job.
 *
 * @param project - the project
 */
export function withoutWebhook(project: ProjectInput): ProjectInput {
  if (!project.spark) return project;
  const { values = {} } = project.spark;
  const webhook = { ...(values["webhook"] as object | undefined), enable: false };
  return { ...project, spark: { ...project.spark, values: { ...values, webhook } } };
}
