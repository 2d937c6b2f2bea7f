terraform {
  required_version = ">= 1.11.0"

  backend "http" {
    address        = "https://gitlab.example.org/api/v4/projects/1/terraform/state/big-data-platform"
    lock_address   = "https://gitlab.example.org/api/v4/projects/1/terraform/state/big-data-platform/lock"
    lock_method    = "POST"
    unlock_address = "https://gitlab.example.org/api/v4/projects/1/terraform/state/big-data-platform/lock"
    unlock_method  = "DELETE"
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
  cloud = "big-data"
}

data "openstack_containerinfra_cluster_v1" "cluster_resource_9691C40B" {
  name = "big-data"
}

resource "kubernetes_namespace_v1" "ceph-csi-operator_namespace_97B4C591" {
  metadata {
    name = "ceph-csi-operator"
    labels = {
      "pod-security.kubernetes.io/enforce" = "restricted"
      "pod-security.kubernetes.io/warn"    = "restricted"
    }
  }
}

resource "helm_release" "ceph-csi-operator_release_C842BA02" {
  name            = "ceph-csi-operator"
  namespace       = kubernetes_namespace_v1.ceph-csi-operator_namespace_97B4C591.metadata[0].name
  repository      = "https://ceph.github.io/ceph-csi-operator"
  chart           = "ceph-csi-operator"
  version         = "1.0.4"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      controllerManager:
        podSecurityContext:
          seccompProfile:
            type: RuntimeDefault
    EOT
  ]
  wait = true
}

resource "terraform_data" "cinder-csi_cinder_reclaim-policy_4FE5AF15" {
  input = "Delete"
}

resource "kubernetes_storage_class_v1" "cinder-csi_cinder_resource_E619A959" {
  allow_volume_expansion = true
  parameters = {
    "csi.storage.k8s.io/fstype" = "ext4"
  }
  reclaim_policy      = "Delete"
  storage_provisioner = "cinder.csi.openstack.org"
  volume_binding_mode = "WaitForFirstConsumer"

  metadata {
    name = "cinder"
  }

  lifecycle {
    replace_triggered_by = [terraform_data.cinder-csi_cinder_reclaim-policy_4FE5AF15]
  }
}

resource "terraform_data" "rook-ceph_class-ceph-shared_reclaim-policy_2CBD9CC8" {
  input = "Delete"
}

resource "kubernetes_namespace_v1" "rook-ceph_namespace_0FB65725" {
  metadata {
    name = "rook-ceph"
    labels = {
      "pod-security.kubernetes.io/enforce" = "privileged"
      "pod-security.kubernetes.io/warn"    = "privileged"
    }
  }
}

resource "helm_release" "rook-ceph_operator_BC4E0FA8" {
  name            = "rook-ceph"
  namespace       = kubernetes_namespace_v1.rook-ceph_namespace_0FB65725.metadata[0].name
  repository      = "https://charts.rook.io/release"
  chart           = "rook-ceph"
  version         = "v1.20.6"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      csi:
        installCsiOperator: false
    EOT
  ]
  wait = true

  depends_on = [helm_release.ceph-csi-operator_release_C842BA02]
}

resource "helm_release" "rook-ceph_drivers_B1601E64" {
  name            = "ceph-csi-drivers"
  namespace       = kubernetes_namespace_v1.rook-ceph_namespace_0FB65725.metadata[0].name
  repository      = "https://ceph.github.io/ceph-csi-operator"
  chart           = "ceph-csi-drivers"
  version         = "1.0.4"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      operatorConfig:
        create: false
      drivers:
        rbd:
          enabled: false
          name: rook-ceph.rbd.csi.ceph.com
          log:
            rotation:
              enabled: false
          snapshotPolicy: none
          imageSet:
            name: rook-csi-operator-image-set-configmap
          nodePlugin:
            priorityClassName: system-node-critical
          controllerPlugin:
            priorityClassName: system-cluster-critical
        cephfs:
          enabled: true
          name: rook-ceph.cephfs.csi.ceph.com
          log:
            rotation:
              enabled: false
          snapshotPolicy: none
          imageSet:
            name: rook-csi-operator-image-set-configmap
          nodePlugin:
            priorityClassName: system-node-critical
          controllerPlugin:
            priorityClassName: system-cluster-critical
        nfs:
          enabled: false
        nvmeof:
          enabled: false
    EOT
  ]
  wait = true

  depends_on = [helm_release.rook-ceph_operator_BC4E0FA8, helm_release.ceph-csi-operator_release_C842BA02]
}

