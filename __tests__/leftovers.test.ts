import * as fc from "fast-check";
import type { Project } from "../projects";
import type { Clusters } from "../operate/leftovers/clusters";
import { clustersOf } from "../operate/leftovers/clusters";
import { deleteLeftovers } from "../operate/leftovers/delete";
import { age, commands, describe as described } from "../operate/leftovers/describe";
import { findLeftovers, findMadeInside, type Findings } from "../operate/leftovers/find";
import { whyNotDeleted } from "../operate/leftovers/holders";
import type { Leftover } from "../operate/leftovers/leftover";
import { Marks, type MarkedText } from "../operate/leftovers/marks";
import { OpenStackError, type OpenStackClient } from "../operate/openstack/client";

const UUID = "0f1e2d3c-4b5a-4678-8796-a5b4c3d2e1f0";
const OTHER_UUID = "11111111-2222-4333-8444-555555555555";
const STACK = "gaia-dev-abcdefg23456";
const OURS = { name: "gaia-dev", ids: [UUID, STACK] };
const OTHERS = [{ name: "gaia-dev-two", ids: [OTHER_UUID, "gaia-dev-two-qrstuvw23456"] }];
const NAMESPACE = "magnum-0123456789abcdef0123456789abcdef";

const named = (text: string): MarkedText => ({ text, is: "name" });
const of = (text: string): MarkedText => ({ text, is: "description" });
const property = (text: string): MarkedText => ({ text, is: "property" });

describe("the marks of clusters", () => {
  const marks = new Marks(OURS, OTHERS);

  test.each([
    ["a Service by the UUID", named(`kube_service_${UUID}_default_web`), "ours", UUID, "cluster"],
    ["a Service by the name", named("kube_service_gaia-dev_default_web"), "ours", "gaia-dev", "cluster"],
    ["a Service by the driver's name", named(`kube_service_${STACK}_default_web`), "ours", STACK, "cluster"],
    ["an Ingress", named(`kube_ingress_${UUID}_default_web`), "ours", UUID, "cluster"],
    ["a load balancer with another name", of(`Kubernetes external service default/web from cluster ${UUID}`), "ours", UUID, "cluster"],
    ["a changed Ingress", of(`Kubernetes Ingress web in namespace default from cluster ${UUID}, version: 12`), "ours", UUID, "cluster"],
    ["a floating IP", of(`Floating IP for Kubernetes external service default/web from cluster ${UUID}`), "ours", UUID, "cluster"],
    ["a security group", of(`Security Group for default/web Service LoadBalancer in cluster ${UUID}`), "ours", UUID, "cluster"],
    ["a volume", property(UUID), "ours", UUID, "cluster"],
    ["a server", named(`${STACK}-control-plane-x7k2p`), "ours", STACK, "driver"],
    ["the API's load balancer", named(`k8s-clusterapi-cluster-${NAMESPACE}-${STACK}-kubeapi`), "ours", STACK, "driver"],
    ["capi-helm's credential", named(`magnum-${UUID}-0a1b2c3d`), "ours", UUID, "driver"],
    ["vexxhost's credential", named(UUID), "ours", UUID, "driver"],
    [
      "a group of a cluster of ours that is gone",
      named(`k8s-cluster-${NAMESPACE}-gaia-dev-zzzzzzz23456-secgroup-worker`),
      "ours",
      "gaia-dev-zzzzzzz23456",
      "driver",
    ],
    [
      "a Service of a cluster of ours that is gone",
      named("kube_service_gaia-dev-zzzzzzz23456_a_b"),
      "ours",
      "gaia-dev-zzzzzzz23456",
      "cluster",
    ],
    ["a name that may be of a cluster of ours", named("gaia-dev-dr3variables"), "maybe ours", "gaia-dev-dr3variables", "driver"],
    ["a Service of another cluster", named(`kube_service_${OTHER_UUID}_default_web`), "another's", OTHER_UUID, "cluster"],
    ["a Service of a longer name", named("kube_service_gaia-dev-two_default_web"), "another's", "gaia-dev-two", "cluster"],
    ["a server of a longer name", named("gaia-dev-two-qrstuvw23456-node-0"), "another's", "gaia-dev-two-qrstuvw23456", "driver"],
    [
      "a cluster that is not there",
      property("99999999-2222-4333-8444-555555555555"),
      "unknown",
      "99999999-2222-4333-8444-555555555555",
      "cluster",
    ],
    ["a controller that was given no name", named("kube_service_kubernetes_default_web"), "unknown", "kubernetes", "cluster"],
  ] as const)("%s", (_what, text, whose, mark, madeBy) => {
    expect(marks.ownerOf([text])).toEqual({ whose, mark, madeBy });
  });

  test.each([
    ["a mere name", named("gaia-dev")],
    ["a name with more behind it", named("gaia-dev-notebooks")],
    ["a longer UUID", named(`${UUID}0`)],
    ["a description by people", of("for gaia-dev from cluster work in May")],
    ["another namespace of Cluster API", named("k8s-clusterapi-cluster-team-gaia-dev-kubeapi")],
  ])("not %s", (_what, text) => {
    expect(marks.ownerOf([text])).toBeUndefined();
  });

  test("another's mark counts more than ours, wherever both stand", () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8}){0,2}$/);
    const templates: ((mark: string) => MarkedText)[] = [
      (mark) => named(`kube_service_${mark}_default_web`),
      (mark) => named(`kube_ingress_${mark}_jobs_ui`),
      (mark) => of(`Floating IP for Kubernetes external service a/b from cluster ${mark}`),
      (mark) => property(mark),
    ];
    fc.assert(
      fc.property(
        label,
        label,
        fc.uuid(),
        fc.uuid(),
        fc.constantFrom(...templates),
        fc.constantFrom(...templates),
        (a, b, u, v, at, also) => {
          fc.pre(a !== b);
          const both = new Marks({ name: a, ids: [u] }, [{ name: b, ids: [v] }]);
          for (const mark of [b, v]) {
            expect(both.ownerOf([at(mark)])).toMatchObject({ whose: "another's" });
            expect(both.ownerOf([also(a), at(mark)])).toMatchObject({ whose: "another's" });
          }
          for (const mark of [a, u]) expect(both.ownerOf([at(mark)])).toMatchObject({ whose: "ours" });
        },
      ),
    );
  });
});

