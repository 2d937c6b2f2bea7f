import * as fc from "fast-check";
import type { ProjectInOpenStack } from "../projects";
import type { Clusters } from "../operate/leftovers/clusters";
import { clustersOf } from "../operate/leftovers/clusters";
import { deleteLeftovers } from "../operate/leftovers/delete";
import { age, commands, describe as described, leftoverHints } from "../operate/leftovers/describe";
import { findLeftovers, findMadeInside, type Findings } from "../operate/leftovers/find";
import { whyNotDeleted } from "../operate/leftovers/holders";
import type { Leftover } from "../operate/leftovers/leftover";
import { Marks, type MarkedText } from "../operate/leftovers/marks";
import { deletionById } from "../operate/leftovers/removal";
import { OpenStackError } from "../operate/openstack/failure";
import { cloudWith, IDENTITY, type Answers } from "./support/openstack";

const UUID = "0f1e2d3c-4b5a-4678-8796-a5b4c3d2e1f0";
const OTHER_UUID = "11111111-2222-4333-8444-555555555555";
const STACK = "gaia-dev-abcdefg23456";
const OURS = { name: "gaia-dev", ids: [UUID, STACK] };
const OTHERS = [{ name: "gaia-dev-two", ids: [OTHER_UUID, "gaia-dev-two-qrstuvw23456"] }];
const NAMESPACE = "magnum-0123456789abcdef0123456789abcdef";

const named = (text: string): MarkedText => ({ text, is: "name" });
const of = (text: string): MarkedText => ({ text, is: "description" });
const metadata = (text: string): MarkedText => ({ text, is: "metadata" });

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
    ["a volume", metadata(UUID), "ours", UUID, "cluster"],
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
      metadata("99999999-2222-4333-8444-555555555555"),
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
      (mark) => metadata(mark),
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
} as unknown as ProjectInOpenStack;
const TAGS = ["project=gaia_dev", "environment=dev", "managed-by=cdktf-magnum"];
function search(answers: Answers, living?: Clusters["living"]): Parameters<typeof findLeftovers>[0] {
  const cloud = cloudWith(answers);
  return { project: PROJECT, logins: { project: cloud, clusters: cloud }, clusters: { ours: OURS, others: OTHERS, living } };
}

const brief = ({ left }: Findings): string[] => left.map(({ kind, id, whose }) => `${kind} ${id}: ${whose}`);

