terraform {
  required_version = ">= 1.11.0"

  backend "local" {
    path = "../../../tfstate/iris-k8s-spark-platform.tfstate"
  }

  required_providers {
    helm = {
      source  = "helm"
      version = "3.1.1"
    }
    kubernetes = {
      source  = "kubernetes"
      version = "2.38.0"
    }
    openstack = {
      source  = "terraform-provider-openstack/openstack"
      version = "3.4.0"
    }
  }
}

provider "helm" {
  kubernetes = {
    client_certificate     = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["client_certificate"]
    client_key             = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["client_key"]
    cluster_ca_certificate = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["cluster_ca_certificate"]
    host                   = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["host"]
  }
}

provider "kubernetes" {
  client_certificate     = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["client_certificate"]
  client_key             = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["client_key"]
  cluster_ca_certificate = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["cluster_ca_certificate"]
  host                   = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["host"]
}

provider "openstack" {
  cloud = "iris-k8s-spark"
}

variable "manila_credential_id" {
  description = "id of the application credential that makes shares"
  type        = string
  ephemeral   = true
  sensitive   = true
}

variable "manila_credential_secret" {
  description = "secret of the application credential that makes shares"
  type        = string
  ephemeral   = true
  sensitive   = true
}

data "openstack_containerinfra_cluster_v1" "cluster_resource_9691C40B" {
  name = "iris-k8s-spark"
}

resource "terraform_data" "cinder-csi_reclaim-policy_252BEC87" {
  input = "Delete"
}

resource "kubernetes_storage_class_v1" "cinder-csi_resource_3CE39B99" {
  allow_volume_expansion = true
  parameters = {
    "csi.storage.k8s.io/fstype" = "ext4"
  }
  reclaim_policy      = "Delete"
  storage_provisioner = "cinder.csi.openstack.org"
  volume_binding_mode = "WaitForFirstConsumer"

  metadata {
    name = "cinder-csi"
  }

  lifecycle {
    replace_triggered_by = [terraform_data.cinder-csi_reclaim-policy_252BEC87]
  }
}

resource "kubernetes_namespace_v1" "manila-ceph-fs_namespace_E5BE6249" {
  metadata {
    name = "manila-csi"
    labels = {
      "pod-security.kubernetes.io/enforce" = "privileged"
      "pod-security.kubernetes.io/warn"    = "privileged"
    }
  }
}

resource "helm_release" "manila-ceph-fs_ceph-csi_3C2FDA5C" {
  name            = "ceph-csi-cephfs"
  namespace       = kubernetes_namespace_v1.manila-ceph-fs_namespace_E5BE6249.metadata[0].name
  repository      = "https://ceph.github.io/csi-charts"
  chart           = "ceph-csi-cephfs"
  version         = "3.17.1"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      provisioner:
        replicaCount: 1
    EOT
  ]
  wait = true
}

resource "kubernetes_secret_v1" "manila-ceph-fs_credentials_B57B6B34" {
  data_wo = {
    os-applicationCredentialID     = var.manila_credential_id
    os-applicationCredentialSecret = var.manila_credential_secret
    os-authURL                     = "https://keystone.example.org:5000/v3"
    os-region                      = "RegionOne"
  }
  data_wo_revision = 1

  metadata {
    name      = "manila-csi"
    namespace = kubernetes_namespace_v1.manila-ceph-fs_namespace_E5BE6249.metadata[0].name
  }
}

resource "helm_release" "manila-ceph-fs_manila-csi_89545ACF" {
  name            = "openstack-manila-csi"
  namespace       = kubernetes_namespace_v1.manila-ceph-fs_namespace_E5BE6249.metadata[0].name
  repository      = "https://kubernetes.github.io/cloud-provider-openstack"
  chart           = "openstack-manila-csi"
  version         = "2.36.0"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      shareProtocols:
        - protocolSelector: CEPHFS
          fsGroupPolicy: File
          fwdNodePluginEndpoint:
            dir: /var/lib/kubelet/plugins/cephfs.csi.ceph.com
            sockFile: csi.sock
      csimanila:
        clusterID: "${data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.id}"
    EOT
  ]
  wait = true

  depends_on = [helm_release.manila-ceph-fs_ceph-csi_3C2FDA5C]
}

resource "terraform_data" "manila-ceph-fs_storage-class_reclaim-policy_95003779" {
  input = "Delete"
}

