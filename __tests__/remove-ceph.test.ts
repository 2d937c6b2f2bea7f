import { removeCeph } from "../operate/apply/remove-ceph";
import { deleteCephCluster, restOfCeph } from "../operate/kubernetes/ceph-cluster";
import type { KubernetesCall } from "../operate/kubernetes/client";
import type { Session } from "../operate/terraform/terraform";

const CEPH = "/apis/ceph.rook.io/v1/namespaces/rook-ceph";
const BLOCKED = { type: "DeletionIsBlocked", status: "True", message: "pool a has images" };

/** An API server with these objects, by path; one is gone with its deletion if `isSwift`. */
function server(objects: Record<string, Record<string, object>>, isSwift = true) {
  const calls: string[] = [];
  const call: KubernetesCall = (method, path, body) => {
    const [list, name] = path.includes("?") ? [path.slice(0, path.indexOf("?")), undefined] : split(path, objects);
    if (method !== "GET") calls.push(`${method} ${path.split("/").slice(-2).join("/")}${body ? ` ${JSON.stringify(body)}` : ""}`);
    if (method === "DELETE" && isSwift) delete objects[list]?.[name!];
    const items = Object.entries(objects[list] ?? {}).map(([key, rest]) => ({ metadata: { name: key }, ...rest }));
    return Promise.resolve(list in objects ? JSON.stringify({ items }) : undefined);
  };
  return { call, calls };
}

function split(path: string, objects: object): [string, string?] {
  if (path in objects) return [path];
  const at = path.lastIndexOf("/");
  return [path.slice(0, at), path.slice(at + 1)];
}

function quiet() {
  const said: string[] = [];
  let now = 0;
  const session = {
    output: { line: (text: string) => said.push(text), problem: (text: string) => said.push(`! ${text}`) },
    interruption: {
      check: () => undefined,
      pause: () => {
        now += 60_000;
        return Promise.resolve();
      },
    },
  };
  return { session: session as unknown as Session, said, clock: () => now };
}

const VOLUMES = "/api/v1/persistentvolumes";
const volume = (driver: string, policy: string, name: string) => ({
  spec: { csi: { driver }, persistentVolumeReclaimPolicy: policy, claimRef: { namespace: "spark", name } },
});
const CLAIMS = "/api/v1/namespaces/rook-ceph/persistentvolumeclaims";
const JOBS = "/apis/batch/v1/namespaces/rook-ceph/jobs";

