/** Namespace of the driver that mounts NFS. */
export const NFS_NAMESPACE = "csi-driver-nfs";

/** How fast shares are; a share can become faster, never slower. */
export const PERFORMANCE_TIERS = ["standard", "high"] as const;

/** How fast a share is. */
export type PerformanceTier = (typeof PERFORMANCE_TIERS)[number];

/** Smallest share, in GiB. */
export const SMALLEST_SHARE_GIB = 50;
