import type { ProjectInput } from "../../projects";

/** A Ceph cluster inside the cluster with one of everything. */
export const ROOK = {
  nodeGroup: "ceph",
  storageClass: "cinder",
  osds: { count: 3, sizeGiB: 200 },
  blockPools: [{ name: "ceph-block" }],
  fileSystems: [{ name: "ceph-shared" }],
  objectStore: {},
} satisfies NonNullable<NonNullable<ProjectInput["storage"]>["rook"]>;