describe("the Ceph cluster is taken away", () => {
  test("with its clean-up confirmed before its deletion begins, and then what is in it", async () => {
    const { call, calls } = server({
      [`${CEPH}/cephclusters`]: { "rook-ceph": {} },
      [`${CEPH}/cephblockpools`]: { a: {}, b: {} },
      [`${CEPH}/cephfilesystems`]: { shared: {} },
    });

    expect(await deleteCephCluster(call)).toBe(true);
    expect(calls).toEqual([
      'PATCH cephclusters/rook-ceph {"spec":{"cleanupPolicy":{"confirmation":"yes-really-destroy-data","allowUninstallWithVolumes":true}}}',
      "DELETE cephclusters/rook-ceph",
      "DELETE cephfilesystems/shared",
      "DELETE cephblockpools/a",
      "DELETE cephblockpools/b",
    ]);
  });

  test("after the volumes on it, as long as any of them goes, and those that are kept are named", async () => {
    const objects: Record<string, Record<string, object>> = {
      [VOLUMES]: {
        a: volume("rook-ceph.rbd.csi.ceph.com", "Delete", "scratch"),
        b: volume("rook-ceph.cephfs.csi.ceph.com", "Retain", "results"),
        c: volume("cinder.csi.openstack.org", "Delete", "other"),
        d: { spec: {} },
      },
      [`${CEPH}/cephclusters`]: { "rook-ceph": {} },
    };
    const { call, calls } = server(objects);
    const { session, said } = quiet();
    const { pause } = session.interruption;
    Object.assign(session.interruption, {
      pause: (ms: number) => {
        expect(calls).toEqual([]);
        delete objects[VOLUMES]!["a"];
        return pause(ms);
      },
    });

    await removeCeph(call, session, "lab-platform");
    expect(said.slice(0, 2)).toEqual([
      "lab-platform: waiting for volumes on Ceph to be deleted: a (spark/scratch)",
      "lab-platform: objects of these volumes stay in Kubernetes, and what is in them goes with Ceph: b (spark/results)",
    ]);
    expect(calls).toHaveLength(2);
  });

  test("and a volume that nobody deletes holds nothing up for ever", async () => {
    const { call } = server({ [VOLUMES]: { a: volume("rook-ceph.rbd.csi.ceph.com", "Delete", "scratch") } });
    const { session, said, clock } = quiet();
    const now = Date.now;
    Date.now = clock;
    try {
      await removeCeph(call, session, "lab-platform");
    } finally {
      Date.now = now;
    }
    expect(said).toHaveLength(2);
  });

  test("and nothing is done where there is none, as without Rook's definitions", async () => {
    const { call, calls } = server({});
    const { session, said } = quiet();

    await removeCeph(call, session, "lab-platform");
    expect([calls, said]).toEqual([[], []]);
  });

  test("and the claims of monitors and OSDs are waited for", async () => {
    const objects: Record<string, Record<string, object>> = {
      [`${CEPH}/cephclusters`]: { "rook-ceph": {} },
      [CLAIMS]: { "osds-data-0": {}, "rook-ceph-mon-a": {} },
      [JOBS]: { "cleanup-node-1": {}, "cleanup-node-2": { status: { succeeded: 1 } } },
    };
    const { call } = server(objects);
    const { session, said } = quiet();
    const { pause } = session.interruption;
    const rounds = [() => (objects[CLAIMS] = {}), () => (objects[JOBS] = {})];
    Object.assign(session.interruption, { pause: (ms: number) => (rounds.shift()?.(), pause(ms)) });

    await removeCeph(call, session, "lab-platform");
    expect(said).toEqual([
      "lab-platform: Rook deletes the Ceph cluster, then the volumes of its monitors and OSDs go",
      "lab-platform: waiting for Rook to delete claims osds-data-0, rook-ceph-mon-a, job cleanup-node-1",
      "lab-platform: waiting for Rook to delete job cleanup-node-1",
    ]);
  });

  test("and its operator is kept where that lasts too long, with what Rook says", async () => {
    const objects = { [`${CEPH}/cephclusters`]: { "rook-ceph": { status: { conditions: [BLOCKED, { type: "Ready", status: "True" }] } } } };
    const { call } = server(objects, false);
    const { session, clock } = quiet();
    const now = Date.now;
    Date.now = clock;
    try {
      await expect(removeCeph(call, session, "lab-platform")).rejects.toThrow(
        "lab-platform: of the Ceph cluster there are still cephclusters/rook-ceph; Rook says: pool a has images. Its operator is kept",
      );
    } finally {
      Date.now = now;
    }
  });

  test("and a job on a node that is gone is not waited for for ever", async () => {
    const { call } = server({ [JOBS]: { "cleanup-node-1": {} } });
    const { session, said, clock } = quiet();
    const now = Date.now;
    Date.now = clock;
    try {
      await removeCeph(call, session, "lab-platform");
    } finally {
      Date.now = now;
    }
    expect(said.at(-1)).toBe("! lab-platform: the directory /var/lib/rook may stay on nodes whose job cleanup-node-1 has not ended");
  });

  test("the rest is listed by kind and name", async () => {
    const { call } = server({ [`${CEPH}/cephclusters`]: { a: {} }, [`${CEPH}/cephclients`]: { c: {} } });
    expect(await restOfCeph(call)).toEqual({ objects: ["cephclusters/a", "cephclients/c"], claims: [], jobs: [], reasons: [] });
  });
});
