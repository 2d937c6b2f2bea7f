/** A credential that software in the cluster has. */
export interface Rotated {
  /** Field of the project's file that has its revision. */
  readonly revision: string;
  /** How to try a new one. */
  readonly trial: string;
}

/** Credentials that can be rotated, by the first part of their variables' names. */
export const ROTATED: Readonly<Record<string, Rotated>> = {
  manila: {
    revision: "storage.shared.credentialsRevision",
    trial: "make a claim of the class in storage.shared, and see it Bound and mounted",
  },
  datasets: {
    revision: "datasets.credentialsRevision",
    trial: "start a pod that mounts a dataset, and list the folder",
  },
  octavia: {
    revision: "ingress.credentialsRevision",
    trial: "see the pod of octavia-ingress-controller Running, and add or change a host",
  },
  cinder: {
    revision: "storage.block.credentialsRevision",
    trial: "make a claim of a class in storage.block, and see it Bound and mounted",
  },
};
