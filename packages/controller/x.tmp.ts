import { startController, defaultConfig } from './src/index.ts';
import { createControlClient } from '../instrument/src/control/client.ts';
import { createDirectiveStore, fromWire } from '../instrument/src/control/directives.ts';
import { createPolicyStore } from '../instrument/src/control/policies.ts';
import { outcomeToWire, actionKindToWire, coverageToWire, statusToWire } from '../instrument/src/control/wire.ts';
const base = defaultConfig as any; const cfg = typeof base === 'function' ? base() : base;
const config = { ...cfg, listen: { ...cfg.listen, grpc: '127.0.0.1:0', http: '127.0.0.1:0' }, journal: { ...cfg.journal, path: ':memory:' } };
const c = await startController(config, { log: (l) => console.log('C', l), onEvent: (e: any) => console.log('E', e.type, e.outcome?.status ?? e.decision?.action?.kind ?? '') });
const policies = createPolicyStore({ onChange: (all) => console.log('A policies', all.map((p) => p.name)), log: (l, m) => console.log('A', l, m) });
const directives = createDirectiveStore({ onOutcome: (o) => client.sendOutcome(outcomeToWire(o, o.directive.traceId)) });
const client = createControlClient({ target: c.grpcAddress,
  hello: () => ({ instanceUid: 'uid-1', resource: { 'service.name': 's' }, coverage: coverageToWire({ points: ['pre_model_call'], components: [] }), capabilities: { actions: (['steer','deny_tool','halt','set_model','clamp'] as const).map(actionKindToWire), conditionLanguages: ['cel'] }, policyVersions: { ...policies.versions() } }),
  onPolicyUpdate: (u) => policies.applyUpdate(u), onHeard: (n) => policies.heard(n),
  onDirective: (d, r) => { const h = fromWire(d, r.clockOffsetMs, r.nowMs); console.log('A directive', h); if ('error' in h) client.sendOutcome({ directiveId: d.id, status: statusToWire('rejected') }); else directives.accept(h); },
  log: (l, m) => console.log('A', l, m) });
policies.start(); client.start();
await new Promise((r) => setTimeout(r, 500));
const tid = 'ab'.repeat(16); const now = Date.now();
const span = (i: number) => ({ traceId: tid, spanId: (i + 1).toString(16).padStart(16, '0'), name: 'execute_tool search', kind: 1, startTimeUnixNano: String((now + i * 10) * 1e6), endTimeUnixNano: String((now + i * 10 + 5) * 1e6),
  attributes: [['gen_ai.operation.name', 'execute_tool'], ['gen_ai.tool.name', 'search'], ['gen_ai.tool.call.id', `c${i}`], ['airt.tool.call.digest', 'd'.repeat(32)], ['airt.tool.result.digest', 'e'.repeat(32)]].map(([key, v]) => ({ key, value: { stringValue: v } })) });
await fetch(`${c.httpUrl}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ resourceSpans: [{ resource: { attributes: [{ key: 'service.instance.id', value: { stringValue: 'uid-1' } }, { key: 'service.name', value: { stringValue: 's' } }] }, scopeSpans: [{ spans: [0, 1, 2, 3, 4].map(span) }] }] }) });
await new Promise((r) => setTimeout(r, 500));
const due = directives.due({ traceId: tid, modelCalls: 5, lastToolCallDigest: 'd'.repeat(32) }, Date.now());
console.log('A due', due.fresh.map((d) => d.action));
for (const d of due.fresh) directives.applied(d.id, { span: { traceId: tid, spanId: 'f'.repeat(16) }, changes: ['messages[+guidance]'], nowMs: Date.now() });
await new Promise((r) => setTimeout(r, 300));
console.log('A', client.state(), client.policyVersions, client.lastError);
await c.stop(); await new Promise((r) => setTimeout(r, 200)); console.log('A', client.state(), client.lastError); process.exit();