const PROJECT = {
  id: "gaia-dev",
  name: "gaia_dev",
  tier: "dev",
  cluster: { keypair: { publicKey: "ssh-ed25519 A" } },
  site: { clouds: { project: "gaia-dev", clusters: "gaia-dev-super" }, magnum: { driver: "heat" } },
} as unknown as Project;
const TAGS = ["project=gaia_dev", "environment=dev", "managed-by=cdktf-magnum"];
const SERVICES = ["load-balancer", "network", "orchestration", "compute", "volumev3", "sharev2", "identity", "container-infra"];
const CATALOG = SERVICES.map((Type) => ({ Type }));

type Answers = Readonly<Record<string, unknown>>;

/** A client that has an answer to what is listed; everything else is empty, or not there. */
function clientWith(answers: Answers, asked: string[] = []): OpenStackClient {
  const run = (...args: string[]): Promise<unknown> => {
    const words = args.join(" ");
    asked.push(words);
    const key = Object.keys(answers)
      .filter((start) => words.startsWith(start))
      .sort((a, b) => b.length - a.length)[0];
    if (key !== undefined) {
      const answer = answers[key];
      return answer instanceof Error
        ? Promise.reject(answer)
        : Promise.resolve(typeof answer === "function" ? (answer as () => unknown)() : answer);
    }
    if (/ list( |$)/.test(words)) return Promise.resolve([]);
    return Promise.reject(new OpenStackError("not found", `${words}: not found`));
  };
  return { json: run, run: async (...args) => JSON.stringify(await run(...args)) };
}

function search(answers: Answers, living?: Clusters["living"]): Parameters<typeof findLeftovers>[0] {
  const client = clientWith({ "catalog list": CATALOG, ...answers });
  return { project: PROJECT, logins: { project: client, clusters: client }, clusters: { ours: OURS, others: OTHERS, living } };
}

const brief = ({ left }: Findings): string[] => left.map(({ kind, id, whose }) => `${kind} ${id}: ${whose}`);

