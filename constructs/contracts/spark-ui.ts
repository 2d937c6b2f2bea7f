/** Port of Spark's pages in the pod of a driver; each further session of a pod takes the next free one. */
export const SPARK_UI_PORT = 4040;
