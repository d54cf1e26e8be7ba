// Requests that are wrong, each with the field that the error must name. Every row is sent with a reply subject and without.
import { token } from './nats-client.mjs';

const BIG = 'x'.repeat(900_000);

export function malformed(cluster) {
  const c = token(cluster);
  const schedule = `cluster.${c}.schedule`;
  const fetch = `cluster.${c}.fetch`;
  const terminate = `cluster.${c}.backend.b1.terminate`;
  const drain = `cluster.${c}.drone.dr-one.drain`;
  const acme = `cluster.${c}.set_acme_record`;
  const good = { cluster, max_idle_secs: 30, metadata: {}, executable: { image: 'x', env: {} } };
  const row = (subject, body, field, says) => ({ subject, body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body), field, says });
  const but = (change, field, says) => row(schedule, { ...good, ...change }, field, says);
  const exec = (change, field, says) => but({ executable: { ...good.executable, ...change } }, field, says);
  const without = (name) => row(schedule, Object.fromEntries(Object.entries(good).filter(([key]) => key !== name)), '$', new RegExp(name));

  return [
    // Not JSON, or not an object.
    row(schedule, '', '$'),
    row(schedule, 'hello', '$'),
    row(schedule, '{', '$'),
    row(schedule, 'null', '$'),
    row(schedule, '[]', '$'),
    row(schedule, '42', '$'),
    row(schedule, new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), '$', /UTF-8/),
    row(schedule, '{"cluster":"a.test","cluster":"b.test"}', '$.cluster'),
    row(schedule, '['.repeat(5_000), '$'),

    // Fields that are missing.
    ...['cluster', 'max_idle_secs', 'metadata', 'executable'].map(without),
    but({ executable: { env: {} } }, '$.executable', /image/),
    but({ executable: { image: 'x' } }, '$.executable', /env/),
    row(fetch, { cluster }, '$', /lock/),
    row(terminate, { cluster_id: cluster }, '$', /backend_id/),
    row(drain, { drone: 'dr-one', cluster }, '$', /drain/),
    row(acme, { cluster }, '$', /value/),

    // Wrong types, floats and strings for integers, numbers too large.
    but({ max_idle_secs: 1.5 }, '$.max_idle_secs'),
    but({ max_idle_secs: '30' }, '$.max_idle_secs'),
    but({ max_idle_secs: 1e12 }, '$.max_idle_secs'),
    but({ max_idle_secs: -1 }, '$.max_idle_secs'),
    but({ metadata: [] }, '$.metadata'),
    but({ metadata: { a: 1 } }, '$.metadata.a'),
    but({ metadata: { a: null } }, '$.metadata.a'),
    but({ require_bearer_token: 'yes' }, '$.require_bearer_token'),
    but({ lock: 7 }, '$.lock'),
    but({ lock: '' }, '$.lock'),
    but({ lock: 'x'.repeat(2_049) }, '$.lock', /2048/),
    but({ backend_id: 'Not Valid' }, '$.backend_id'),
    but({ executable: 'x' }, '$.executable'),
    exec({ image: '' }, '$.executable.image'),
    exec({ image: 'two words' }, '$.executable.image'),
    exec({ image: 5 }, '$.executable.image'),
    exec({ env: { A: 1 } }, '$.executable.env.A'),
    exec({ port: 70_000 }, '$.executable.port'),
    exec({ port: 80.5 }, '$.executable.port'),
    exec({ port: 0 }, '$.executable.port'),
    exec({ pull_policy: 'Sometimes' }, '$.executable.pull_policy'),
    exec({ credentials: {} }, '$.executable.credentials'),
    exec({ volume_mounts: ['relative:/x'] }, '$.executable.volume_mounts[0]'),
    exec({ volume_mounts: [{ Type: 'tmpfs', Target: '/x' }] }, '$.executable.volume_mounts[0]'),
    exec({ resource_limits: { cpu_period_percent: 300 } }, '$.executable.resource_limits.cpu_period_percent'),
    exec({ resource_limits: { memory_limit_bytes: -1 } }, '$.executable.resource_limits.memory_limit_bytes'),

    // Huge.
    but({ metadata: { a: BIG } }, '$.metadata'),
    row(acme, { cluster, value: BIG }, '$.value'),

    // Meant for another subject.
    but({ cluster: 'other.test' }, '$.cluster'),
    but({ cluster: 'no cluster' }, '$.cluster'),
    row(fetch, { cluster: 'other.test', lock: 'x' }, '$.cluster'),
    row(terminate, { cluster_id: cluster, backend_id: 'b2' }, '$.backend_id'),
    row(terminate, { cluster_id: 'other.test', backend_id: 'b1' }, '$.cluster_id'),
    row(drain, { drone: 'dr-two', cluster, drain: true }, '$.drone'),
    row(drain, { drone: 'dr-one', cluster: 'other.test', drain: true }, '$.cluster'),
    row(`cluster.${c}.drone.nobody.drain`, { drone: 'nobody', cluster, drain: true }, '$.drone'),
    row(acme, { cluster: 'other.test', value: 'x' }, '$.cluster'),
    row('acme.set_dns_record', { cluster: 'not_valid', value: 'x' }, '$.cluster'),
  ];
}