describe("what is left of a cluster", () => {
  const balancer = { id: "l1", name: `kube_service_${UUID}_default_web`, provisioning_status: "ACTIVE" };
  const inside: Answers = {
    "loadbalancer list": [balancer, { id: "l2", name: "by hand" }, { id: "l3", name: "front" }],
    "loadbalancer show l1": { ...balancer, created_at: "2026-11-20T08:00:00" },
    "loadbalancer show l2": { id: "l2", name: "by hand", description: `Kubernetes external service a/b from cluster ${UUID}` },
    "loadbalancer show l3": { id: "l3", name: "front", description: "of the web site" },
    "floating ip list": [
      { ID: "f1", "Floating IP Address": "192.0.2.7", Description: `Floating IP for Kubernetes external service a/b from cluster ${UUID}` },
    ],
    "floating ip show f1": { id: "f1", name: "192.0.2.7", created_at: "2026-11-20T08:00:00Z" },
    "volume list": [
      { ID: "v1", Name: `pvc-${UUID}`, Status: "available", Size: 20, Properties: { "cinder.csi.openstack.org/cluster": UUID } },
      { ID: "v2", Name: "pvc-2", Status: "in-use", Size: 20, Properties: { "cinder.csi.openstack.org/cluster": OTHER_UUID } },
      { ID: "v3", Name: "pvc-3", Status: "available", Size: 5, Properties: { "cinder.csi.openstack.org/cluster": "gone" } },
      { ID: "v4", Name: `${STACK}-node-0`, Status: "in-use", Size: 100, Properties: {} },
    ],
    "volume show v1": { id: "v1", created_at: "2026-11-20T08:00:00.000000" },
    "volume show v3": { id: "v3", created_at: "2026-11-20T08:00:00.000000" },
    "volume show v4": { id: "v4", created_at: "2026-11-20T08:00:00.000000" },
    "share list": [
      {
        ID: "s1",
        Name: "pvc-4",
        Status: "available",
        Size: 50,
        "Created At": "2026-11-20T08:00:00.123456",
        Properties: { "manila.csi.openstack.org/cluster": UUID },
      },
    ],
    "share snapshot list --share s1": [{ ID: "n1", Name: "before" }],
    "share snapshot show n1": { id: "n1", name: "before", size: 50, status: "available" },
  };
  const outside: Answers = {
    "router list": [{ ID: "r1", Name: "gaia-dev", Tags: TAGS }],
    "router show r1": { id: "r1", interfaces_info: [{ port_id: "p1" }] },
    "network list": [
      { ID: "n1", Name: "gaia-dev", Tags: TAGS },
      { ID: "n2", Name: "gaia-dev", Tags: TAGS.slice(1) },
    ],
    "network show n1": { id: "n1", name: "gaia-dev" },
    "port list --network n1": [
      { ID: "p1", "Device Owner": "network:router_interface" },
      { ID: "p2", "Device Owner": "network:dhcp" },
      { ID: "p3", "Device Owner": "compute:nova" },
      { ID: "p4", "Device Owner": "" },
      { ID: "p5", "Device Owner": "network:router_interface" },
      { ID: "p6", "Device Owner": "compute:nova" },
      { ID: "p7", "Device Owner": "compute:nova" },
      { ID: "p8", "Device Owner": "compute:nova" },
    ],
    "port show p1": { id: "p1", device_owner: "network:router_interface", device_id: "r1" },
    "port show p3": { id: "p3", device_owner: "compute:nova", device_id: "h1" },
    "port show p4": { id: "p4", name: "spare", device_owner: "", device_id: "" },
    "port show p5": { id: "p5", device_owner: "network:router_interface", device_id: "r9" },
    "port show p6": { id: "p6", device_owner: "compute:nova", device_id: "h2" },
    "port show p8": { id: "p8", device_owner: "compute:nova", device_id: "" },
    "port show p7": { id: "p7", device_owner: "compute:nova", device_id: "h3" },
    "router show r9": { id: "r9", name: "storage" },
    "server list": [
      { ID: "h2", Name: "gaia-dev-zzzzzzz23456-node-0", Status: "ACTIVE" },
      { ID: "h3", Name: "gaia-dev-bastionhost2", Status: "ACTIVE" },
    ],
    "server show h3": { id: "h3", name: "gaia-dev-bastionhost2", created: "2026-11-20T08:00:00Z" },
    "server show h1": { id: "h1", name: "bastion" },
    "server show h2": { id: "h2", name: "gaia-dev-zzzzzzz23456-node-0", created: "2026-11-20T08:00:00Z" },
    "stack list": [{ ID: "k1", "Stack Name": STACK, "Stack Status": "DELETE_FAILED", "Creation Time": "2026-11-20T08:00:00Z" }],
    "keypair list": [{ Name: "gaia-dev" }, { Name: "gaia-dev-two" }],
    "keypair show gaia-dev": { name: "gaia-dev" },
    "coe cluster template list": [
      { uuid: "t1", name: "gaia-dev-0a1b2c3d" },
      { uuid: "t2", name: "gaia-dev-two-0a1b2c3d" },
    ],
    "coe cluster template show t1": { uuid: "t1", name: "gaia-dev-0a1b2c3d" },
    "application credential list": [{ ID: "a1", Name: `magnum-${UUID}-0a1b2c3d`, Description: "Magnum cluster (gaia-dev)" }],
    "application credential show a1": { id: "a1", name: `magnum-${UUID}-0a1b2c3d` },
  };

  test("is found by marks, tags and ports, in the order in which it can be deleted, and nothing of another cluster is in it", async () => {
    const found = await findLeftovers(search({ ...inside, ...outside }));
    expect(found.problems).toEqual([]);
    expect(brief(found)).toEqual([
      "load balancer l1: ours",
      "load balancer l2: ours",
      "floating IP f1: ours",
      "Heat stack k1: ours",
      "server h2: ours",
      "server h3: by hand",
      "server h1: by hand",
      "volume v1: ours",
      "volume v3: unknown",
      "volume v4: ours",
      "share snapshot n1: ours",
      "share s1: ours",
      "port p4: ours",
      "port p8: by hand",
      "router r1: ours",
      "router r9: by hand",
      "network n1: ours",
      "cluster template t1: ours",
      "keypair gaia-dev: ours",
      "application credential a1: ours",
    ]);
  });

  test("is only what it has made from inside, as long as Magnum has the cluster", async () => {
    const living = { uuid: UUID, status: "CREATE_COMPLETE", reasons: [] };
    expect(brief(await findLeftovers(search({ ...inside, ...outside }, living)))).toEqual([
      "load balancer l1: ours",
      "load balancer l2: ours",
      "floating IP f1: ours",
      "volume v1: ours",
      "volume v3: unknown",
      "share snapshot n1: ours",
      "share s1: ours",
    ]);
    expect(brief(await findMadeInside(search({ ...inside, ...outside }, living)))).toEqual([
      "load balancer l1: ours",
      "volume v1: ours",
      "share s1: ours",
    ]);
  });

  test("is told with age, size, sign and the commands, of which a router needs one for each port", async () => {
    const { left } = await findLeftovers(search({ ...inside, ...outside }));
    const lines = described(left, new Date("2026-11-23T09:00:00Z")).split("\n");
    expect(lines.slice(0, 2)).toEqual([
      `  load balancer kube_service_${UUID}_default_web (active, 3 days old), of cluster ${UUID}`,
      "    openstack --os-cloud gaia-dev loadbalancer delete --cascade l1",
    ]);
    expect(lines).toContain(`  share pvc-4 (available, 3 days old, 50 GiB), of cluster ${UUID}`);
    expect(commands(left.find(({ kind }) => kind === "router")!)).toEqual([
      "openstack --os-cloud gaia-dev router remove port r1 p1",
      "openstack --os-cloud gaia-dev router delete r1",
    ]);
    expect(commands(left.at(-1)!)).toEqual(["openstack --os-cloud gaia-dev-super application credential delete a1"]);
  });

  test("is not said to be nothing where a service does not answer; a service that the cloud does not have is no problem", async () => {
    const broken = await findLeftovers(search({ "volume list": new OpenStackError("timeout", "volume list: no answer within 60 s") }));
    expect(broken).toEqual({ left: [], problems: ["volume list: no answer within 60 s"] });
    const without = search({ "catalog list": CATALOG.filter(({ Type }) => Type !== "sharev2"), "share list": new Error("no Manila") });
    expect(await findLeftovers(without)).toEqual({ left: [], problems: [] });
  });

  test.each([
    [30_000, "0 minutes old"],
    [60_000, "1 minute old"],
    [3 * 60 * 60_000, "3 hours old"],
    [50 * 60 * 60_000, "2 days old"],
  ])("%d ms are %s", (milliseconds, text) => {
    expect(age(new Date(0), new Date(milliseconds))).toBe(text);
  });
});

