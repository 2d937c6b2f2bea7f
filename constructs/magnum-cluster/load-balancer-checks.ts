import type { MagnumDriver } from "../contracts/magnum-driver";
import { NO_NETWORK, octaviaTraits } from "../contracts/octavia-provider";
import { effectiveLabel, placeOfLabel, type LabelPlaces } from "../kit/effective-label";
import type { SettingProblem } from "../kit/setting-problem";

/** What a cluster says of its load balancers. */
export interface LoadBalancerSettings extends LabelPlaces {
  /** Magnum driver. */
  readonly driver: MagnumDriver;
  /** Who may reach the API server. */
  readonly api: { readonly allowedCidrs?: readonly string[] | undefined };
}

/**
 * Finds what a cluster asks of its load balancers and their Octavia provider does not do.
 *
 * @param settings - what the cluster asks for
 */
export function loadBalancerProblems(settings: LoadBalancerSettings): SettingProblem[] {
  const provider = effectiveLabel("octavia_provider", settings);
  const { allowedCidrs, algorithms } = octaviaTraits(provider);
  const problems: SettingProblem[] = [];
  // Cluster API's provider leaves them out without a word, Heat's listener is refused.
  if (settings.api.allowedCidrs?.length === 0) problems.push({ path: ["api", "allowedCidrs"], message: NO_NETWORK });
  else if (settings.api.allowedCidrs && !allowedCidrs) {
    problems.push({
      path: ["api", "allowedCidrs"],
      message:
        `cannot be used with Octavia's provider ${provider}, whose load balancers let everyone in whatever is written here; ` +
        `leave it out and set api.floatingIp to false, or set ${placeOfLabel("octavia_provider", settings) ?? "labels"}.octavia_provider to "amphora" ` +
        "where the site has it",
    });
  }
  const algorithm = effectiveLabel("octavia_lb_algorithm", settings);
  if (algorithm === undefined) {
    // The other two drivers choose by provider; Heat hands on ROUND_ROBIN.
    if (settings.driver === "heat" && algorithms[0] !== "ROUND_ROBIN") {
      const why = `Octavia's provider ${provider} knows no other, and Heat's default is ROUND_ROBIN`;
      problems.push({ path: ["labels", "octavia_lb_algorithm"], message: `must be ${algorithms.join(" or ")}: ${why}, got nothing` });
    }
  } else if (!algorithms.includes(algorithm)) {
    const allowed = algorithms.join(", ");
    const message = `must be ${algorithms.length > 1 ? "one of " : ""}${allowed} with Octavia's provider ${provider ?? "amphora"}, got '${algorithm}'`;
    problems.push({ path: [placeOfLabel("octavia_lb_algorithm", settings)!, "octavia_lb_algorithm"], message });
  }
  return problems;
}