resource "kubernetes_storage_class_v1" "manila-ceph-fs_storage-class_resource_11C2FE1C" {
  allow_volume_expansion = true
  parameters = {
    cephfs-mounter                                          = "kernel"
    "csi.storage.k8s.io/controller-expand-secret-name"      = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].name
    "csi.storage.k8s.io/controller-expand-secret-namespace" = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].namespace
    "csi.storage.k8s.io/node-publish-secret-name"           = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].name
    "csi.storage.k8s.io/node-publish-secret-namespace"      = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].namespace
    "csi.storage.k8s.io/node-stage-secret-name"             = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].name
    "csi.storage.k8s.io/node-stage-secret-namespace"        = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].namespace
    "csi.storage.k8s.io/provisioner-secret-name"            = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].name
    "csi.storage.k8s.io/provisioner-secret-namespace"       = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].namespace
    type                                                    = "cephfsnativetype"
  }
  reclaim_policy      = "Delete"
  storage_provisioner = "cephfs.manila.csi.openstack.org"
  volume_binding_mode = "Immediate"

  metadata {
    name = "csi-manila-cephfs"
  }

  lifecycle {
    replace_triggered_by = [terraform_data.manila-ceph-fs_storage-class_reclaim-policy_95003779]
  }

  depends_on = [helm_release.manila-ceph-fs_manila-csi_89545ACF]
}

resource "kubernetes_namespace_v1" "spark_namespace-spark_resource_0FF6621F" {
  metadata {
    name = "spark"
    labels = {
      "pod-security.kubernetes.io/enforce" = "restricted"
      "pod-security.kubernetes.io/warn"    = "restricted"
    }
  }
}

resource "kubernetes_service_account_v1" "spark_namespace-spark_service-account_654BEF43" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }
}

resource "kubernetes_persistent_volume_claim_v1" "spark_namespace-spark_volume-spark-data_3E42CB8B" {
  metadata {
    name      = "spark-data"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }

  spec {
    access_modes       = ["ReadWriteMany"]
    storage_class_name = kubernetes_storage_class_v1.manila-ceph-fs_storage-class_resource_11C2FE1C.metadata[0].name

    resources {
      requests = {
        storage = "10Gi"
      }
    }
  }
}

resource "kubernetes_namespace_v1" "spark_operator-namespace_F2124C34" {
  metadata {
    name = "spark-operator"
    labels = {
      "pod-security.kubernetes.io/enforce" = "baseline"
      "pod-security.kubernetes.io/warn"    = "baseline"
    }
  }
}

resource "helm_release" "spark_operator_975464A6" {
  name            = "spark-operator"
  namespace       = kubernetes_namespace_v1.spark_operator-namespace_F2124C34.metadata[0].name
  repository      = "https://kubeflow.github.io/spark-operator"
  chart           = "spark-operator"
  version         = "2.5.2"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      hook:
        upgradeCrd: true
      controller:
        resources:
          requests:
            cpu: 100m
            memory: 512Mi
          limits:
            memory: 2Gi
      spark:
        jobNamespaces:
          - "${kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name}"
        serviceAccount:
          create: false
        rbac:
          create: false
    EOT
  ]
  wait = true
}

