import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Case } from '../load/case.ts';

const CONNECTIONS = 64;
/** Every which answer is compared with what the core computed. */
const CHECK_EVERY = 50;
/** How far a probability may be from the one that the core computed. */
const TOLERANCE = 1e-12;
const HEAD_END = '\r\n\r\n';

export interface PacedOptions {
  requests: number;
  /** How long to take for them: the rate does not wait for answers. */
  seconds: number;
}

/** What came back. Latency in milliseconds, from the moment when a request was due. */
export interface PacedFigures {
  requests: number;
  seconds: number;
  /** Answers other than 200, and requests without an answer. */
  failed: number;
  checked: number;
  wrong: number;
  p50: number;
  p99: number;
}

/**
 * Sends requests at a fixed rate over kept connections, a tenth of the cost of k6. Requests that find no free connection
 * wait, and their wait counts.
 * @param cases good requests with the answers that the core computed, sent in turn
 */
export async function sendPaced(
  { url, key }: { url: string; key: string },
  cases: readonly Case[],
  { requests, seconds }: PacedOptions,
): Promise<PacedFigures> {
  const { hostname, port, pathname } = new URL(url);
  const texts = cases.map(({ body }) => requestText(pathname, `${hostname}:${port}`, key, body));
  const latencies = new Float64Array(requests);
  const interval = (1000 * seconds) / requests;
  const figures = { failed: 0, checked: 0, wrong: 0 };
  let due = 0;
  let sent = 0;
  let answered = 0;
  const idle: Connection[] = [];
  const connections = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => openConnection(hostname, Number(port), onAnswer)),
  );
  idle.push(...connections);
  const start = performance.now();

  function send(): void {
    for (let free = idle.pop(); free !== undefined; free = idle.pop()) {
      if (sent === due) return void idle.push(free);
      free.number = sent++;
      free.socket.write(texts[free.number % texts.length]!);
    }
  }

  function onAnswer(connection: Connection, status: string, body: string): void {
    const { number } = connection;
    latencies[answered++] = performance.now() - start - number * interval;
    if (status !== '200') figures.failed++;
    else if (number % CHECK_EVERY === 0) {
      figures.checked++;
      if (!isRight(body, cases[number % cases.length]!)) figures.wrong++;
    }
    idle.push(connection);
    send();
  }

  while (answered < requests && connections.some(({ socket }) => !socket.destroyed)) {
    due = Math.min(requests, Math.floor((performance.now() - start) / interval) + 1);
    send();
    await sleep(1);
  }
  const taken = (performance.now() - start) / 1000;
  for (const { socket } of connections) socket.destroy();
  figures.failed += requests - answered;
  const sorted = latencies.subarray(0, answered).sort();
  const quantile = (share: number) => sorted[Math.floor(share * (answered - 1))] ?? Number.NaN;
  return { requests, seconds: taken, ...figures, p50: quantile(0.5), p99: quantile(0.99) };
}

interface Connection {
  socket: Socket;
  /** The number of the request that waits for its answer. */
  number: number;
}

async function openConnection(
  host: string,
  port: number,
  onAnswer: (connection: Connection, status: string, body: string) => void,
): Promise<Connection> {
  const socket = connect(port, host)
    .setNoDelay(true)
    .on('error', () => socket.destroy());
  const connection = { socket, number: 0 };
  let received = '';
  socket.setEncoding('latin1').on('data', (text: string) => {
    received += text;
    const head = received.indexOf(HEAD_END);
    if (head < 0) return;
    const body = received.slice(head + HEAD_END.length);
    const length = /\r\ncontent-length: (\d+)/i.exec(received.slice(0, head))?.[1];
    if (body.length < Number(length)) return;
    const status = received.slice(9, 12);
    received = '';
    onAnswer(connection, status, body);
  });
  await once(socket, 'connect');
  return connection;
}

function requestText(path: string, host: string, key: string, body: string): string {
  const headers = ['content-type: application/json', `x-api-key: ${key}`, `content-length: ${Buffer.byteLength(body)}`];
  return `POST ${path} HTTP/1.1\r\nhost: ${host}\r\n${headers.join('\r\n')}${HEAD_END}${body}`;
}

function isRight(body: string, { expected }: Case): boolean {
  const answer = JSON.parse(body) as { body: { variant: string; prediction: [number, number] } };
  const [probability] = expected?.[answer.body.variant] ?? [];
  return probability !== undefined && Math.abs(answer.body.prediction[1] - probability) <= TOLERANCE;
}
