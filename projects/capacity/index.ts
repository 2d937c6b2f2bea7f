export { capacityFindings } from "./findings";
export { capacityOf, type Capacity, type JobCapacity, type Verdict } from "./model";
export type { Stage } from "../parts";
export { sumOf, type QuotaField } from "./needs";
export { executorShapes } from "./shapes";
export { quotaHolder, sharedQuotaFindings } from "./shared-quota";
