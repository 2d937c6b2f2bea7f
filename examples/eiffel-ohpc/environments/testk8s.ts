import type { ProjectInput } from "cdktf-magnum/environments";

/** The smallest cluster that there is: one control plane, one node, and the keypair that everybody has. */
export const projectTestk8s: ProjectInput = {
  name: "testk8s",
  site: "eiffel",
  tier: "dev",
  kubernetesVersion: "1.30.2",
  cluster: {
    keypair: { name: "default" },
    controlPlane: { flavor: "general.small", count: 1 },
    workers: { flavor: "general.small", count: 1 },
  },
};
