import type { PlatformPart } from "./part";

/** Existing data in another project, which the driver of shared storage mounts. */
export const datasets: PlatformPart = {
  construct: "manila-ceph-fs",
  check: (project, site, report) => {
    if (project.datasets && site.kind === "digitalocean") {
      const message = `must be left out at site ${site.name}, a region of DigitalOcean, which has no Manila; storage.ceph mounts what is in a Ceph cluster`;
      return report(["datasets"], message);
    }
    if (project.datasets && !project.storage.shared) {
      report(["datasets"], "must be left out without storage.shared, which brings the driver that mounts them");
    }
  },
  charts: () => [],
  credentials: {
    datasets: { revision: "datasets.credentialsRevision", trial: "start a pod that mounts a dataset, and list the folder" },
  },
};
