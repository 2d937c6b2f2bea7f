import type { Step } from "../step";
import { apiStopsInDeploy, apiStopsInDestroy } from "./api-stops";
import { adopted } from "./adopted";
import { chartFails } from "./chart-fails";
import { claims } from "./claims";
import { deployCluster, noChanges } from "./cluster";
import { destroyAll, listLeftovers, refusesLoadBalancers } from "./destroy";
import { drift } from "./drift";
import { encryptedStates } from "./encrypted-states";
import { existing } from "./existing";
import { commandKilled, terminated } from "./interrupted";
import { deployKafka, messages, removeKafka } from "./kafka";
import { cloudController, kubernetesApi } from "./kubernetes";
import { newFolder } from "./new-folder";
import { addAndRemove, moveBounds, widenBounds } from "./node-groups";
import { changeValue, deployPlatform } from "./platform";
import { cull, deployNotebooks, homes, logIn, notebook, restartHub } from "./notebooks";
import { notebooksAgain } from "./notebooks-again";
import { openId } from "./notebooks-login";
import { releaseKilled } from "./release-killed";
import { createFails, restricted } from "./second-project";
import { deploySpark, job, objectStore, page, podsRun, scheduled, session } from "./spark";
import { terraformKilled } from "./terraform-killed";
import { twoDeploys } from "./two-deploys";
import { wholeProjects } from "./whole-projects";

/** All steps, in order. */
export const STEPS: readonly Step[] = [
  deployCluster,
  noChanges,
  encryptedStates,
  drift,
  widenBounds,
  moveBounds,
  addAndRemove,
  adopted,
  twoDeploys,
  terminated,
  commandKilled,
  terraformKilled,
  createFails,
  restricted,
  newFolder,
  kubernetesApi,
  cloudController,
  existing,
  deployPlatform,
  changeValue,
  chartFails,
  releaseKilled,
  apiStopsInDeploy,
  apiStopsInDestroy,
  podsRun,
  deployKafka,
  messages,
  removeKafka,
  deploySpark,
  session,
  objectStore,
  job,
  page,
  scheduled,
  deployNotebooks,
  logIn,
  notebook,
  homes,
  restartHub,
  cull,
  openId,
  notebooksAgain,
  claims,
  refusesLoadBalancers,
  destroyAll,
  listLeftovers,
  ...wholeProjects,
];
