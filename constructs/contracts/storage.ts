import type { Construct, IConstruct } from "constructs";
import type { ACCESS_MODES } from "./access-modes";

/** How pods on one or several nodes may mount a claim, in Kubernetes' words. */
export type AccessMode = (typeof ACCESS_MODES)[number];

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
  /**
   * Whether its volumes come only minutes after the class, from storage whose start nothing waits for; claims are then not waited for either.
   *
   * @default false
   */
  readonly servesLater?: boolean;
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

/** An object store inside the cluster, which gives a bucket and a key for it to whoever claims one. */
export interface IObjectStore {
  /** URL of the endpoint. */
  readonly endpoint: string;
  /** Region that requests are signed for. */
  readonly region: string;
  /**
   * Claims a bucket. The Secret comes once the store has made it, with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
   *
   * @param scope - where the claim is created
   * @param id - id of the claim
   * @param claim - namespace and name of the Secret, and name of the bucket
   */
  claimBucket(
    scope: Construct,
    id: string,
    claim: { readonly namespace: string; readonly secretName: string; readonly bucket: string },
  ): void;
}
