import { parentPort } from 'node:worker_threads';
import { type Job, runFitJob } from './fit-job.ts';

parentPort!.on('message', (job: Job) => parentPort!.postMessage(runFitJob(job)));
