import type { ProjectInput } from "cdktf-magnum/environments";
import { alertNodeGroups, alerts, alertVolumes } from "./common/alerts";

/** The same alert system at DigitalOcean, where it came from. */
export const projectZadsDo: ProjectInput = {
  ...alerts,
  name: "zads-do",
  site: "san-francisco",
  kubernetesVersion: "1.33.1",
  cluster: {
    controlPlane: {},
    workers: { flavor: "s-8vcpu-16gb", count: 2 },
    api: { allowedCidrs: ["198.51.100.0/24"] },
  },
  nodeGroups: alertNodeGroups({ kafka: "s-6vcpu-16gb", spark: "s-8vcpu-16gb", database: "s-4vcpu-8gb" }),
  storage: { block: alertVolumes, shared: { className: "shared", shareType: "standard" } },
};
