// node nats-scenarios.mjs SCENARIO URL CLUSTER IMAGE FAILING-IMAGE : plays one scenario with the official client; exit code 1 and a reason if it does not come out.
import assert from 'node:assert/strict';
import { ask, next, open, read, schedule, scheduled, states, terminate, token } from './nats-client.mjs';
import { malformed } from './malformed.mjs';

const [name, url, cluster, image, failing] = process.argv.slice(2);

const scenarios = {
  /** Schedule, follow, read output and measurements, terminate. */
  async course(nc) {
    const { drone, backend_id: backend, bearer_token: bearer, spawned } = await scheduled(nc, cluster, { image, env: { GREETING: 'hello' } }, { metadata: { user: 'u1' } });
    assert.ok(drone);
    assert.equal(spawned, true);
    assert.equal(bearer, undefined);

    assert.deepEqual((await states(nc, backend, 'Ready')).map(({ state }) => state), ['Loading', 'Starting', 'Ready']);
    const [line] = await read(nc, 'backend_logs', `backend.${backend}.log`, ({ kind }) => kind === 'Stdout');
    assert.equal(line.backend_id, backend);
    assert.match(line.text, /listening on 8080/);

    const stats = await next(nc, `cluster.${token(cluster)}.backend.${backend}.stats`);
    assert.deepEqual([stats.cluster, stats.drone_id, stats.backend_id], [cluster, drone, backend]);
    for (const field of ['mem_used', 'mem_available', 'cpu_used', 'sys_cpu']) {
      assert.ok(Number.isInteger(stats[field]) && stats[field] >= 0, `${field} is ${stats[field]}`);
    }

    await terminate(nc, cluster, backend);
    const course = await states(nc, backend, 'Terminated');
    assert.deepEqual(course.map(({ state }) => state), ['Loading', 'Starting', 'Ready', 'Terminated']);
    assert.ok(course.every((one) => one.backend === backend && one.cluster === cluster));
    const times = course.map(({ time }) => Date.parse(time));
    assert.deepEqual(times, times.toSorted((a, b) => a - b));
  },

  /** A program that ends at once: the state says so, and a line of Plane's own says how. */
  async failure(nc) {
    const { backend_id: backend } = await scheduled(nc, cluster, { image: failing });
    const course = await read(nc, 'backend_status', `backend.${backend}.status`, ({ state }) => /Error|Failed/.test(state));
    assert.equal(course.at(-1).state, 'ErrorStarting');
    const lines = await read(nc, 'backend_logs', `backend.${backend}.log`, ({ kind, text }) => kind === 'Meta' && text.includes('exit code'));
    assert.equal(lines.at(-1).text, 'Backend exit code: 3');
    assert.ok(lines.some(({ kind, text }) => kind === 'Stderr' && text.includes('cannot open the document')));
  },

  /** Two clients that name one lock at the same moment share one backend and its token; a third finds it. */
  async lock(nc) {
    const other = await open(url);
    const wanted = { lock: `room/${Date.now()}`, require_bearer_token: true };
    const both = await Promise.all([scheduled(nc, cluster, { image }, wanted), scheduled(other, cluster, { image }, wanted)]);
    assert.deepEqual(both.map(({ spawned }) => spawned).toSorted(), [false, true]);
    const [{ drone, backend_id: backend, bearer_token: bearer }, second] = both;
    assert.match(bearer, /^[A-Za-z0-9_-]{20,}$/);
    assert.deepEqual([second.drone, second.backend_id, second.bearer_token], [drone, backend, bearer]);

    const fetch = { cluster, lock: wanted.lock };
    assert.deepEqual(await ask(other, `cluster.${token(cluster)}.fetch`, fetch), { Scheduled: { drone, backend_id: backend, bearer_token: bearer } });
    await terminate(nc, cluster, backend);
    await states(nc, backend, 'Terminated');
    assert.equal(await ask(nc, `cluster.${token(cluster)}.fetch`, fetch), 'NoBackendForLock');
    await other.close();
  },

  /** Drones take no backends while they are drained, and do again afterwards. */
  async drain(nc) {
    const drones = ['dr-one', 'dr-two'];
    const drain = (drone, drain) => ask(nc, `cluster.${token(cluster)}.drone.${drone}.drain`, { drone, cluster, drain });
    try {
      assert.equal(await drain('dr-one', true), null);
      const placed = await Promise.all([1, 2, 3].map(() => scheduled(nc, cluster, { image })));
      assert.deepEqual(placed.map(({ drone }) => drone), ['dr-two', 'dr-two', 'dr-two']);
      assert.equal(await drain('dr-two', true), null);
      assert.equal(await schedule(nc, cluster, { image }), 'NoDroneAvailable');
      await Promise.all(placed.map(({ backend_id: backend }) => terminate(nc, cluster, backend)));
    } finally {
      for (const drone of drones) {
        assert.equal(await drain(drone, false), null);
      }
    }
    // A drone says itself that it takes backends again, a moment later.
    let again;
    for (const until = Date.now() + 20_000; !again?.Scheduled && Date.now() < until;) {
      again = await schedule(nc, cluster, { image });
    }
    await terminate(nc, cluster, again.Scheduled.backend_id);
  },

  /** ACME challenges' values. */
  async acme(nc) {
    assert.equal(await ask(nc, `cluster.${token(cluster)}.set_acme_record`, { cluster, value: 'from-javascript' }), true);
    assert.equal(await ask(nc, 'acme.set_dns_record', { cluster, value: 'as-before-0.3.15' }), true);
  },

  /** Whatever is wrong is answered as specified, and everything works afterwards. */
  async malformed(nc) {
    const table = malformed(cluster);
    assert.ok(table.length >= 40, `${table.length} rows`);
    for (const { subject, body, field, says } of table) {
      const reply = await ask(nc, subject, body);
      const what = `${subject} ${String(body).slice(0, 120)} was answered ${JSON.stringify(reply)}`;
      assert.ok(reply?.Error, what);
      assert.equal(reply.Error.field, field, what);
      assert.match(reply.Error.message, says ?? /./, what);
    }
    // Without a reply subject nobody can be answered, and nobody may fall over.
    for (const { subject, body } of table) {
      nc.publish(subject, body);
    }
    await nc.flush();
    // A subject that is nobody's is told by the server at once.
    await assert.rejects(ask(nc, `cluster.${token(cluster)}.sched`, {}), /503|no responders/i);
    const { backend_id: backend } = await scheduled(nc, cluster, { image });
    await states(nc, backend, 'Ready');
    await terminate(nc, cluster, backend);
  },
};

const nc = await open(url);
try {
  await scenarios[name](nc);
} catch (error) {
  console.error(error.stack);
  process.exitCode = 1;
} finally {
  await nc.close();
}
