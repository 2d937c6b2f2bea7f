/** A Helm chart at the one version that this library is written for. */
export interface Chart {
  /** Address of the chart repository. */
  readonly repository: string;
  /** Name in that repository. */
  readonly chart: string;
  /** Exact version of the chart. */
  readonly version: string;
  /** Oldest Kubernetes minor version; 1.25 is what the charts that state a range ask for, and those that state none get the same. */
  readonly minKubernetes: string;
  /** Where the values name an image repository, and which one is the chart's own; keys are dotted paths. */
  readonly images: Readonly<Record<string, string>>;
}

/** Requests of a container, as quantities of Kubernetes. */
export interface Requests {
  /** CPU. */
  readonly cpu?: string;
  /** Memory. */
  readonly memory?: string;
}

/** Pods that a chart makes, as far as the scheduler is concerned. */
export interface ChartWorkload {
  /** Name, for people. */
  readonly name: string;
  /** Kind; a DaemonSet has a pod on every worker, a Job runs while the chart is installed. */
  readonly kind: "Deployment" | "StatefulSet" | "DaemonSet" | "Job";
  /** Number of pods as we install it, and the value that changes it. */
  readonly replicas?: { readonly count: number; readonly value?: string };
  /** What each container requests as we install it, and the value that changes it. */
  readonly containers: readonly { readonly requests?: Requests; readonly value?: string }[];
}

/** Containers whose requests these values say; the charts set none themselves. */
export const containersOf = (...values: string[]): { value: string }[] => values.map((value) => ({ value }));

/** Chart repository of the CSI drivers of OpenStack's own services. */
export const CLOUD_PROVIDER_OPENSTACK = "https://kubernetes.github.io/cloud-provider-openstack";
