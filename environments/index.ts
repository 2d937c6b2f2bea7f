import { gaiaDev } from "./gaia-dev";
import { gaiaProd } from "./gaia-prod";
import { gaiaTest } from "./gaia-test";
import type { Files } from "../projects";
import { cumulus } from "./sites/cumulus";

/** All sites, by the file that describes them. */
export const siteFiles: Files = {
  "environments/sites/cumulus.ts": cumulus,
};

/** All projects, by the file that describes them. */
export const projectFiles: Files = {
  "environments/gaia-dev.ts": gaiaDev,
  "environments/gaia-test.ts": gaiaTest,
  "environments/gaia-prod.ts": gaiaProd,
};
