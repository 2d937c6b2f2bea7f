import * as z from "zod";
import { CEPH_CSI_INSTALLS } from "../../constructs/kit/ceph-csi-install";
import { helmValues, ownRevision } from "./common";
import { count, openstackName, subdomain } from "./fields";

/** What a project's file says of Manila's shares. */
export const sharedStorageSchema = z
  .strictObject({
    className: subdomain().describe("name of the storage class"),
    shareType: openstackName().describe("Manila share type; at DigitalOcean how fast the share is, standard or high"),
    sizeGiB: count(50, 1_000_000)
      .optional()
      .describe("size of the share at DigitalOcean; by default what is claimed of it, and at least 50"),
    reclaimPolicy: z.enum(["Delete", "Retain"]).optional().describe("what happens to a share when its claim is deleted; Retain in prod"),
    mounter: z.enum(["kernel", "fuse"]).optional().describe("client that mounts CephFS"),
    shareNetworkId: openstackName().optional().describe("UUID of the share network, for types that need one"),
    cephCsi: z
      .enum(CEPH_CSI_INSTALLS)
      .optional()
      .describe("how the driver that mounts CephFS is installed; by its operator from Kubernetes 1.32 on, by a chart before"),
    credentialsRevision: ownRevision(),
    values: helmValues().optional(),
  })
  .describe("Manila shares");
