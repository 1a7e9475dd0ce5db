import type { ApiAnswer } from './api-call.ts';
import type { Cloud } from './cloud.ts';

/** A query of the telemetry API, as `scripts/deploy/answered.ts` asks it. */
export interface TelemetryQuery {
  parameters: { filters: { key: string; value: string }[] };
}

/** Requests of a Worker by version and status: 200 for every answer that is no error. */
export function countAnswers({ scripts }: Cloud, { parameters }: TelemetryQuery): ApiAnswer {
  const worker = parameters.filters.find(({ key }) => key === '$metadata.service')?.value ?? '';
  const aggregates = [...(scripts.get(worker)?.answers ?? [])].flatMap(([version, { requests, errors }]) =>
    [
      { status: 200, count: requests - errors },
      { status: 500, count: errors },
    ].map(({ status, count }) => ({
      count,
      groups: [
        { key: '$workers.scriptVersion.id', value: version },
        { key: 'status', value: status },
      ],
    })),
  );
  return { result: { calculations: [{ aggregates }] } };
}
