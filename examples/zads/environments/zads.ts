import type { ProjectInput } from "cdktf-magnum/environments";
import { alertNodeGroups, alerts, alertVolumes } from "./common/alerts";

/** The alert system in an OpenStack cloud. */
export const projectZads: ProjectInput = {
  ...alerts,
  name: "zads",
  site: "observatory",
  kubernetesVersion: "1.34.4",
  cluster: {
    keypair: { name: "zads" },
    controlPlane: { flavor: "m1.medium" },
    workers: { flavor: "m1.large", count: 2 },
    api: { allowedCidrs: ["198.51.100.0/24"] },
  },
  nodeGroups: alertNodeGroups({ kafka: "m1.large", spark: "m1.large", database: "m1.medium" }),
  storage: { block: alertVolumes, shared: { className: "shared", shareType: "cephfs" } },
};
