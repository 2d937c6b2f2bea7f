import type { ProjectInput } from "../projects";

/** Catalogues that all Gaia projects read; the shares live in one project of their own. */
export const gaiaDatasets: ProjectInput["datasets"] = {
  cloud: "iris-gaia-data",
  shares: [
    { name: "gdr2", shareName: "aglais-gaia-dr2", mountPath: "/data/gaia/dr2" },
    { name: "gedr3", shareName: "aglais-gaia-edr3", mountPath: "/data/gaia/edr3" },
    { name: "allwise", shareName: "aglais-wise-allwise", mountPath: "/data/wise/allwise" },
    { name: "ps1", shareName: "aglais-panstarrs-dr1", mountPath: "/data/panstarrs/dr1" },
    { name: "twomass", shareName: "aglais-twomass-allsky", mountPath: "/data/twomass/allsky" },
  ],
};

/** Quota of each Gaia project since June 2021. */
export const gaiaQuota: ProjectInput["quota"] = {
  instances: -1,
  cores: 486,
  memoryMiB: -1,
  floatingIps: 6,
  routers: 4,
  ports: 500,
  volumes: -1,
  gigabytes: 49152,
};