test("clusters are told apart by Magnum: ours by name, past ones by what was given, all others with their driver's names", async () => {
  const show = (name: string, uuid: string, more = {}) => ({ name, uuid, status: "CREATE_COMPLETE", stack_id: `${name}-stack`, ...more });
  const client = clientWith({
    "coe cluster list": [
      { name: "gaia-dev", uuid: UUID },
      { name: "other", uuid: OTHER_UUID },
    ],
    [`coe cluster show ${UUID}`]: show("gaia-dev", UUID, {
      status: "DELETE_FAILED",
      status_reason: "no",
      faults: { "default-worker": "why", x: "no" },
    }),
    [`coe cluster show ${OTHER_UUID}`]: show("other", OTHER_UUID, { faults: "" }),
  });
  expect(await clustersOf(client, "gaia-dev", ["gaia-dev", "gaia-test"], ["past"])).toEqual({
    ours: { name: "gaia-dev", ids: [UUID, "gaia-dev-stack", "past"] },
    others: [{ name: "other", ids: [OTHER_UUID, "other-stack"] }, { name: "gaia-test" }],
    living: { uuid: UUID, status: "DELETE_FAILED", reasons: ["no", "why"] },
  });
});

describe("deleting what is left", () => {
  const thing = (kind: Leftover["kind"], id: string, whose: Leftover["whose"] = "ours"): Leftover => ({
    kind,
    id,
    name: id,
    whose,
    sign: "",
    cloud: "gaia-dev",
    remove: [[...kind.replace("load balancer", "loadbalancer").split(" "), "delete", id]],
  });

  async function deleting(left: Leftover[], answers: Answers): Promise<{ failures: string[]; asked: string[]; paused: number }> {
    const asked: string[] = [];
    let paused = 0;
    const client = clientWith(answers, asked);
    const failures = await deleteLeftovers(
      left,
      { project: client, clusters: client },
      {
        line: () => undefined,
        pause: (milliseconds) => Promise.resolve(void (paused += milliseconds)),
        check: () => undefined,
      },
    );
    return { failures, asked, paused };
  }

  test("takes what is certainly ours only, kind after kind, and waits until one kind is gone", async () => {
    const lists = [[{ id: "l1", provisioning_status: "PENDING_DELETE" }], []];
    const { failures, asked, paused } = await deleting(
      [thing("volume", "v1"), thing("load balancer", "l1"), thing("server", "h1", "by hand"), thing("share", "s1", "unknown")],
      { "loadbalancer delete l1": "", "volume delete v1": "", "loadbalancer list": () => lists.shift() },
    );
    expect(failures).toEqual([]);
    expect(asked).toEqual(["loadbalancer delete l1", "loadbalancer list", "loadbalancer list", "volume delete v1", "volume list --long"]);
    expect(paused).toBe(5000);
  });

  test("goes on after a failure, takes what is gone already for gone, and gives up on what OpenStack cannot delete", async () => {
    const { failures } = await deleting([thing("volume", "v1"), thing("volume", "v2"), thing("volume", "v3"), thing("port", "p1")], {
      "volume delete v1": new OpenStackError("other", "volume delete v1: has snapshots"),
      "volume delete v2": new OpenStackError("not found", "volume delete v2: No volume found"),
      "volume delete v3": "",
      "volume list": [{ ID: "v3", Status: "error_deleting" }],
      "port delete p1": "",
      "port list": [{ ID: "p1", Status: "DOWN" }],
    });
    expect(failures).toEqual([
      "volume v1 cannot be deleted: volume delete v1: has snapshots",
      "volume v3 is error_deleting; if it stays so, ask the administrators of the cloud",
      "port p1 is down after 300 s; if it stays so, ask the administrators of the cloud",
    ]);
  });
});

