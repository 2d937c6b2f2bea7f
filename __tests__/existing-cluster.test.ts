import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { siteFiles } from "../environments";
import { gaiaDev } from "../environments/gaia-dev";
import { existingClusterChecks } from "../operate/preflight/existing-cluster";
import { administratorKubeconfig } from "../operate/kubernetes/administrator";
import { requireOpenStack, InvalidEnvironments, parseEnvironments, type ProjectInput } from "../projects";
import { capacityOf, sumOf } from "../projects/capacity";
import { projectApp, readProjectStacks } from "../stacks";
import type { Row } from "../operate/openstack/rows";
import { cloudWith, type Answers } from "./support/openstack";
import { leanDev } from "./support/lean-project";

/** gaia-dev's platform in a cluster that others run. */
const input: ProjectInput = {
  ...leanDev,
  cluster: {
    existing: { name: "theirs" },
    controlPlane: gaiaDev.cluster.controlPlane,
    workers: gaiaDev.cluster.workers,
    nodeCidr: "10.20.0.0/20",
  },
};
const parse = (project: ProjectInput) => parseEnvironments({ "theirs.ts": project }, siteFiles)[0]!;
const problemsOf = (project: ProjectInput): string => {
  try {
    parse(project);
    return "";
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidEnvironments);
    return (error as Error).message;
  }
};

describe("a project in a cluster that others run", () => {
  const project = parse(input);

  test("has a platform stack alone, which looks the cluster up by its name", () => {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "existing-"));
    projectApp([project], { outdir }).synth();

    expect(readProjectStacks(outdir)).toEqual([{ project: "gaia-dev", role: "platform", stack: "gaia-dev-platform", dependencies: [] }]);
    const json = JSON.parse(fs.readFileSync(path.join(outdir, "stacks", "gaia-dev-platform", "cdk.tf.json"), "utf8")) as {
      data: Record<string, Record<string, { name: string }>>;
      resource: Record<string, unknown>;
    };
    expect(Object.values(json.data["openstack_containerinfra_cluster_v1"]!).map(({ name }) => name)).toEqual(["theirs"]);
    expect(Object.keys(json.resource).filter((type) => /containerinfra|networking|keypair/.test(type))).toEqual([]);
  });

  test("needs the same nodes as one of ours, and no router to the storage", () => {
    const ours = parse({ ...input, cluster: { ...input.cluster, existing: undefined } });
    const [theirs, own] = [project, ours].map((one) => capacityOf(one, one.site).needs.max);

    expect(sumOf(theirs!.cores)).toBe(sumOf(own!.cores));
    expect(theirs!.routers.map(({ what }) => what)).not.toContain("router to the storage network");
  });

  test("asks Magnum for its kubeconfig by the cluster's name, and names the context after the project", async () => {
    const asked: string[] = [];
    const access = (cluster: string) => {
      asked.push(cluster);
      return Promise.resolve({ server: "https://192.0.2.1:6443", certificateAuthority: "a", certificate: "b", key: "c" });
    };
    expect((await administratorKubeconfig({ access }, project))["current-context"]).toBe("gaia-dev");
    expect(asked).toEqual(["theirs"]);
  });

  test("says at their paths which fields make a cluster, and what must be said", () => {
    const made = problemsOf({
      ...input,
      cluster: {
        ...input.cluster,
        nodeCidr: undefined,
        keypair: { name: "k" },
        autoScaling: true,
        extraLabels: { a: "b" },
        clusterLabels: {},
        api: { floatingIp: true, allowedCidrs: ["192.0.2.0/24"] },
      },
      nodeGroups: [{ ...input.nodeGroups![0]!, image: "other" }],
    });
    for (const field of [
      "cluster.keypair",
      "cluster.autoScaling",
      "cluster.extraLabels",
      "cluster.clusterLabels",
      "cluster.api.allowedCidrs",
    ]) {
      expect(made).toContain(`theirs.ts: ${field} must be left out beside cluster.existing: others run cluster theirs`);
    }
    expect(made).toContain("nodeGroups[0].image must be left out beside cluster.existing");
    const { nodeCidr: _, ...without } = input.cluster;
    expect(problemsOf({ ...input, cluster: without })).toContain("cluster.nodeCidr must be given beside cluster.existing");
  });
});

describe("preflight of a cluster that others run", () => {
  const project = parse(input);
  const groups = [
    { uuid: "g1", name: "default-master", role: "master", flavor_id: gaiaDev.cluster.controlPlane.flavor, node_count: 1 },
    { uuid: "g2", name: "default-worker", role: "worker", flavor_id: gaiaDev.cluster.workers.flavor, node_count: 2 },
    { uuid: "g3", name: input.nodeGroups![0]!.name, role: "worker", flavor_id: "f1", node_count: 3 },
  ];
  const answers = (over: Record<string, unknown> = {}, distro = "fedora-coreos"): Answers => ({
    "container-infra /clusters": [{ uuid: "c1", name: "theirs" }],
    "container-infra /clusters/c1": {
      ...{ uuid: "c1", name: "theirs", status: "CREATE_COMPLETE", coe_version: `v${project.kubernetesVersion}`, cluster_template_id: "t1" },
      ...over,
    },
    "container-infra /clustertemplates/t1": { cluster_distro: distro },
    "container-infra /clusters/c1/nodegroups": groups,
    ...Object.fromEntries(groups.map((group) => [`container-infra /clusters/c1/nodegroups/${group.uuid}`, group])),
  });
  const check = (given: Answers) =>
    existingClusterChecks(requireOpenStack(project), cloudWith(given), (given["container-infra /clusters"] ?? []) as Row[], [
      { id: "f1", name: input.nodeGroups![0]!.flavor },
    ]);
  const distro = { heat: "fedora-coreos", "capi-helm": "ubuntu", vexxhost: "ubuntu" }[requireOpenStack(project).site.magnum.driver];

  test("is content with what is as the file says", async () => {
    expect((await check(answers({}, distro))).filter(({ result }) => result !== "ok")).toEqual([]);
  });

  test.each([
    ["its status", answers({ status: "CREATE_IN_PROGRESS" }, distro), "cluster.existing theirs", "is CREATE_IN_PROGRESS"],
    ["its version", answers({ coe_version: "v1.2.3" }, distro), "kubernetesVersion", "the cluster runs 1.2.3"],
    ["its driver", answers({}, "fedora-atomic"), "site.magnum.driver", "nodes of the cluster are fedora-atomic"],
  ])("compares %s", async (_what, given, subject, detail) => {
    const wrong = (await check(given)).filter(({ result }) => result !== "ok");
    expect(wrong).toEqual([{ subject, result: "differs", detail: expect.stringContaining(detail) as string }]);
  });

  test("finds a cluster, or a group, that is not there, and two of one name", async () => {
    expect(await check({})).toMatchObject([{ result: "missing" }]);
    const two = { "container-infra /clusters": [{ name: "theirs" }, { name: "theirs" }] };
    expect(await check(two)).toMatchObject([{ result: "differs" }]);
    const given = { ...answers({}, distro), "container-infra /clusters/c1/nodegroups": groups.slice(0, 2) };
    expect((await check(given)).filter(({ result }) => result === "missing")).toHaveLength(1);
  });
});
