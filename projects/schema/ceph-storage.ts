import * as z from "zod";
import { RBD_FEATURES } from "../../constructs/ceph-csi/ceph-csi-checks";
import { CEPH_CSI_INSTALLS } from "../../constructs/kit/ceph-csi-install";
import { helmValues, ownRevision } from "./common";
import { count, label, mountPath, subdomain, text } from "./fields";

const className = () => subdomain().describe("name in Kubernetes");
const pool = () => text().describe("pool of the Ceph cluster");
const reclaimPolicy = () =>
  z.enum(["Delete", "Retain"]).optional().describe("what happens to a volume when its claim is deleted; Retain in prod");
const fsType = () => z.enum(["ext4", "xfs"]).default("ext4").describe("file system");
const user = () => text().describe("Ceph user, without 'client.' before it");

const rbd = z
  .strictObject({
    user: user(),
    radosNamespace: text().optional().describe("namespace within the pools that images are made in"),
    classes: z
      .array(
        z.strictObject({
          name: className(),
          pool: pool(),
          dataPool: text().optional().describe("erasure coded pool that has the data"),
          features: z.array(z.enum(RBD_FEATURES)).optional().describe("features of images; layering to fast-diff by default"),
          mounter: z.enum(["kernel", "nbd"]).optional().describe("what maps images; the node's kernel by default"),
          fsType: fsType(),
          reclaimPolicy: reclaimPolicy(),
        }),
      )
      .default([])
      .describe("classes of images that are made for claims"),
    images: z
      .array(
        z.strictObject({
          name: label().describe("name that pods know the data by"),
          image: text().describe("name of the image"),
          pool: pool(),
          mountPath: mountPath().describe("where pods find it"),
          fsType: fsType(),
        }),
      )
      .default([])
      .describe("images that exist, mounted read-only by jobs and notebooks"),
    devices: z
      .array(
        z.strictObject({
          name: label().describe("name of the claim"),
          namespace: label().optional().describe("job namespace; the first one by default"),
          storageClass: subdomain().describe("class of rbd"),
          sizeGiB: count(1, 1_048_576).describe("size in GiB; it can grow, a smaller one is a new and empty volume"),
        }),
      )
      .default([])
      .describe("claims of raw devices, for pods that take them as such"),
    values: helmValues().optional(),
  })
  .describe("images of RBD: volumes that one node mounts at a time");

const cephFs = z
  .strictObject({
    user: user(),
    fsName: text().describe("name of the file system"),
    subvolumeGroup: text().optional().describe("group that subvolumes are made in; csi by default"),
    classes: z
      .array(
        z.strictObject({
          name: className(),
          dataPool: text().optional().describe("pool that has the data"),
          mounter: z.enum(["kernel", "fuse"]).optional().describe("client that mounts; the node's kernel by default"),
          reclaimPolicy: reclaimPolicy(),
        }),
      )
      .default([])
      .describe("classes of subvolumes that are made for claims"),
    paths: z
      .array(
        z.strictObject({
          name: label().describe("name that pods know the data by"),
          path: text().describe("path in the file system"),
          mountPath: mountPath().describe("where pods find it"),
          readOnly: z.boolean().default(true).describe("whether pods can only read"),
        }),
      )
      .default([])
      .describe("directories that exist, mounted by jobs and notebooks"),
    values: helmValues().optional(),
  })
  .describe("directories of CephFS: volumes that many nodes mount at once");

/** What a project's file says of a Ceph cluster that somebody else runs. */
export const cephStorageSchema = z
  .strictObject({
    clusterId: subdomain().describe("id of the Ceph cluster, as ceph fsid prints it; it stays for as long as there are volumes"),
    monitors: z.array(text()).describe("monitors: IPv4 addresses with ports, such as 10.9.0.11:6789"),
    install: z
      .enum(CEPH_CSI_INSTALLS)
      .optional()
      .describe("how the drivers are installed; by the operator from Kubernetes 1.32 on, by charts before"),
    rbd: rbd.optional(),
    cephFs: cephFs.optional(),
    credentialsRevision: ownRevision(),
  })
  .describe("a Ceph cluster that somebody else runs");
