import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { updateSnapshots } from "../cli/commands/snapshots";
import { readProjects } from "../cli/commands/diagram";
import { loadDataFiles } from "../operate/data-files";
import { isOpenStack, parseEnvironments, type Project, type ProjectInput } from "../projects";
import { capacityOf, sumOf } from "../projects/capacity";
import { projectApp } from "../stacks";
import { drawingOf } from "../views/diagram/boxes";
import { modelOf } from "../views/diagram/model";
import { svgOf } from "../views/diagram/svg";

const EXAMPLES = path.join(__dirname, "..", "..", "examples");
const FOLDERS = fs.readdirSync(EXAMPLES).filter((name) => fs.existsSync(path.join(EXAMPLES, name, "environments")));

test("there are the clusters of the systems that came before", () => {
  expect(FOLDERS).toEqual(["dirac-hub", "eiffel-ohpc", "iris-k8s-spark", "iris-magnum", "magnum-terraform", "rackspace", "zads"]);
});

describe.each(FOLDERS)("example %s", (name) => {
  /** What is made by the way goes into a copy. */
  const copied = (): string => {
    const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "example-")), name);
    fs.cpSync(path.join(EXAMPLES, name), folder, { recursive: true });
    return folder;
  };

  test("has right files, and the HCL that is made of them", async () => {
    const folder = copied();
    const { projects, sites } = await loadDataFiles(folder);
    const parsed = parseEnvironments(projects, sites);
    expect(parsed).toHaveLength(name === "zads" ? 2 : 1);
    const was = fs.readdirSync(path.join(folder, "snapshots"));
    expect(was).toEqual(parsed.flatMap(({ id }) => [`${id}-cluster.tf`, `${id}-platform.tf`]).sort());
    // `npx cdktf-magnum snapshots` in the folder of the example renews them.
    expect(updateSnapshots(folder, parsed)).toEqual([]);
  });

  test("has a page that names its files' fields", () => {
    const page = fs.readFileSync(path.join(EXAMPLES, name, "README.md"), "utf8");
    expect(page).toContain("cluster.workers");
    expect(page.split("\n").length).toBeLessThan(60);
  });
});

test("the page of magnum-terraform has a line for each of its variables", () => {
  const page = fs.readFileSync(path.join(EXAMPLES, "magnum-terraform", "README.md"), "utf8");
  const variables = [
    ...["cluster_name", "cluster_template_name", "flavor_name", "master_flavor_name", "public_key_file"],
    ...["master_count", "node_count", "max_node_count", "extra_network"],
  ];
  for (const variable of variables) expect(page).toMatch(new RegExp(`^\\| \`${variable}\` +\\|`, "m"));
});

/** What a project of a platform that came before is warned of and has in its picture. */
interface Platform {
  /** Folder of the example. */
  readonly folder: string;
  /** What its warnings say, each in part. */
  readonly warnings: readonly string[];
  /** Names in its picture. */
  readonly drawn: readonly string[];
}

const PLATFORMS: Readonly<Record<string, Platform>> = {
  "dirac-hub": {
    folder: "dirac-hub",
    warnings: [],
    drawn: ["dirac-hub", "traefik", "jupyterhub", "spark-operator", "openstack-manila-csi", "hub.dirac.example.org", "course"],
  },
  "iris-k8s-spark": {
    folder: "iris-k8s-spark",
    warnings: [],
    drawn: ["iris-k8s-spark", "spark-operator", "openstack-manila-csi", "spark-data", "pi", "count-words"],
  },
  "big-data": {
    folder: "rackspace",
    warnings: [],
    drawn: ["big-data", "rook-ceph", "rook-ceph-cluster", "spark-operator", "ceph-shared", "pi"],
  },
  zads: {
    folder: "zads",
    warnings: ["spark.executor leaves 5734 of 15772 MiB"],
    drawn: [
      "zads",
      "strimzi-kafka-operator",
      "kube-prometheus-stack",
      "openstack-manila-csi",
      "3 brokers",
      "status.zads.example.org",
      "survey",
    ],
  },
  "zads-do": {
    folder: "zads",
    warnings: ["spark.scratch.storageClass stays unused for scratch here"],
    drawn: [
      "zads-do",
      "strimzi-kafka-operator",
      "kube-prometheus-stack",
      "csi-driver-nfs",
      "3 brokers",
      "status.zads.example.org",
      "survey",
    ],
  },
};

