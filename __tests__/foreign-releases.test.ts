import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { importRefusals, takesForeignReleases, type PlatformPlan } from "../operate/apply/foreign-releases";
import { callerOf } from "../operate/kubernetes/client";
import { helmReleases } from "../operate/kubernetes/helm-releases";
import { changesOf } from "../operate/plan/changes";
import type { Plan } from "../operate/plan/plan";
import * as confirmation from "../operate/session/confirm";
import { EXIT, type CommandError } from "../operate/session/exit-codes";
import type { Stack } from "../operate/terraform/stacks";
import { helmApi, type HelmApi, type HelmRecord } from "./support/helm";
import { quietSession } from "./support/quiet";

const TRAEFIK: HelmRecord = { namespace: "traefik", name: "traefik", chart: "traefik", version: "30.0.0" };
const CINDER: HelmRecord = { namespace: "kube-system", name: "cinder-csi", chart: "openstack-cinder-csi", version: "2.30.0" };
const OURS = {
  traefik: { name: "traefik", namespace: "traefik", chart: "traefik", version: "41.3.0" },
  cinder: { name: "openstack-cinder-csi", namespace: "cinder-csi", chart: "openstack-cinder-csi", version: "2.36.0" },
  notebooks: { name: "notebooks", namespace: "hub", chart: "./assets/notebooks", version: "0.1.0" },
};

let folder: string;
let api: HelmApi | undefined;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "foreign-"))));
afterEach(() => {
  api?.stop();
  jest.restoreAllMocks();
  fs.rmSync(folder, { recursive: true });
});

function planOf(resources: Readonly<Record<string, { readonly type: string; readonly after: object; readonly change?: object }>>): Plan {
  return {
    stack: "lab-platform",
    format_version: "1.2",
    resource_changes: Object.entries(resources).map(([name, { type, after, change }]) => ({
      ...{ address: `${type}.${name}`, type },
      change: { actions: ["create"], before: null, after, ...change },
    })),
  };
}
const release = (name: keyof typeof OURS) => ({ type: "helm_release", after: OURS[name] });
const namespace = (name: string) => ({ type: "kubernetes_namespace_v1", after: { metadata: [{ name }] } });

interface World {
  readonly records?: readonly HelmRecord[];
  readonly namespaces?: readonly string[];
  readonly plan?: Plan;
  readonly cluster?: object;
  readonly autoApprove?: boolean;
  readonly server?: string;
}

async function takes(world: World = {}): Promise<{ readonly taken: boolean; readonly said: string; readonly asked: readonly string[] }> {
  const {
    records = [TRAEFIK],
    namespaces = ["default", "traefik"],
    plan = planOf({ t: release("traefik"), ns: namespace("traefik") }),
  } = world;
  api = helmApi(records, namespaces);
  const { session, said } = quietSession();
  const cluster = { existing: { name: "theirs" }, ...world.cluster };
  const stack = { name: "lab-platform", role: "platform", folder } as unknown as Stack;
  const job: PlatformPlan = {
    ...{ session, stack, changes: changesOf([plan]), autoApprove: world.autoApprove === true },
    project: { id: "lab", file: "lab.ts", cluster } as unknown as PlatformPlan["project"],
  };
  const server = world.server ?? api.address;
  const access = { server, certificateAuthority: "", certificate: "", key: "" };
  const taken = await takesForeignReleases(job, { access: () => Promise.resolve(access) });
  return { taken, said: said.join("\n"), asked: api.asked };
}
const refusal = (world: World): Promise<CommandError> =>
  takes(world).then(
    () => Promise.reject(new Error("taken")),
    (error: unknown) => error as CommandError,
  );
const answering = (answer: boolean) => jest.spyOn(confirmation, "confirm").mockResolvedValue(answer);
const imports = (): unknown => JSON.parse(fs.readFileSync(path.join(folder, "taken-over.tf.json"), "utf8"));

test("releases are read from Helm's Secrets, the latest revision of each, with the chart that can be read", async () => {
  api = helmApi(
    [
      { ...TRAEFIK, version: "29.0.0", status: "superseded" },
      { ...TRAEFIK, revision: 10, status: "pending-upgrade" },
      { ...TRAEFIK, revision: 9 },
      { ...CINDER, status: "uninstalled" },
      { ...CINDER, name: "another", chart: "" },
    ],
    [],
  );
  const found = await helmReleases(callerOf({ clusters: [{ name: "c", cluster: { server: api.address } }] }));
  expect(found).toEqual([
    { namespace: "kube-system", name: "another", chart: "", version: "2.30.0", status: "deployed" },
    { ...TRAEFIK, status: "pending-upgrade" },
  ]);
  expect(api.asked).toEqual([
    "GET /api/v1/secrets?labelSelector=owner=helm,status notin (superseded,uninstalled)&fieldSelector=type=helm.sh/release.v1",
  ]);
});