describe("a deletion of a cluster that has failed", () => {
  const living = { uuid: UUID, status: "DELETE_FAILED", reasons: ["Resource delete failed: Conflict"] };

  test("is explained by Magnum's reasons and by what holds the network, but for our own router", async () => {
    const why = await whyNotDeleted(
      search(
        {
          "network list": [{ ID: "n1", Name: "gaia-dev", Tags: TAGS }],
          "router list": [{ ID: "r1", Name: "gaia-dev", Tags: TAGS }],
          "port list --network n1": [
            { ID: "p1", "Device Owner": "network:router_interface" },
            { ID: "p2", "Device Owner": "Octavia" },
          ],
          "port show p1": { id: "p1", device_owner: "network:router_interface", device_id: "r1" },
          "port show p2": { id: "p2", name: "octavia-lb-l7", device_owner: "Octavia", device_id: "lb-l7" },
          "loadbalancer show l7": { id: "l7", name: "front" },
        },
        living,
      ),
    );
    expect(why).toBe(
      "cluster gaia-dev is DELETE_FAILED: Resource delete failed: Conflict\n" +
        "these hold its network; delete what is yours and run it again:\n" +
        "  load balancer front, on network gaia-dev\n" +
        "    openstack --os-cloud gaia-dev loadbalancer delete --cascade l7",
    );
  });

  test("is not explained where there is none", async () => {
    expect(await whyNotDeleted(search({}, { ...living, status: "DELETE_IN_PROGRESS" }))).toBeUndefined();
  });
});
