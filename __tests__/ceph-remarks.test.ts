import type { Change } from "../operate/plan/changes";
import { cephRemarks } from "../operate/review/ceph-remarks";

function moved(from: string, to: string, kind: Change["kind"] = "replace", type = "helm_release"): Change {
  const change = { before: { chart: from }, after: { chart: to } };
  return { stack: "lab-platform", address: `${type}.it`, kind, resource: { type, change } } as unknown as Change;
}

test("a driver that moves to the operator says which mounts stay, and one that moves back what is in its way", () => {
  const stays = expect.stringMatching(/^volumes and mounts by the kernel stay; .*\*\*mounts by fuse and nbd end\*\*/) as string;
  expect(cephRemarks(moved("ceph-csi-rbd", "ceph-csi-drivers"))).toEqual([stays]);
  expect(cephRemarks(moved("ceph-csi-cephfs", "ceph-csi-drivers"))).toEqual([stays]);
  expect(cephRemarks(moved("ceph-csi-drivers", "ceph-csi-cephfs"))).toEqual([stays, expect.stringContaining("`kubectl get csidriver`")]);
});

test("nothing is said of any other change", () => {
  expect(cephRemarks(moved("ceph-csi-rbd", "ceph-csi-rbd", "update"))).toEqual([]);
  expect(cephRemarks(moved("ceph-csi-rbd", "ceph-csi-rbd"))).toEqual([]);
  expect(cephRemarks(moved("traefik", "ceph-csi-drivers"))).toEqual([]);
  expect(cephRemarks(moved("ceph-csi-rbd", "ceph-csi-drivers", "replace", "other"))).toEqual([]);
});
