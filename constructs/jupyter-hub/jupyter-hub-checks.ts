import type { NodeAllocatable, NodeSize } from "../contracts";
import { TRUST_VARIABLE_NAMES } from "../kit/trust-names";
import { hostProblem, nameProblem } from "../kit/names";
import { problemsAt, type SettingProblem } from "../kit/setting-problem";
import { loginProblems, type HubAccess, type HubLogin } from "./login";
import { HOME, HOME_PREFIX, HOMES_CLAIM, HUB_CLAIM, OWN_VARIABLES, POD_VOLUMES } from "./names";
import type { NotebookSize } from "./notebook-size";

/** The node group that notebooks run on. */
export interface NotebookNodeGroup extends NodeSize {
  /** Name of the node group. */
  readonly name: string;
  /**
   * GPUs of one node.
   *
   * @default 0
   */
  readonly gpus?: number;
}

/** What can be wrong with notebooks. */
export interface HubSettings extends HubAccess {
  /** Host name. */
  readonly host: string;
  /** How users log in. */
  readonly login: HubLogin;
  /** Sizes that users choose from. */
  readonly sizes: readonly NotebookSize[];
  /** Node group; undefined where there is none of that name. */
  readonly nodeGroup: NotebookNodeGroup | undefined;
  /** What pods can have of a node of that group. */
  readonly allocatable: Pick<NodeAllocatable, "cpu" | "memory"> | undefined;
  /** Further variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether notebooks are made to trust a private authority of the object store. */
  readonly hasAuthority: boolean;
  /** Data and volumes that notebooks mount. */
  readonly mounts: readonly { readonly name: string; readonly mountPath: string }[];
}

/**
 * Finds what cannot work in notebooks.
 *
 * @param settings - all settings
 */
export function hubProblems(settings: HubSettings): SettingProblem[] {
  const host = hostProblem(settings.host);
  return [
    ...(host === undefined ? [] : [{ path: ["host"], message: host }]),
    ...loginProblems(settings.login, settings),
    ...sizeProblems(settings),
    ...variableProblems(settings),
  ];
}

/**
 * Finds data and volumes that would stand where notebooks have something of their own.
 *
 * @param mounts - data and volumes
 * @returns problems, with the index of the mount first in their path
 */
export function notebookMountProblems(mounts: HubSettings["mounts"]): SettingProblem[] {
  return mounts.flatMap(({ name, mountPath }, index): SettingProblem[] => {
    const isTaken = [...POD_VOLUMES, HOMES_CLAIM, HUB_CLAIM].includes(name) || name.startsWith(HOME_PREFIX);
    const taken = `must not be '${name}', which notebooks have for themselves; 'data-${name}' would do`;
    const inHome = `must be outside ${HOME}, the home of notebooks, got '${mountPath}'; '/data/${name}' would do`;
    const isHome = mountPath === HOME || mountPath.startsWith(`${HOME}/`);
    return [
      ...(isTaken ? [{ path: [index, "name"], message: taken }] : []),
      ...(isHome ? [{ path: [index, "mountPath"], message: inHome }] : []),
    ];
  });
}

function sizeProblems({ sizes, nodeGroup, allocatable }: HubSettings): SettingProblem[] {
  const seen = new Set<string>();
  return sizes.flatMap((size, index): SettingProblem[] => {
    const problems: SettingProblem[] = [];
    const name = nameProblem("label", size.name) ?? (seen.has(size.name) ? `must be unique, got '${size.name}' twice` : undefined);
    seen.add(size.name);
    if (name !== undefined) problems.push({ path: ["name"], message: name });
    for (const field of ["cores", "memoryGiB"] as const) {
      const { request, limit = request } = size[field];
      if (limit < request) problems.push({ path: [field, "limit"], message: `must be at least the request ${request}, got ${limit}` });
      if (!allocatable || !nodeGroup) continue;
      const most = field === "cores" ? allocatable.cpu / 1000 : Math.floor((allocatable.memory / 1024) * 10) / 10;
      const unit = field === "cores" ? "cores" : "GiB";
      for (const [bound, value] of [
        ["request", request],
        ["limit", limit],
      ] as const) {
        if (value <= most || (bound === "limit" && size[field].limit === undefined)) continue;
        const message = `must be at most ${most}, the ${unit} that pods can have of a node of group '${nodeGroup.name}', got ${value}`;
        problems.push({ path: [field, bound], message });
      }
    }
    const gpus = nodeGroup?.gpus ?? 0;
    if (nodeGroup && (size.gpu ?? 0) > gpus) {
      const message = `must be at most ${gpus}, the GPUs of a node of group '${nodeGroup.name}', got ${size.gpu}; use a node group of a flavor with gpus`;
      problems.push({ path: ["gpu"], message });
    }
    return problemsAt(["sizes", index], problems);
  });
}

function variableProblems({ environment, hasAuthority }: HubSettings): SettingProblem[] {
  return Object.keys(environment).flatMap((name): SettingProblem[] => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      return [{ path: ["environment", name], message: "must have a name of letters, digits and _, not beginning with a digit" }];
    }
    const isOwn = OWN_VARIABLES.includes(name) || name.startsWith("JUPYTERHUB_") || name.startsWith("AWS_");
    if (hasAuthority && TRUST_VARIABLE_NAMES.includes(name) && !isOwn) {
      const message =
        "must be left out, because notebooks trust the private authority of the object store by it (identity.caCertificate of a site)";
      return [{ path: ["environment", name], message }];
    }
    return isOwn ? [{ path: ["environment", name], message: "must be left out, because the hub or the object store sets it" }] : [];
  });
}
