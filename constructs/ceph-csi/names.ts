/** Namespace of drivers and credentials; volumes name it for as long as they exist. */
export const CEPH_CSI_NAMESPACE = "ceph-csi";

/** Names of the CSI drivers, which differ from those that Manila's own drivers and others of the same make have. */
export const CEPH_CSI_DRIVERS = { rbd: "ceph-csi.rbd.csi.ceph.com", cephfs: "ceph-csi.cephfs.csi.ceph.com" } as const;