resource "helm_release" "rook-ceph_cluster_0F9F37BB" {
  name            = "rook-ceph-cluster"
  namespace       = kubernetes_namespace_v1.rook-ceph_namespace_0FB65725.metadata[0].name
  repository      = "https://charts.rook.io/release"
  chart           = "rook-ceph-cluster"
  version         = "v1.20.6"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 1800
  values = [
    <<-EOT
      operatorNamespace: rook-ceph
      toolbox:
        enabled: true
      cephClusterSpec:
        mon:
          count: 3
          volumeClaimTemplate:
            spec:
              storageClassName: "${kubernetes_storage_class_v1.cinder-csi_cinder_resource_E619A959.metadata[0].name}"
              resources:
                requests:
                  storage: 10Gi
        mgr:
          count: 2
        dashboard:
          enabled: true
          ssl: false
        storage:
          useAllNodes: false
          useAllDevices: false
          allowOsdCrushWeightUpdate: true
          storageClassDeviceSets:
            - name: osds
              count: 3
              portable: true
              tuneDeviceClass: true
              placement:
                nodeAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    nodeSelectorTerms:
                      - matchExpressions:
                          - key: node.cluster.x-k8s.io/nodegroup
                            operator: In
                            values:
                              - ceph
                topologySpreadConstraints:
                  - maxSkew: 1
                    topologyKey: kubernetes.io/hostname
                    whenUnsatisfiable: DoNotSchedule
                    labelSelector:
                      matchExpressions:
                        - key: app
                          operator: In
                          values:
                            - rook-ceph-osd
                            - rook-ceph-osd-prepare
              preparePlacement:
                nodeAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    nodeSelectorTerms:
                      - matchExpressions:
                          - key: node.cluster.x-k8s.io/nodegroup
                            operator: In
                            values:
                              - ceph
                topologySpreadConstraints:
                  - maxSkew: 1
                    topologyKey: kubernetes.io/hostname
                    whenUnsatisfiable: DoNotSchedule
                    labelSelector:
                      matchExpressions:
                        - key: app
                          operator: In
                          values:
                            - rook-ceph-osd
                            - rook-ceph-osd-prepare
              resources:
                requests:
                  cpu: 1000m
                  memory: 4096Mi
                limits:
                  memory: 4096Mi
              volumeClaimTemplates:
                - metadata:
                    name: data
                  spec:
                    storageClassName: "${kubernetes_storage_class_v1.cinder-csi_cinder_resource_E619A959.metadata[0].name}"
                    resources:
                      requests:
                        storage: 500Gi
                    volumeMode: Block
                    accessModes:
                      - ReadWriteOnce
        placement:
          all:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                  - matchExpressions:
                      - key: node.cluster.x-k8s.io/nodegroup
                        operator: In
                        values:
                          - ceph
        resources:
          mon:
            requests:
              cpu: 1000m
              memory: 1Gi
            limits:
              memory: 2Gi
          mgr:
            requests:
              cpu: 500m
              memory: 512Mi
            limits:
              memory: 1Gi
          mgr-sidecar:
            requests:
              cpu: 100m
              memory: 40Mi
            limits:
              memory: 100Mi
          logcollector:
            requests:
              cpu: 100m
              memory: 100Mi
            limits:
              memory: 1Gi
          crashcollector:
            requests:
              cpu: 100m
              memory: 60Mi
            limits:
              memory: 60Mi
          exporter:
            requests:
              cpu: 50m
              memory: 50Mi
            limits:
              memory: 128Mi
      cephBlockPools: []
      cephFileSystems:
        - name: ceph-shared
          spec:
            metadataPool:
              failureDomain: host
              replicated:
                size: 3
            dataPools:
              - name: data0
                failureDomain: host
                replicated:
                  size: 3
            metadataServer:
              activeCount: 1
              activeStandby: true
              priorityClassName: system-cluster-critical
              placement:
                nodeAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    nodeSelectorTerms:
                      - matchExpressions:
                          - key: node.cluster.x-k8s.io/nodegroup
                            operator: In
                            values:
                              - ceph
                podAntiAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    - labelSelector:
                        matchLabels:
                          app: rook-ceph-mds
                          rook_file_system: ceph-shared
                      topologyKey: kubernetes.io/hostname
              resources:
                requests:
                  cpu: 1000m
                  memory: 4096Mi
                limits:
                  memory: 4096Mi
          storageClass:
            enabled: false
      cephObjectStores: []
    EOT
  ]
  wait = true

  depends_on = [helm_release.rook-ceph_operator_BC4E0FA8, helm_release.rook-ceph_drivers_B1601E64]
}