resource "helm_release" "spark_applications_resource_7E766948" {
  name            = "spark-applications"
  namespace       = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  chart           = "./assets/spark_applications_chart_4EA34C76/BCF4CD1C87C70EB0FFC4870B18ECBD18"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 300
  values = [
    <<-EOT
      applications:
        - name: pi
          namespace: "${kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name}"
          spec:
            type: Scala
            mode: cluster
            sparkVersion: 4.0.4
            image: docker.io/apache/spark:4.0.4
            mainApplicationFile: local:///opt/spark/examples/jars/spark-examples.jar
            mainClass: org.apache.spark.examples.SparkPi
            arguments:
              - '50'
            sparkConf:
              spark.dynamicAllocation.enabled: 'true'
              spark.dynamicAllocation.maxExecutors: '2'
              spark.dynamicAllocation.minExecutors: '0'
              spark.dynamicAllocation.shuffleTracking.enabled: 'true'
              spark.kubernetes.driver.volumes.persistentVolumeClaim.spark-data.mount.path: /sparkdata
              spark.kubernetes.driver.volumes.persistentVolumeClaim.spark-data.mount.readOnly: 'false'
              spark.kubernetes.driver.volumes.persistentVolumeClaim.spark-data.options.claimName: spark-data
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-data.mount.path: /sparkdata
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-data.mount.readOnly: 'false'
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-data.options.claimName: spark-data
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.path: /var/data/spark-local-dir-1
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.readOnly: 'false'
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.claimName: OnDemand
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.sizeLimit: 10Gi
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.storageClass: "${kubernetes_storage_class_v1.cinder-csi_resource_3CE39B99.metadata[0].name}"
              spark.kubernetes.legacy.useReadWriteOnceAccessMode: 'true'
              spark.kubernetes.node.selector.capi.stackhpc.com/node-group: spark
            restartPolicy:
              type: Never
            timeToLiveSeconds: 86400
            driver:
              cores: 1
              memory: 2g
              memoryOverhead: 820m
              podSecurityContext:
                runAsNonRoot: true
                runAsUser: 185
                runAsGroup: 185
                fsGroup: 185
                seccompProfile:
                  type: RuntimeDefault
                fsGroupChangePolicy: OnRootMismatch
              securityContext:
                allowPrivilegeEscalation: false
                runAsNonRoot: true
                capabilities:
                  drop:
                    - ALL
              serviceAccount: "${kubernetes_service_account_v1.spark_namespace-spark_service-account_654BEF43.metadata[0].name}"
            executor:
              cores: 2
              memory: 4g
              memoryOverhead: 1639m
              podSecurityContext:
                runAsNonRoot: true
                runAsUser: 185
                runAsGroup: 185
                fsGroup: 185
                seccompProfile:
                  type: RuntimeDefault
                fsGroupChangePolicy: OnRootMismatch
              securityContext:
                allowPrivilegeEscalation: false
                runAsNonRoot: true
                capabilities:
                  drop:
                    - ALL
        - name: count-words
          namespace: "${kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name}"
          schedule: '@every 24h'
          spec:
            type: Java
            mode: cluster
            sparkVersion: 4.0.4
            image: docker.io/apache/spark:4.0.4
            mainApplicationFile: local:///opt/spark/examples/jars/spark-examples.jar
            mainClass: org.apache.spark.examples.JavaWordCount
            arguments:
              - /sparkdata/test
            sparkConf:
              spark.dynamicAllocation.enabled: 'true'
              spark.dynamicAllocation.maxExecutors: '2'
              spark.dynamicAllocation.minExecutors: '0'
              spark.dynamicAllocation.shuffleTracking.enabled: 'true'
              spark.kubernetes.driver.volumes.persistentVolumeClaim.spark-data.mount.path: /sparkdata
              spark.kubernetes.driver.volumes.persistentVolumeClaim.spark-data.mount.readOnly: 'false'
              spark.kubernetes.driver.volumes.persistentVolumeClaim.spark-data.options.claimName: spark-data
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-data.mount.path: /sparkdata
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-data.mount.readOnly: 'false'
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-data.options.claimName: spark-data
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.path: /var/data/spark-local-dir-1
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.readOnly: 'false'
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.claimName: OnDemand
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.sizeLimit: 10Gi
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.storageClass: "${kubernetes_storage_class_v1.cinder-csi_resource_3CE39B99.metadata[0].name}"
              spark.kubernetes.legacy.useReadWriteOnceAccessMode: 'true'
              spark.kubernetes.node.selector.capi.stackhpc.com/node-group: spark
            restartPolicy:
              type: Never
            timeToLiveSeconds: 86400
            driver:
              cores: 1
              memory: 2g
              memoryOverhead: 820m
              podSecurityContext:
                runAsNonRoot: true
                runAsUser: 185
                runAsGroup: 185
                fsGroup: 185
                seccompProfile:
                  type: RuntimeDefault
                fsGroupChangePolicy: OnRootMismatch
              securityContext:
                allowPrivilegeEscalation: false
                runAsNonRoot: true
                capabilities:
                  drop:
                    - ALL
              serviceAccount: "${kubernetes_service_account_v1.spark_namespace-spark_service-account_654BEF43.metadata[0].name}"
            executor:
              cores: 2
              memory: 4g
              memoryOverhead: 1639m
              podSecurityContext:
                runAsNonRoot: true
                runAsUser: 185
                runAsGroup: 185
                fsGroup: 185
                seccompProfile:
                  type: RuntimeDefault
                fsGroupChangePolicy: OnRootMismatch
              securityContext:
                allowPrivilegeEscalation: false
                runAsNonRoot: true
                capabilities:
                  drop:
                    - ALL
    EOT
  ]
  wait = true

  depends_on = [
    helm_release.spark_operator_975464A6,
    kubernetes_persistent_volume_claim_v1.spark_namespace-spark_volume-spark-data_3E42CB8B,
  ]
}

