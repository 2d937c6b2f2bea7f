import type { IConstruct } from "constructs";

/** A claim that pods mount. */
export interface PodMount {
  /** Name of the volume in the pods, an RFC 1123 label. */
  readonly name: string;
  /** Name of the claim. */
  readonly claim: string;
  /** Absolute path. */
  readonly mountPath: string;
  /** Whether pods can only read. */
  readonly readOnly: boolean;
}

/** A variable of a pod whose value a Secret of the namespace has. */
export interface SecretVariable {
  /** Name of the variable. */
  readonly name: string;
  /** Name of the Secret, a token of the resource. */
  readonly secret: string;
  /** Key in it. */
  readonly key: string;
}

/** What a pod has so that its programs trust a private authority beside the public ones, in Kubernetes' field names. */
export interface PodTrust {
  /** Init container that writes what is trusted. */
  readonly initContainer: Readonly<Record<string, unknown>>;
  /** Volumes of the pod. */
  readonly volumes: readonly { readonly name: string; readonly configMap?: { readonly name: string }; readonly emptyDir?: object }[];
  /** Mounts of the main container. */
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
  /** Variables of the main container. */
  readonly env: readonly { readonly name: string; readonly value: string }[];
}

/** A namespace in which whoever has a session starts the pods of a job beside it. */
export interface IJobNamespace extends IConstruct {
  /** Name, as a token that waits for the namespace. */
  readonly namespaceName: string;
  /** Name as it is written. */
  readonly name: string;
  /** Service account that may start pods, as a token that waits for it. */
  readonly serviceAccount: string;
  /** Name of that account as it is written. */
  readonly accountName: string;
  /** Image of the pods of a job; a session needs the same. */
  readonly image: string;
  /** Data and volumes that the pods of a job have. */
  readonly mounts: readonly PodMount[];
  /** Variables that a session needs for the object store. */
  readonly secretVariables: readonly SecretVariable[];
  /** What a session has so that it trusts the authority of the object store; undefined where every image does. */
  readonly trust?: PodTrust | undefined;
  /** Where a session finds its files, an absolute path. */
  readonly sessionFolder: string;
  /** Ports that the pods of a job reach a session by; each further session of a pod takes the next free ones. */
  readonly sessionPorts: { readonly first: number; readonly last: number };
  /** Labels of the pods of all jobs. */
  readonly jobLabels: Readonly<Record<string, string>>;
  /** Label that the pods of jobs and all that is made for them have, and nothing else has. */
  readonly ownLabel: string;
  /**
   * Files that a session finds its settings in, by name.
   *
   * @param executors - fewest and most pods of one session
   */
  sessionFiles(executors: { readonly min: number; readonly max: number }): Record<string, string>;
}
