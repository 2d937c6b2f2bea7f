import * as z from "zod";
import { anyText, count } from "./fields";

/** Labels in Magnum. */
export const labels = () => z.record(z.string(), z.union([anyText(), z.number(), z.boolean()]));

/** Values of a chart. */
export const helmValues = () => z.record(z.string(), z.json()).describe("values of the chart, laid over ours");

/** Revision of a credential that has no other. */
export const revision = () =>
  count(1, 1_000_000).default(1).describe("raise it by one after a rotation, so that the new values are written");

/** Revision of a credential that shares the project's otherwise. */
export const ownRevision = () =>
  count(1, 1_000_000).optional().describe("revision of this credential alone; the project's credentialsRevision by default");