resource "kubernetes_config_map_v1" "spark_namespace-spark_defaults_F295F608" {
  data = {
    "executor-pod-template.yaml" = <<-EOT
      apiVersion: v1
      kind: Pod
      spec:
        securityContext:
          runAsNonRoot: true
          runAsUser: 185
          runAsGroup: 185
          fsGroup: 185
          seccompProfile:
            type: RuntimeDefault
          fsGroupChangePolicy: OnRootMismatch
        containers:
          - name: spark-kubernetes-executor
            securityContext:
              allowPrivilegeEscalation: false
              runAsNonRoot: true
              capabilities:
                drop:
                  - ALL
    EOT
    "spark-defaults.conf"        = <<-EOT
      spark.driver.blockManager.port=7079
      spark.driver.host=$${env:POD_IP}
      spark.driver.port=7078
      spark.dynamicAllocation.enabled=true
      spark.dynamicAllocation.maxExecutors=2
      spark.dynamicAllocation.minExecutors=0
      spark.dynamicAllocation.shuffleTracking.enabled=true
      spark.executor.cores=2
      spark.executor.memory=4g
      spark.executor.memoryOverhead=1639m
      spark.kubernetes.container.image=docker.io/apache/spark:4.0.4
      spark.kubernetes.driver.pod.name=$${env:POD_NAME}
      spark.kubernetes.driver.volumes.persistentVolumeClaim.spark-data.mount.path=/sparkdata
      spark.kubernetes.driver.volumes.persistentVolumeClaim.spark-data.mount.readOnly=false
      spark.kubernetes.driver.volumes.persistentVolumeClaim.spark-data.options.claimName=spark-data
      spark.kubernetes.executor.podTemplateFile=/opt/spark/conf/executor-pod-template.yaml
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-data.mount.path=/sparkdata
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-data.mount.readOnly=false
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-data.options.claimName=spark-data
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.path=/var/data/spark-local-dir-1
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.readOnly=false
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.claimName=OnDemand
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.sizeLimit=10Gi
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.storageClass=${kubernetes_storage_class_v1.cinder-csi_resource_3CE39B99.metadata[0].name}
      spark.kubernetes.legacy.useReadWriteOnceAccessMode=true
      spark.kubernetes.namespace=${kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name}
      spark.kubernetes.node.selector.capi.stackhpc.com/node-group=spark
      spark.master=k8s://https://kubernetes.default.svc:443
      spark.submit.deployMode=client
    EOT
  }

  metadata {
    name      = "spark-defaults"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }
}

resource "kubernetes_limit_range_v1" "spark_namespace-spark_limit-range_02F381CA" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }

  spec {
    limit {
      type = "Container"
      default = {
        cpu    = "14"
        memory = "45100Mi"
      }
      default_request = {
        cpu    = "100m"
        memory = "256Mi"
      }
      max = {
        cpu    = "14"
        memory = "45100Mi"
      }
    }
  }
}

resource "kubernetes_resource_quota_v1" "spark_namespace-spark_quota_FF585ACA" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }

  spec {
    hard = {
      "${kubernetes_storage_class_v1.cinder-csi_resource_3CE39B99.metadata[0].name}.storageclass.storage.k8s.io/requests.storage" = "210Gi"
      pods                                                                                                                        = "330"
      "requests.cpu"                                                                                                              = "42"
      "requests.memory"                                                                                                           = "135Gi"
    }
  }
}

resource "kubernetes_role_v1" "spark_namespace-spark_role_27924EE6" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }

  rule {
    api_groups = [""]
    resources  = ["pods", "services", "configmaps", "persistentvolumeclaims"]
    verbs      = ["create", "get", "list", "watch", "patch", "delete", "deletecollection"]
  }
}

resource "kubernetes_role_binding_v1" "spark_namespace-spark_role-binding_4E5E8A55" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }

  role_ref {
    name      = kubernetes_role_v1.spark_namespace-spark_role_27924EE6.metadata[0].name
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
  }

  subject {
    name      = kubernetes_service_account_v1.spark_namespace-spark_service-account_654BEF43.metadata[0].name
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
    kind      = "ServiceAccount"
  }
}