describe("a release that people have installed where ours would be", () => {
  test("is imported with its namespace where somebody agrees", async () => {
    const confirm = answering(true);
    const plan = planOf({ t: release("traefik"), ns: namespace("traefik"), other: namespace("jobs"), n: release("notebooks") });
    const { taken, said } = await takes({ plan, namespaces: ["traefik", "jobs"] });
    expect(taken).toBe(true);
    expect(said).toContain(
      "lab-platform: release traefik in namespace traefik (chart traefik 30.0.0, deployed) is there already, and no state here has it; " +
        "ours would be of version 41.3.0",
    );
    expect(confirm.mock.calls[0]![1]).toBe("take");
    expect(imports()).toEqual({
      import: [
        { to: "kubernetes_namespace_v1.ns", id: "traefik" },
        { to: "helm_release.t", id: "traefik/traefik" },
      ],
    });
  });

  test("stays where nobody agrees or can be asked, and what to do is said", async () => {
    answering(false);
    const remedy = "`helm uninstall traefik --namespace traefik`, or leave ingress out of the project's file";
    for (const autoApprove of [false, true]) {
      const error = await refusal({ autoApprove });
      expect(error.exitCode).toBe(EXIT.refused);
      expect(error.message).toContain(remedy);
      expect(error.message).toMatch(/[nN]othing was changed$/);
    }
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  test.each<[string, Partial<HelmRecord>, string]>([
    ["of another chart", { chart: "nginx" }, "ours would be of chart traefik"],
    ["whose record cannot be read", { chart: "" }, "its chart cannot be read"],
    ["that Helm has not finished", { status: "failed" }, "Helm has not finished it"],
  ])("%s is refused", async (_what, other, why) => {
    const error = await refusal({ records: [{ ...TRAEFIK, ...other }] });
    expect(error).toMatchObject({ exitCode: EXIT.refused });
    expect(error.message).toContain(why);
  });
});

test("a second driver of the cluster is refused wherever it is, and a second ingress is said", async () => {
  const plan = planOf({ c: release("cinder"), t: release("traefik") });
  const error = await refusal({ records: [CINDER], plan });
  expect(error.message).toBe(
    "lab-platform: release cinder-csi in namespace kube-system (chart openstack-cinder-csi 2.30.0, deployed) is a driver of the whole cluster, " +
      "beside which ours cannot be; take it away where nobody needs it, `helm uninstall cinder-csi --namespace kube-system`, or leave storage.block " +
      "out of the project's file\nnothing was changed",
  );
  api!.stop();
  const { taken, said } = await takes({ records: [{ ...TRAEFIK, namespace: "edge" }], plan });
  expect(taken).toBe(false);
  expect(said).toContain("release traefik in namespace edge (chart traefik 30.0.0, deployed) stays beside ours of the same chart");
});

test("nobody is asked for a cluster of the project's own, nor where no release would be made", async () => {
  expect(await takes({ cluster: { existing: undefined } })).toMatchObject({ taken: false, asked: [] });
  api!.stop();
  const updated = { ...release("traefik"), change: { actions: ["update"], before: OURS.traefik } };
  expect(await takes({ plan: planOf({ t: updated }) })).toMatchObject({ taken: false, asked: [] });
});

test("an API server that does not answer is said, and the deploy goes on", async () => {
  const { taken, said } = await takes({ server: "http://127.0.0.1:9" });
  expect(taken).toBe(false);
  expect(said).toMatch(/^lab-platform: which releases of Helm the cluster has is not known: .*ECONNREFUSED/);
});

test("what is imported is never made anew", () => {
  const importing = { importing: { id: "traefik/traefik" } };
  const changed = planOf({ t: { ...release("traefik"), change: { actions: ["update"], ...importing } } });
  const replaced = planOf({ t: { ...release("traefik"), change: { actions: ["delete", "create"], ...importing } } });
  expect(importRefusals(changesOf([changed]))).toEqual([]);
  expect(importRefusals(changesOf([replaced]))).toEqual(["lab-platform: helm_release.t is taken over, and would be replaced"]);
});