describe.each(Object.entries(PLATFORMS))("platform %s", (id, { folder, warnings, drawn }) => {
  const read = async (): Promise<Project> => {
    const { projects, sites } = await loadDataFiles(path.join(EXAMPLES, folder));
    return parseEnvironments(projects, sites).find((project) => project.id === id)!;
  };

  test("has no warnings but those that are meant", async () => {
    const found = (await read()).warnings;
    expect(found).toEqual(warnings.map((text) => expect.stringContaining(text) as unknown));
  });

  test("fits whatever the scheduler does first", async () => {
    const project = await read();
    const { platformVerdict, jobs, notebooks, kafka, ceph } = capacityOf(project, project.site);
    expect(platformVerdict.max).toBe("fits");
    expect(jobs.length).toBeGreaterThan(0);
    for (const { verdict } of [...jobs, ...(notebooks?.sizes ?? []), ...[kafka, ceph].filter((part) => part !== undefined)]) {
      expect(verdict).toBe("fits");
    }
  });

  test("is drawn with its parts", async () => {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "example-"));
    projectApp([await read()], { outdir }).synth();
    const drawing = drawingOf(modelOf(readProjects(outdir)[0]!));
    const boxes = [...drawing.cluster, ...drawing.platform];
    const names = boxes.flatMap(({ items }) => items.flatMap(({ name }) => name.split(", ")));
    expect(names).toEqual(expect.arrayContaining([...drawn]));
    expect((await svgOf(drawing)).match(/class="node"/g)).toHaveLength(boxes.length);
    fs.rmSync(outdir, { recursive: true });
  });
});

test("zads differs between the clouds in site, version, names of flavors and of the share type, and what only OpenStack asks for", async () => {
  const { projects } = await loadDataFiles(path.join(EXAMPLES, "zads"));
  const [here, there] = Object.values(projects) as [ProjectInput, ProjectInput];
  const sameNames = (project: ProjectInput): unknown => ({
    ...project,
    ...{ name: "", site: "", kubernetesVersion: "" },
    cluster: { ...project.cluster, keypair: undefined, controlPlane: {}, workers: { ...project.cluster.workers, flavor: "" } },
    nodeGroups: project.nodeGroups!.map((group) => ({ ...group, flavor: "" })),
    storage: { ...project.storage, shared: { ...project.storage!.shared, shareType: "" } },
  });
  expect(sameNames(here)).toEqual(sameNames(there));
  expect([here.site, there.site]).toEqual(["san-francisco", "observatory"]);
});

test("zads mirrors the public streams under their own names for seven days", async () => {
  const { projects } = await loadDataFiles(path.join(EXAMPLES, "zads"));
  for (const { kafka } of Object.values(projects) as ProjectInput[]) {
    expect(kafka!.retention.days).toBe(7);
    const [mirror] = kafka!.mirrors!;
    expect(mirror!.tasks).toBe(14);
    const topics = new RegExp(`^(?:${mirror!.topics})$`);
    expect(["ztf_20260101_programid1", "ztf_20260101_programid3_public"].every((topic) => topics.test(topic))).toBe(true);
    expect(["ztf_20260101_programid2", "ztf_20260101_programid3", "decat_20260101"].some((topic) => topics.test(topic))).toBe(false);
  }
});

test("dirac-hub without Manila is what its page says, and fits too", async () => {
  const { projects, sites } = await loadDataFiles(path.join(EXAMPLES, "dirac-hub"));
  const [file, hub] = Object.entries(projects)[0] as [string, ProjectInput];
  const page = fs.readFileSync(path.join(EXAMPLES, "dirac-hub", "README.md"), "utf8");
  const said = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)![1]!) as Pick<ProjectInput, "nodeGroups" | "storage" | "spark" | "notebooks">;
  const changed = {
    ...hub,
    nodeGroups: [...hub.nodeGroups!, ...said.nodeGroups!],
    storage: said.storage,
    spark: { ...hub.spark!, ...said.spark },
    notebooks: { ...hub.notebooks!, ...said.notebooks },
  };
  const withoutManila = Object.fromEntries(
    Object.entries(sites).map(([name, site]) => [name, { ...(site as object), shareTypes: undefined }]),
  );
  const [project] = parseEnvironments({ [file]: changed }, withoutManila);
  const { ceph, notebooks } = capacityOf(project!, project!.site);
  expect([ceph!.verdict, ...notebooks!.sizes.map(({ verdict }) => verdict)]).toEqual(["fits", "fits", "fits"]);
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "example-"));
  expect(() => projectApp([project!], { outdir }).synth()).not.toThrow();
  fs.rmSync(outdir, { recursive: true });
});

test("rackspace needs neither Manila nor a load balancer", async () => {
  const { projects, sites } = await loadDataFiles(path.join(EXAMPLES, "rackspace"));
  const [project] = parseEnvironments(projects, sites);
  expect(isOpenStack(project!.site) && project!.site.shareTypes).toEqual({});
  const { max } = capacityOf(project!, project!.site).needs;
  expect([sumOf(max.loadBalancers), sumOf(max.shares)]).toEqual([0, 0]);
});
