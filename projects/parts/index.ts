import type { PartName, PlatformData } from "../schema/project";
import type { Site } from "../schema/site";
import { blockStorage } from "./block-storage";
import { cephStorage } from "./ceph-storage";
import { datasets } from "./datasets";
import { ingress } from "./ingress";
import { kafka } from "./kafka";
import { monitoring } from "./monitoring";
import { notebooks } from "./notebooks";
import type { InstalledChart, PlatformPart } from "./part";
import { rook } from "./rook";
import { sharedStorage } from "./shared-storage";
import { spark } from "./spark";

export * from "./part";

/** All parts of the platform, by their field. */
export const PARTS: Readonly<Record<PartName, PlatformPart>> = {
  block: blockStorage,
  shared: sharedStorage,
  ceph: cephStorage,
  rook,
  datasets,
  ingress,
  spark,
  notebooks,
  kafka,
  monitoring,
};

/** Parts that a project has. */
export function partsOf({ storage, ...project }: PlatformData): PlatformPart[] {
  const data: Readonly<Partial<Record<PartName, unknown>>> = { ...storage, ...project };
  return (Object.keys(PARTS) as PartName[]).filter((name) => data[name] !== undefined).map((name) => PARTS[name]);
}

/**
 * Every chart of a repository that the platform stack installs, with the values that a project lays over ours.
 *
 * @param project - checked project
 * @param site - its site
 */
export function installedCharts(project: PlatformData, site: Site): InstalledChart[] {
  return Object.values(PARTS).flatMap((part) => part.charts(project, site));
}
