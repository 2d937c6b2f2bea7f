import { MAGNUM_DRIVER_TRAITS, type MagnumDriver } from "../contracts/magnum-driver";
import { driverDefaultClass, storageClassNameProblem, type CloudTypes } from "./driver-objects";
import { nameProblem } from "./names";
import type { SettingProblem } from "./setting-problem";

/** What block storage asks for, as far as a driver has an opinion about it. */
export interface BlockStorageSettings extends CloudTypes {
  /** Magnum driver. */
  readonly driver: MagnumDriver;
  /** Whether the CSI driver is installed; by default only where the Magnum driver has not done so. */
  readonly install?: boolean;
  /** Storage classes. */
  readonly classes: readonly { readonly name: string; readonly isDefault?: boolean }[];
  /** Values of the CSI driver's chart. */
  readonly values?: object;
}

/** What shared storage asks for, as far as a driver has an opinion about it. */
export interface SharedStorageSettings extends CloudTypes {
  /** Magnum driver. */
  readonly driver: MagnumDriver;
  /** Name of the storage class. */
  readonly className: string;
  /** Protocol of the shares. */
  readonly protocol: "CEPHFS" | "NFS";
  /** Client that mounts CephFS. */
  readonly mounter?: string;
  /** Values of the CSI driver's chart. */
  readonly values?: object;
}

/**
 * Finds what is wrong with storage classes of Cinder volumes and their CSI driver.
 *
 * @param settings - what block storage asks for
 */
export function blockStorageProblems({ driver, install, classes, values, ...types }: BlockStorageSettings): SettingProblem[] {
  const { installsCinderCsi } = MAGNUM_DRIVER_TRAITS[driver];
  const driversDefault = driverDefaultClass(driver, types);
  const problems: SettingProblem[] = [];
  if (classes.length === 0) problems.push({ path: ["classes"], message: "must have at least one storage class, got none" });
  const defaults = classes.filter(({ isDefault }) => isDefault).length;
  for (const [index, { name, isDefault }] of classes.entries()) {
    const add = (field: string, message: string) => problems.push({ path: ["classes", index, field], message });
    if (classes.findIndex((spec) => spec.name === name) < index) add("name", `must be unique, got '${name}' twice`);
    const problem = nameProblem("subdomain", name) ?? storageClassNameProblem(name, driver, types);
    if (problem !== undefined) add("name", problem);
    if (isDefault && driversDefault !== undefined) {
      add("isDefault", `must be left out with driver ${driver}, which makes ${driversDefault} the default class`);
    } else if (isDefault && defaults > 1) {
      add("isDefault", `must be true for one class only, got ${defaults}`);
    }
  }
  if (values && !(install ?? !installsCinderCsi)) {
    problems.push({
      path: ["values"],
      message: `must be left out with driver ${driver}, which has Cinder CSI already, unless it is installed anew`,
    });
  }
  return problems;
}

/**
 * Finds what is wrong with the class of shares, and what is asked of shares over NFS and has no effect on them.
 *
 * @param settings - what shared storage asks for
 */
export function sharedStorageProblems({ driver, className, protocol, mounter, values, ...types }: SharedStorageSettings): SettingProblem[] {
  const problem = nameProblem("subdomain", className) ?? storageClassNameProblem(className, driver, types);
  const problems: SettingProblem[] = problem === undefined ? [] : [{ path: ["className"], message: problem }];
  if (protocol !== "NFS") return problems;
  if (mounter !== undefined) problems.push({ path: ["mounter"], message: `must be left out for shares over NFS, got '${mounter}'` });
  if (values && MAGNUM_DRIVER_TRAITS[driver].installsManilaNfs) {
    problems.push({ path: ["values"], message: `must be left out with driver ${driver}, which has Manila CSI for NFS already` });
  }
  return problems;
}
