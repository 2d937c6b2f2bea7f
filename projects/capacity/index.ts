export { capacityFindings } from "./findings";
export { capacityOf, type Capacity, type JobCapacity, type Verdict } from "./model";
export { sumOf, type QuotaField, type Stage } from "./needs";
export { executorShapes } from "./shapes";
export { sharedQuotaFindings } from "./shared-quota";
