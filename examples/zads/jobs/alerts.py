"""Writes the alerts of all topics that match a pattern as Parquet files, and ends when it has what is there.

Arguments: regular expression of topics, folder. An alert stays as it came: an Avro file of its own in column "value".
"""

import os
import sys

from pyspark.sql import SparkSession

pattern, folder = sys.argv[1:]
spark = SparkSession.builder.getOrCreate()
stream = (
    spark.readStream.format("kafka")
    .option("kafka.bootstrap.servers", "alerts-kafka-bootstrap.kafka.svc:9095")
    .option("kafka.security.protocol", "SASL_SSL")
    .option("kafka.sasl.mechanism", "SCRAM-SHA-512")
    .option("kafka.sasl.jaas.config", os.environ["KAFKA_JAAS"])
    .option("kafka.ssl.truststore.type", "PEM")
    .option("kafka.ssl.truststore.location", "/etc/kafka-ca/ca.crt")
    .option("subscribePattern", pattern)
    .option("startingOffsets", "earliest")
    # Topics go by retention, with what a job has not read by then.
    .option("failOnDataLoss", "false")
    .load()
)
(
    stream.select("topic", "partition", "offset", "timestamp", "value")
    .writeStream.format("parquet")
    .partitionBy("topic")
    .option("path", folder)
    .option("checkpointLocation", f"{folder}/_checkpoint")
    .trigger(availableNow=True)
    .start()
    .awaitTermination()
)
