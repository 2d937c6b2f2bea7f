import { packageFolder } from "../../constructs/kit/package-root";
import { lookupInFolder, renderHcl } from "../../hcl";
import { LONDON, SKY } from "./digitalocean";
import { synthesised } from "./snapshots";

/** The HCL of a project at DigitalOcean, by file. */
export function digitalOceanHcl(): Map<string, string> {
  const lookup = lookupInFolder(packageFolder("schemas"));
  const stacks = synthesised({ "sky.ts": SKY }, { "london.ts": LONDON });
  return new Map([...stacks].map(([stack, configuration]) => [`${stack}.tf`, renderHcl(configuration, lookup)]));
}
