// What the scenarios share: a connection of the official client, requests as JSON, and streams read from their first message.
import assert from 'node:assert/strict';
import { connect } from '@nats-io/transport-node';
import { jetstream } from '@nats-io/jetstream';

const LIMIT = 60_000;

export const token = (cluster) => cluster.replaceAll('.', '_');

export async function open(url) {
  const { host, username, password } = new URL(url);
  return await connect({ servers: host, user: username || undefined, pass: password || undefined, timeout: LIMIT });
}

/** Sends what is given as JSON, or text and bytes as they are; answers what came back, parsed. */
export async function ask(nc, subject, body) {
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  const reply = await nc.request(subject, raw ? body : JSON.stringify(body), { timeout: LIMIT });
  return reply.json();
}

export async function schedule(nc, cluster, executable, more = {}) {
  return await ask(nc, `cluster.${token(cluster)}.schedule`, { cluster, max_idle_secs: 60, metadata: {}, executable: { env: {}, pull_policy: 'Never', ...executable }, ...more });
}

export async function scheduled(nc, cluster, executable, more = {}) {
  const reply = await schedule(nc, cluster, executable, more);
  assert.ok(reply.Scheduled, `scheduled: ${JSON.stringify(reply)}`);
  return reply.Scheduled;
}

export async function terminate(nc, cluster, backend) {
  assert.equal(await ask(nc, `cluster.${token(cluster)}.backend.${backend}.terminate`, { cluster_id: cluster, backend_id: backend }), null);
}

/** Messages of a subject from the first that its stream keeps, until one is the last. */
export async function read(nc, stream, subject, isLast) {
  const consumer = await jetstream(nc).consumers.get(stream, { filter_subjects: subject });
  const messages = await consumer.consume();
  const seen = [];
  const timer = setTimeout(() => messages.stop(new Error(`${subject}: nothing more came after ${JSON.stringify(seen)}`)), LIMIT);
  for await (const message of messages) {
    seen.push(message.json());
    if (isLast(seen.at(-1))) {
      clearTimeout(timer);
      messages.stop();
      return seen;
    }
  }
  throw new Error(`${subject} ended after ${JSON.stringify(seen)}`);
}

export const states = (nc, backend, last) => read(nc, 'backend_status', `backend.${backend}.status`, ({ state }) => state === last);

/** The next message on a subject. */
export async function next(nc, subject) {
  const subscription = nc.subscribe(subject, { max: 1, timeout: LIMIT });
  for await (const message of subscription) {
    return message.json();
  }
}
