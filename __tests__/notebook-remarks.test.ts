import { JUPYTER_HUB_CHARTS } from "../constructs/jupyter-hub/charts";
import { notebookRemarks } from "../operate/review/notebook-remarks";
import type { Change } from "../operate/plan/changes";

const { chart } = JUPYTER_HUB_CHARTS.jupyterHub;
const HUB = "the hub restarts: nobody can log in or start a notebook for about a minute; notebooks go on";
const BOTH =
  "hub and proxy restart: nobody can log in or start a notebook for about a minute, and open pages lose their connection for some seconds; notebooks go on";
const NEXT = "what is said of users' pods holds for notebooks that are started from then on; those that run keep what they have";

function change(before: object | null, after: object | null, kind: Change["kind"] = "update", type = "helm_release"): Change {
  return { stack: "lab-platform", address: `${type}.it`, kind, resource: { type, change: { before, after } } } as unknown as Change;
}
const hub = (values: object, more: object = {}): object => ({
  chart,
  version: "4.4.0",
  namespace: "jobs",
  values: [JSON.stringify(values)],
  ...more,
});

test.each<[string, object, object, string[]]>([
  ["of the hub", hub({ hub: { a: 1 }, singleuser: {} }), hub({ hub: { a: 2 }, singleuser: {} }), [HUB]],
  ["of the culler, which is in the hub's Secret", hub({ cull: { timeout: 1 } }), hub({ cull: { timeout: 2 } }), [HUB]],
  ["of users' pods", hub({ singleuser: { cpu: 1 } }), hub({ singleuser: { cpu: 2 } }), [HUB, NEXT]],
  ["of the proxy", hub({ proxy: { a: 1 } }), hub({ proxy: { a: 2 } }), [BOTH]],
  ["of the project's own, laid over ours", hub({}), hub({}, { values: ["{}", "singleuser: { a: 1 }"] }), [HUB, NEXT]],
  ["in another order", hub({ a: 1, b: 2 }), hub({ b: 2, a: 1 }), []],
  ["of another chart", hub({ hub: 1 }, { chart: "traefik" }), hub({ hub: 2 }, { chart: "traefik" }), []],
])("a changed value %s says what restarts and what waits for the next notebook", (_what, old, now, remarks) => {
  expect(notebookRemarks(change(old, now), [])).toEqual(remarks);
});

test("another version of the chart restarts hub and proxy", () => {
  expect(notebookRemarks(change(hub({}), hub({}, { version: "4.5.0" })), [])).toEqual([BOTH, NEXT]);
});

test("without notebooks those that run are left, unless their namespace goes too", () => {
  const gone = change(hub({}), null, "destroy");
  const namespace = (name: string): Change => change({ metadata: [{ name }] }, null, "destroy", "kubernetes_namespace_v1");
  const left = [
    "notebooks that run are left running, and nobody can reach them: `kubectl --namespace jobs delete pods --selector component=singleuser-server` ends them",
    "homes and the hub's database stay, and are found again when notebooks come back",
  ];
  expect(notebookRemarks(gone, [gone])).toEqual(left);
  expect(notebookRemarks(gone, [gone, namespace("other")])).toEqual(left);
  expect(notebookRemarks(gone, [gone, namespace("jobs")])).toEqual([
    "notebooks that run end with their namespace, and the claims of homes go with it",
  ]);
});

test("homes grow in place and never shrink", () => {
  const homes = (sizeGiB: number, name = "notebooks"): object => ({
    name,
    chart: "./assets/it",
    values: [`homes: { sizeGiB: ${sizeGiB} }`],
  });
  expect(notebookRemarks(change(homes(10), homes(20)), [])).toEqual([
    "the claim of all homes grows from 10 to 20 GiB while notebooks run, where its storage class allows that",
  ]);
  expect(notebookRemarks(change(homes(20), homes(10)), [])).toEqual([
    "**Kubernetes refuses this**: a claim never shrinks, and that of all homes has 20 GiB, more than 10",
  ]);
  expect(notebookRemarks(change(homes(10, "other"), homes(20, "other")), [])).toEqual([]);
});

test("homes of another kind start empty, and the claim of all keeps its storage class", () => {
  const release = (text: string): object => ({ name: "notebooks", chart: "./assets/it", values: [text] });
  const shared = (storageClass: string): object => release(`homes: { sizeGiB: 10, storageClass: ${storageClass} }`);
  const own = release("guard: { user: spark }");
  expect(notebookRemarks(change(shared("cephfs"), own), [])).toEqual([
    "users start with empty homes in claims of their own: what they have stays in claim `notebook-homes`, and is not copied",
  ]);
  expect(notebookRemarks(change(own, shared("cephfs")), [])).toEqual([
    "users start with empty homes in the claim of all: what they have stays in their `claim-` claims, and is not copied",
  ]);
  expect(notebookRemarks(change(shared("cephfs"), shared("nfs")), [])).toEqual([
    "**Kubernetes refuses this**: a claim keeps its storage class, and that of all homes has cephfs, not nfs",
  ]);
  expect(notebookRemarks(change(own, release("guard: { user: other }")), [])).toEqual([]);
});
