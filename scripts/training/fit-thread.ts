import { parentPort, workerData } from 'node:worker_threads';
import { runFitJob } from './fit-job.ts';

parentPort!.postMessage(runFitJob(workerData));