describe("what is left of a cluster", () => {
  const balancer = { id: "l1", name: `kube_service_${UUID}_default_web`, provisioning_status: "ACTIVE" };
  const created_at = "2026-11-20T08:00:00";
  const CSI = "cinder.csi.openstack.org/cluster";
  const inside: Answers = {
    "load-balancer /lbaas/loadbalancers": [
      { ...balancer, created_at },
      { id: "l2", name: "by hand", description: `Kubernetes external service a/b from cluster ${UUID}`, created_at },
      { id: "l3", name: "front", description: "of the web site", created_at },
    ],
    "network /floatingips": [
      {
        id: "f1",
        floating_ip_address: "192.0.2.7",
        description: `Floating IP for Kubernetes external service a/b from cluster ${UUID}`,
        created_at: `${created_at}Z`,
      },
    ],
    "block-storage /volumes/detail": [
      { id: "v1", name: `pvc-${UUID}`, status: "available", size: 20, metadata: { [CSI]: UUID }, created_at: `${created_at}.000000` },
      { id: "v2", name: "pvc-2", status: "in-use", size: 20, metadata: { [CSI]: OTHER_UUID }, created_at },
      { id: "v3", name: "pvc-3", status: "available", size: 5, metadata: { [CSI]: "gone" }, created_at },
      { id: "v4", name: `${STACK}-node-0`, status: "in-use", size: 100, metadata: {}, created_at },
    ],
    "shared-file-system /shares/detail": [
      {
        id: "s1",
        name: "pvc-4",
        status: "available",
        size: 50,
        created_at: `${created_at}.123456`,
        metadata: { "manila.csi.openstack.org/cluster": UUID },
      },
    ],
    "shared-file-system /snapshots/detail?share_id=s1": [{ id: "n1", name: "before", size: 50, status: "available" }],
  };
  const port = (id: string, device_owner: string, device_id = "", name = "") => ({ id, name, device_owner, device_id });
  const outside: Answers = {
    "network /routers": [{ id: "r1", name: "gaia-dev", tags: TAGS }],
    "network /ports?device_id=r1": [port("p1", "network:router_interface", "r1"), port("p0", "network:router_gateway", "r1")],
    "network /networks": [
      { id: "n1", name: "gaia-dev", tags: TAGS, created_at },
      { id: "n2", name: "gaia-dev", tags: TAGS.slice(1), created_at },
    ],
    "network /ports?network_id=n1": [
      port("p1", "network:router_interface", "r1"),
      port("p2", "network:dhcp"),
      port("p3", "compute:nova", "h1"),
      port("p4", "", "", "spare"),
      port("p5", "network:router_interface", "r9"),
      port("p6", "compute:nova", "h2"),
      port("p7", "compute:nova", "h3"),
      port("p8", "compute:nova"),
    ],
    "network /routers/r9": { id: "r9", name: "storage" },
    "compute /servers/detail": [
      { id: "h2", name: "gaia-dev-zzzzzzz23456-node-0", status: "ACTIVE", created: `${created_at}Z` },
      { id: "h3", name: "gaia-dev-bastionhost2", status: "ACTIVE", created: `${created_at}Z` },
    ],
    "compute /servers/h1": { id: "h1", name: "bastion" },
    "compute /servers/h2": { id: "h2", name: "gaia-dev-zzzzzzz23456-node-0" },
    "compute /servers/h3": { id: "h3", name: "gaia-dev-bastionhost2" },
    "orchestration /stacks": [{ id: "k1", stack_name: STACK, stack_status: "DELETE_FAILED", creation_time: `${created_at}Z` }],
    "compute /os-keypairs": [{ name: "gaia-dev" }, { name: "gaia-dev-two" }],
    "compute /os-keypairs/gaia-dev": { name: "gaia-dev", created_at },
    "container-infra /clustertemplates": [
      { uuid: "t1", name: "gaia-dev-0a1b2c3d", created_at },
      { uuid: "t2", name: "gaia-dev-two-0a1b2c3d", created_at },
    ],
    "identity /users/u1/application_credentials": [{ id: "a1", name: `magnum-${UUID}-0a1b2c3d`, description: "Magnum cluster (gaia-dev)" }],
    "identity /users/u1/application_credentials/a1": { id: "a1", name: `magnum-${UUID}-0a1b2c3d` },
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
      "load balancer l2: ours",
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

  test("is told with the claim that it was made for, and homes of notebooks are said to stay on purpose", async () => {
    const CLAIM = "csi.storage.k8s.io/pvc";
    const of = (name: string) => ({ [`${CLAIM}/namespace`]: "spark", [`${CLAIM}/name`]: name, "csi.storage.k8s.io/pv/name": "pvc-1" });
    const kept = (id: string, metadata: object) => ({ id, name: `pvc-${id}`, status: "available", size: 5, metadata, created_at });
    const found = await findLeftovers(
      search({
        "block-storage /volumes/detail": [
          kept("1", { [CSI]: UUID, ...of("claim-ben") }),
          kept("2", { [CSI]: UUID, ...of("hub-db-dir") }),
          kept("3", { [CSI]: UUID, ...of("exec-1-pvc-0") }),
          kept("4", { [CSI]: UUID }),
        ],
        "shared-file-system /shares/detail": [kept("5", { "manila.csi.openstack.org/cluster": UUID, ...of("notebook-homes") })],
      }),
    );
    expect(brief(found)).toEqual(["volume 1: ours", "volume 2: ours", "volume 3: ours", "volume 4: ours", "share 5: ours"]);
    const lines = described(found.left, new Date("2026-11-23T09:00:00Z"))
      .split("\n")
      .filter((line) => !line.startsWith("    "));
    const facts = `(available, 3 days old, 5 GiB), of cluster ${UUID}`;
    expect(lines).toEqual([
      `  volume pvc-1 ${facts}, of claim spark/claim-ben`,
      `  volume pvc-2 ${facts}, of claim spark/hub-db-dir`,
      `  volume pvc-3 ${facts}, of claim spark/exec-1-pvc-0`,
      `  volume pvc-4 ${facts}`,
      `  share pvc-5 ${facts}, of claim spark/notebook-homes`,
    ]);
    expect(leftoverHints(found.left, "gaia-dev")).toEqual([
      "3 of these have homes of notebooks or the accounts of their hub, which stay on purpose; who deletes them deletes users' data",
    ]);
    expect(leftoverHints(found.left.slice(0, 1), "gaia-dev")[0]).toMatch(/^1 of these has homes/);
    expect(leftoverHints(found.left.slice(2, 4), "gaia-dev")).toEqual([]);
  });

  test("tells volumes of a Ceph cluster by the claims of its monitors and OSDs", () => {
    const volume = (claim: string) => ({ claim, whose: "ours", kind: "volume" }) as unknown as Parameters<typeof leftoverHints>[0][number];
    expect(leftoverHints([volume("rook-ceph/osds-data-0abc"), volume("rook-ceph/rook-ceph-mon-a"), volume("spark/x")], "gaia-dev")).toEqual(
      [
        "2 of these were volumes of monitors and OSDs of Ceph, which stay where their storage class says Retain; " +
          "no new Ceph cluster takes them up, and who deletes them deletes what was in it",
      ],
    );
    expect(leftoverHints([volume("rook-ceph/rook-ceph-mon-a")], "gaia-dev")[0]).toMatch(/^1 of these was a volume/);
  });

  test("is not said to be nothing where a service does not answer; a service that the cloud does not have is no problem", async () => {
    const volumes = new OpenStackError("timeout", "Cinder: no answer within 60 s");
    const broken = await findLeftovers(search({ "block-storage /volumes/detail": volumes }));
    expect(broken).toEqual({ left: [], problems: ["Cinder: no answer within 60 s"] });
    const services = IDENTITY.services.filter((service) => service !== "shared-file-system");
    const cloud = cloudWith({ "shared-file-system /shares/detail": new Error("no Manila") }, { identity: { services } });
    expect(await findLeftovers({ ...search({}), logins: { project: cloud, clusters: cloud } })).toEqual({ left: [], problems: [] });
  });

  test("is looked for in our project only, where an administrator sees all of them", async () => {
    const asked: string[] = [];
    const cloud = cloudWith({}, { asked });
    await findLeftovers({ ...search({}), logins: { project: cloud, clusters: cloud } });
    const ofAll = asked.filter((path) => /^(network|load-balancer) /.test(path));
    expect(ofAll.length).toBeGreaterThan(4);
    expect(ofAll.filter((path) => !path.endsWith("?project_id=p1"))).toEqual([]);
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
  const cloud = cloudWith({
    "container-infra /clusters": [
      { name: "gaia-dev", uuid: UUID },
      { name: "other", uuid: OTHER_UUID },
    ],
    [`container-infra /clusters/${UUID}`]: show("gaia-dev", UUID, {
      status: "DELETE_FAILED",
      status_reason: "no",
      faults: { "default-worker": "why", x: "no" },
    }),
    [`container-infra /clusters/${OTHER_UUID}`]: show("other", OTHER_UUID, { faults: {} }),
  });
  expect(await clustersOf(cloud, "gaia-dev", ["gaia-dev", "gaia-test"], ["past"])).toEqual({
    ours: { name: "gaia-dev", ids: [UUID, "gaia-dev-stack", "past"] },
    others: [{ name: "other", ids: [OTHER_UUID, "other-stack"] }, { name: "gaia-test" }],
    living: { uuid: UUID, status: "DELETE_FAILED", reasons: ["no", "why"] },
  });
});

describe("deleting what is left", () => {
  const thing = (
    kind: "volume" | "load balancer" | "server" | "share" | "port",
    id: string,
    whose: Leftover["whose"] = "ours",
  ): Leftover => ({
    kind,
    id,
    name: id,
    whose,
    sign: "",
    cloud: "gaia-dev",
    remove: [deletionById(kind, id)],
  });

  async function deleting(left: Leftover[], answers: Answers): Promise<{ failures: string[]; asked: string[]; paused: number }> {
    const asked: string[] = [];
    let paused = 0;
    const cloud = cloudWith(answers, { asked });
    const failures = await deleteLeftovers(
      left,
      { project: cloud, clusters: cloud },
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
      { "load-balancer /lbaas/loadbalancers": () => lists.shift() },
    );
    expect(failures).toEqual([]);
    expect(asked).toEqual([
      "DELETE load-balancer /lbaas/loadbalancers/l1?cascade=true",
      "load-balancer /lbaas/loadbalancers?project_id=p1",
      "load-balancer /lbaas/loadbalancers?project_id=p1",
      "DELETE block-storage /volumes/v1",
      "block-storage /volumes/detail",
    ]);
    expect(paused).toBe(5000);
  });

  test("goes on after a failure, takes what is gone already for gone, and gives up on what OpenStack cannot delete", async () => {
    const { failures } = await deleting([thing("volume", "v1"), thing("volume", "v2"), thing("volume", "v3"), thing("port", "p1")], {
      "DELETE block-storage /volumes/v1": new OpenStackError("other", "Cinder: it has snapshots"),
      "DELETE block-storage /volumes/v2": new OpenStackError("not found", "Cinder: it could not be found"),
      "block-storage /volumes/detail": [{ id: "v3", status: "error_deleting" }],
      "network /ports": [{ id: "p1", status: "DOWN" }],
    });
    expect(failures).toEqual([
      "volume v1 cannot be deleted: Cinder: it has snapshots",
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
          "network /networks": [{ id: "n1", name: "gaia-dev", tags: TAGS }],
          "network /routers": [{ id: "r1", name: "gaia-dev", tags: TAGS }],
          "network /ports?network_id=n1": [
            { id: "p1", device_owner: "network:router_interface", device_id: "r1" },
            { id: "p2", name: "octavia-lb-l7", device_owner: "Octavia", device_id: "lb-l7" },
          ],
          "load-balancer /lbaas/loadbalancers/l7": { id: "l7", name: "front" },
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
