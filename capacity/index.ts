export { capacityFindings, quotaFindings, sumText, type Finding } from "./findings";
export { capacityOf, jobCapacity, type Capacity, type JobCapacity, type Verdict, type WorkerGroup } from "./model";
export { needsOf, sumOf, type Needs, type Part, type QuotaField, type Stage } from "./needs";
export { executorShapes, type ExecutorShape } from "./shapes";
export { sparkJobs, type SparkJob } from "./spark-jobs";
export { sharedQuotaFindings } from "./shared-quota";
