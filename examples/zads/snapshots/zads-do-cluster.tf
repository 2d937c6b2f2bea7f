terraform {
  required_version = ">= 1.11.0"

  backend "http" {
    address        = "https://gitlab.example.org/api/v4/projects/1/terraform/state/zads-do-cluster"
    lock_address   = "https://gitlab.example.org/api/v4/projects/1/terraform/state/zads-do-cluster/lock"
    lock_method    = "POST"
    unlock_address = "https://gitlab.example.org/api/v4/projects/1/terraform/state/zads-do-cluster/lock"
    unlock_method  = "DELETE"
  }

  required_providers {
    digitalocean = {
      source  = "digitalocean/digitalocean"
      version = "2.99.1"
    }
  }
}

provider "digitalocean" {}

resource "digitalocean_vpc" "cluster_vpc_FCAEED12" {
  name        = "zads-do"
  description = "alerts of the Zwicky Transient Facility for those who follow them up"
  ip_range    = "10.0.0.0/20"
  region      = "sfo3"

  timeouts {
    delete = "20m"
  }
}

resource "digitalocean_kubernetes_cluster" "cluster_resource_9691C40B" {
  name                             = "zads-do"
  version                          = "1.33.1-do.0"
  auto_upgrade                     = false
  destroy_all_associated_resources = false
  region                           = "sfo3"
  surge_upgrade                    = true
  tags                             = ["project:zads-do", "environment:test", "managed-by:cdktf-magnum"]
  vpc_uuid                         = digitalocean_vpc.cluster_vpc_FCAEED12.id

  control_plane_firewall {
    allowed_addresses = ["198.51.100.0/24"]
    enabled           = true
  }

  node_pool {
    name = "system"
    labels = {
      "cdktf-magnum/node-group" = "system"
    }
    node_count = 2
    size       = "s-2vcpu-4gb"
    tags       = ["project:zads-do", "environment:test", "managed-by:cdktf-magnum"]
  }
}

resource "digitalocean_kubernetes_node_pool" "cluster_pool-database_2E387E22" {
  name       = "database"
  cluster_id = digitalocean_kubernetes_cluster.cluster_resource_9691C40B.id
  labels = {
    "cdktf-magnum/node-group" = "database"
  }
  node_count = 2
  size       = "s-4vcpu-8gb"
  tags       = ["project:zads-do", "environment:test", "managed-by:cdktf-magnum"]
}

resource "digitalocean_kubernetes_node_pool" "cluster_pool-default-worker_1D321047" {
  name       = "default-worker"
  cluster_id = digitalocean_kubernetes_cluster.cluster_resource_9691C40B.id
  labels = {
    "cdktf-magnum/node-group" = "default-worker"
  }
  node_count = 2
  size       = "s-8vcpu-16gb"
  tags       = ["project:zads-do", "environment:test", "managed-by:cdktf-magnum"]
}

resource "digitalocean_kubernetes_node_pool" "cluster_pool-kafka_D163F1CE" {
  name       = "kafka"
  cluster_id = digitalocean_kubernetes_cluster.cluster_resource_9691C40B.id
  labels = {
    "cdktf-magnum/node-group" = "kafka"
  }
  node_count = 3
  size       = "s-6vcpu-16gb"
  tags       = ["project:zads-do", "environment:test", "managed-by:cdktf-magnum"]
}

resource "digitalocean_kubernetes_node_pool" "cluster_pool-spark_BA50EF3A" {
  name       = "spark"
  auto_scale = true
  cluster_id = digitalocean_kubernetes_cluster.cluster_resource_9691C40B.id
  labels = {
    "cdktf-magnum/node-group" = "spark"
  }
  max_nodes = 6
  min_nodes = 1
  size      = "s-8vcpu-16gb"
  tags      = ["project:zads-do", "environment:test", "managed-by:cdktf-magnum"]
}

resource "digitalocean_nfs" "share_resource_51174124" {
  name             = "zads-do"
  performance_tier = "standard"
  region           = "sfo3"
  size             = 1024
  tags             = ["project:zads-do", "environment:test", "managed-by:cdktf-magnum"]
  vpc_id           = digitalocean_vpc.cluster_vpc_FCAEED12.id
}

output "api_address" {
  description = "address of the Kubernetes API"
  value       = digitalocean_kubernetes_cluster.cluster_resource_9691C40B.endpoint
}

output "cluster_id" {
  description = "UUID of the cluster"
  value       = digitalocean_kubernetes_cluster.cluster_resource_9691C40B.id
}