resource "kubernetes_storage_class_v1" "rook-ceph_class-ceph-shared_resource_A4596501" {
  allow_volume_expansion = true
  parameters = {
    clusterID                                                = "rook-ceph"
    "csi.storage.k8s.io/controller-expand-secret-name"       = "rook-csi-cephfs-provisioner"
    "csi.storage.k8s.io/controller-expand-secret-namespace"  = "rook-ceph"
    "csi.storage.k8s.io/controller-publish-secret-name"      = "rook-csi-cephfs-provisioner"
    "csi.storage.k8s.io/controller-publish-secret-namespace" = "rook-ceph"
    "csi.storage.k8s.io/node-stage-secret-name"              = "rook-csi-cephfs-node"
    "csi.storage.k8s.io/node-stage-secret-namespace"         = "rook-ceph"
    "csi.storage.k8s.io/provisioner-secret-name"             = "rook-csi-cephfs-provisioner"
    "csi.storage.k8s.io/provisioner-secret-namespace"        = "rook-ceph"
    fsName                                                   = "ceph-shared"
    mounter                                                  = "kernel"
    pool                                                     = "ceph-shared-data0"
  }
  reclaim_policy      = "Delete"
  storage_provisioner = "rook-ceph.cephfs.csi.ceph.com"
  volume_binding_mode = "Immediate"

  metadata {
    name = "ceph-shared"
  }

  lifecycle {
    replace_triggered_by = [terraform_data.rook-ceph_class-ceph-shared_reclaim-policy_2CBD9CC8]
  }

  depends_on = [helm_release.rook-ceph_cluster_0F9F37BB]
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

resource "kubernetes_persistent_volume_claim_v1" "spark_namespace-spark_volume-data_D360A17B" {
  wait_until_bound = false

  metadata {
    name      = "data"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }

  spec {
    access_modes       = ["ReadWriteMany"]
    storage_class_name = kubernetes_storage_class_v1.rook-ceph_class-ceph-shared_resource_A4596501.metadata[0].name

    resources {
      requests = {
        storage = "200Gi"
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
              - '1000'
            sparkConf:
              spark.dynamicAllocation.enabled: 'true'
              spark.dynamicAllocation.maxExecutors: '6'
              spark.dynamicAllocation.minExecutors: '0'
              spark.dynamicAllocation.shuffleTracking.enabled: 'true'
              spark.kubernetes.driver.volumes.persistentVolumeClaim.data.mount.path: /data
              spark.kubernetes.driver.volumes.persistentVolumeClaim.data.mount.readOnly: 'false'
              spark.kubernetes.driver.volumes.persistentVolumeClaim.data.options.claimName: data
              spark.kubernetes.executor.volumes.persistentVolumeClaim.data.mount.path: /data
              spark.kubernetes.executor.volumes.persistentVolumeClaim.data.mount.readOnly: 'false'
              spark.kubernetes.executor.volumes.persistentVolumeClaim.data.options.claimName: data
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.path: /var/data/spark-local-dir-1
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.readOnly: 'false'
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.claimName: OnDemand
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.sizeLimit: 50Gi
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.storageClass: "${kubernetes_storage_class_v1.cinder-csi_cinder_resource_E619A959.metadata[0].name}"
              spark.kubernetes.legacy.useReadWriteOnceAccessMode: 'true'
              spark.kubernetes.node.selector.node.cluster.x-k8s.io/nodegroup: spark
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
              memory: 6g
              memoryOverhead: 2458m
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
    kubernetes_persistent_volume_claim_v1.spark_namespace-spark_volume-data_D360A17B,
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
      spark.dynamicAllocation.maxExecutors=6
      spark.dynamicAllocation.minExecutors=0
      spark.dynamicAllocation.shuffleTracking.enabled=true
      spark.executor.cores=2
      spark.executor.memory=6g
      spark.executor.memoryOverhead=2458m
      spark.kubernetes.container.image=docker.io/apache/spark:4.0.4
      spark.kubernetes.driver.pod.name=$${env:POD_NAME}
      spark.kubernetes.driver.volumes.persistentVolumeClaim.data.mount.path=/data
      spark.kubernetes.driver.volumes.persistentVolumeClaim.data.mount.readOnly=false
      spark.kubernetes.driver.volumes.persistentVolumeClaim.data.options.claimName=data
      spark.kubernetes.executor.podTemplateFile=/opt/spark/conf/executor-pod-template.yaml
      spark.kubernetes.executor.volumes.persistentVolumeClaim.data.mount.path=/data
      spark.kubernetes.executor.volumes.persistentVolumeClaim.data.mount.readOnly=false
      spark.kubernetes.executor.volumes.persistentVolumeClaim.data.options.claimName=data
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.path=/var/data/spark-local-dir-1
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.readOnly=false
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.claimName=OnDemand
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.sizeLimit=50Gi
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.storageClass=${kubernetes_storage_class_v1.cinder-csi_cinder_resource_E619A959.metadata[0].name}
      spark.kubernetes.legacy.useReadWriteOnceAccessMode=true
      spark.kubernetes.namespace=${kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name}
      spark.kubernetes.node.selector.node.cluster.x-k8s.io/nodegroup=spark
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
        cpu    = "16"
        memory = "64252Mi"
      }
      default_request = {
        cpu    = "100m"
        memory = "256Mi"
      }
      max = {
        cpu    = "16"
        memory = "64252Mi"
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
      "${kubernetes_storage_class_v1.cinder-csi_cinder_resource_E619A959.metadata[0].name}.storageclass.storage.k8s.io/requests.storage" = "1200Gi"
      pods                                                                                                                               = "330"
      "requests.cpu"                                                                                                                     = "48"
      "requests.memory"                                                                                                                  = "192Gi"
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
