import type { Construct, IConstruct } from "constructs";

/** How pods on one or several nodes may mount a claim, in Kubernetes' words. */
export type AccessMode = "ReadWriteOnce" | "ReadOnlyMany" | "ReadWriteMany" | "ReadWriteOncePod";

/** What happens to the volume or share when its claim is deleted. */
export type ReclaimPolicy = "Delete" | "Retain";

/** A storage class that a claim can name. */
export interface IStorageClass extends IConstruct {
  /** Name in Kubernetes, a token of the resource where we make it, so that claims wait for it. */
  readonly storageClassName: string;
  /** Access modes that its volumes offer. */
  readonly accessModes: readonly AccessMode[];
  /** What happens to a volume when its claim is deleted. */
  readonly reclaimPolicy: ReclaimPolicy;
}

/** Existing data that pods mount. */
export interface IDataset extends IConstruct {
  /** Short name, an RFC 1123 label. */
  readonly name: string;
  /** Where pods find the data, an absolute path. */
  readonly mountPath: string;
  /**
   * Whether pods can only read.
   *
   * @default true
   */
  readonly readOnly?: boolean;
  /**
   * Makes the data claimable in a namespace.
   *
   * @param scope - where the volume and its claim are created
   * @param namespace - the namespace that wants the data
   * @returns name of the claim, a child of the scope; mount it read-only, but for data that is not
   */
  claim(scope: Construct, namespace: string): string;
}
