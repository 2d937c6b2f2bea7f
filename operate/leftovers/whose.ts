import type { Project } from "../../projects";
import type { LeftoverKind } from "./kinds";
import type { MarkedText, Marks } from "./marks";
import { textOf, type Row } from "../openstack/rows";

/** Whose a thing is. */
export interface Ownership {
  /** `ours` can be deleted; `by hand`: somebody has to decide; `unknown` carries the mark of a cluster that is not there. */
  readonly whose: "ours" | "by hand" | "unknown";
  /** How that is known. */
  readonly sign: string;
  /** Mark of the cluster that it carries, if it carries one. */
  readonly mark?: string;
  /** Who has made it, where that is known: what runs in the cluster, Magnum's driver, or Terraform. */
  readonly madeBy?: "cluster" | "driver" | "terraform";
}

/** What Terraform has made for a project, known by tags and names. */
export const OF_TERRAFORM: Ownership = {
  whose: "ours",
  madeBy: "terraform",
  sign: "made by Terraform",
};

/**
 * Judges by its marks whose a thing is.
 *
 * @param kind - its kind
 * @param row - what its service says of it
 * @param marks - the marks of clusters
 * @param project - our project
 * @returns undefined if it is none of ours, or another cluster's
 */
export function whoseByMarks(kind: LeftoverKind, row: Row, marks: Marks, { id }: Project): Ownership | "another's" | undefined {
  const owner = marks.ownerOf(textsOf(kind, row));
  if (owner === undefined) return undefined;
  const { whose, mark, madeBy } = owner;
  switch (whose) {
    case "another's":
      return whose;
    case "ours":
      return { whose, madeBy, mark, sign: `of ${madeBy === "cluster" ? "" : "Magnum's driver for "}cluster ${mark}` };
    case "maybe ours":
      return { whose: "by hand", madeBy, mark, sign: `named as drivers name clusters called ${id}` };
    case "unknown":
      return { whose, madeBy, mark, sign: `of cluster ${mark}, which Magnum does not have` };
  }
}

/**
 * Tells by its tags or its name whether Terraform has made a thing for a project.
 *
 * @param kind - its kind
 * @param row - what its service says of it
 * @param project - the project
 */
export function isOfTerraform({ ofTerraform }: LeftoverKind, row: Row, { id, name, tier, cluster }: Project): boolean {
  const called = textOf(row, "name") ?? "";
  switch (ofTerraform) {
    case "tags": {
      const tags = Array.isArray(row["tags"]) ? row["tags"] : [];
      return [`project=${name}`, `environment=${tier}`, "managed-by=cdktf-magnum"].every((tag) => tags.includes(tag));
    }
    case "name":
      return cluster.keypair !== undefined && "publicKey" in cluster.keypair && called === id;
    case "name and hash":
      return called.startsWith(`${id}-`) && /^[0-9a-f]{8}$/.test(called.slice(id.length + 1));
    default:
      return false;
  }
}

function textsOf({ label = "name", metadata }: LeftoverKind, row: Row): MarkedText[] {
  const entries = row["metadata"] as Row | null | undefined;
  const text = (value: unknown, is: MarkedText["is"]): MarkedText[] =>
    typeof value === "string" && value !== "" ? [{ text: value, is }] : [];
  // Metadata says most exactly what a thing is.
  return [
    ...text(metadata === undefined ? undefined : entries?.[metadata], "metadata"),
    ...text(row["description"], "description"),
    ...text(row[label], "name"),
  ];
}
