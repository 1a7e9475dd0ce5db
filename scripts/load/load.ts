import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, progress } from '../cli/command.ts';
import { type Stops, withWorkspace } from '../cli/workspace.ts';
import { randomSource } from '../maths/random.ts';
import { readArtifacts } from '../models/artifact-files.ts';
import { requireEnvironment } from '../wrangler/environment.ts';
import { drawCases, goldenInputs } from './cases.ts';
import { standalone } from './chart.ts';
import { findK6, startK6 } from './k6.ts';
import { watchMachine } from './machine.ts';
import { latencyChart, rateChart, renderReport } from './report.ts';
import { type Service, startService } from './service.ts';
import { kneeOf, parseSummary, reachedLimit, type Summary, verdict } from './summary.ts';
import { isLocal, type LoadOptions, target } from './target.ts';
import { parseTimeline } from './timeline.ts';

/** Exit code of k6 when a threshold broke. */
const THRESHOLD_BROKE = 99;
const SEED = 1;

/**
 * Runs one load test, from drawing its requests to its report, and stops all that it started, also on Ctrl-C.
 * @throws {Failure} when k6 is missing, the target is not allowed, or the run did not meet its thresholds
 */
export async function load(kind: string, options: LoadOptions): Promise<void> {
  const binary = findK6();
  const given = target(options);
  await withWorkspace(async (folder, stops) => {
    progress('drawing requests …');
    const cases = join(folder, 'cases.json');
    await writeCases(cases);
    const service = given ?? (await startService(join(folder, 'state'), options));
    stops.push(service.stop);
    await runK6(kind, options, { binary, folder, cases, service, stops });
  });
}

interface Run {
  binary: string;
  folder: string;
  cases: string;
  service: Service;
  stops: Stops;
}

async function runK6(kind: string, options: LoadOptions, { binary, folder, cases, service, stops }: Run) {
  const files = { summary: join(folder, 'k6.json'), timeline: join(folder, 'timeline.json') };
  const settings = {
    BASE_URL: service.url,
    API_KEYS: service.keys.join(),
    PROFILE: isLocal(service) ? 'local' : 'network',
    CHECK_EVERY: String(options.checkEvery),
    CASES: join(process.cwd(), cases),
    SUMMARY: join(process.cwd(), files.summary),
    ...(options.rate && { RATE: String(options.rate) }),
    ...(options.seconds && { SECONDS: String(options.seconds) }),
  };
  const script = `loadtest/${kind}.ts`;
  const verb = options.cloud
    ? ['cloud', 'run']
    : ['run', '--out', `web-dashboard=port=-1&period=1s&record=${files.timeline}`];
  const k6 = startK6(binary, [...verb, script], options.cloud ? { ...settings, SUMMARY: '' } : settings);
  stops.push(() => k6.kill('SIGINT'));
  const measured = k6.pid === undefined ? undefined : watchMachine(service.pid, k6.pid);
  const code: number = (await once(k6, 'exit'))[0] ?? 1;
  const machine = measured?.();
  if (options.cloud) {
    if (code !== 0) throw new Failure(`k6 cloud ended with code ${code}`);
    return;
  }
  if (code !== 0 && code !== THRESHOLD_BROKE) throw new Failure(`k6 ended with code ${code}`);

  const timeline = parseTimeline(await readFile(files.timeline, 'utf8'));
  const knee = kind === 'breakpoint' ? kneeOf(timeline) : undefined;
  const summary: Summary = {
    kind,
    checkEvery: options.checkEvery,
    ...parseSummary(JSON.parse(await readFile(files.summary, 'utf8'))),
    ...(knee !== undefined && { knee }),
    ...(machine && { machine }),
    timeline,
  };
  await mkdir(options.out, { recursive: true });
  const report = join(options.out, `${kind}.html`);
  await writeFile(join(options.out, `${kind}.json`), `${JSON.stringify(summary, null, 2)}\n`);
  await writeFile(report, renderReport(summary));
  await writeFile(join(options.out, `${kind}-rate.svg`), standalone(rateChart(timeline)));
  await writeFile(join(options.out, `${kind}-latency.svg`), standalone(latencyChart(timeline)));
  if (options.json) console.log(JSON.stringify(summary));
  else console.log(`${verdict(summary)}\nreport: ${report}`);
  if (code !== 0 && !reachedLimit(summary)) throw new Failure(`broken: ${summary.broken.join('; ')}`);
}

async function writeCases(path: string): Promise<void> {
  const { routes } = await requireEnvironment('the load test', 'local');
  const artifacts = readArtifacts('models').map(({ artifact }) => artifact);
  const models = [...routes].map(([model, { split }]) => {
    const answering = split.map(({ variant }) => variant);
    const routed = artifacts.filter((artifact) => artifact.model === model && answering.includes(artifact.variant));
    return { model, inputs: goldenInputs(model), artifacts: routed };
  });
  await writeFile(path, JSON.stringify(drawCases(models, randomSource(SEED))));
}
