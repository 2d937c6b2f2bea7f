/** Namespace of operators, daemons and credentials: volumes name it for as long as they exist, and the names of the CSI drivers begin with it. */
export const ROOK_NAMESPACE = "rook-ceph";

/** Names of the CSI drivers, as Rook's operator expects them. */
export const ROOK_DRIVERS = { rbd: `${ROOK_NAMESPACE}.rbd.csi.ceph.com`, cephfs: `${ROOK_NAMESPACE}.cephfs.csi.ceph.com` } as const;

/** ConfigMap with the images of the CSI drivers, which the chart of the operator makes. */
export const IMAGE_SET = "rook-csi-operator-image-set-configmap";

/** Class of claims of buckets. */
export const BUCKET_CLASS = `${ROOK_NAMESPACE}-bucket`;

/** Port of the gateways; below 1024 the Service and its pods would differ, and network policies see the pods'. */
export const GATEWAY_PORT = 8080;

/**
 * Where pods of the cluster find an object store.
 *
 * @param store - its name
 */
export function gatewayUrl(store: string): string {
  return `http://rook-ceph-rgw-${store}.${ROOK_NAMESPACE}.svc:${GATEWAY_PORT}`;
}

/** Region that requests are signed for; the gateways take any. */
export const GATEWAY_REGION = "us-east-1";
