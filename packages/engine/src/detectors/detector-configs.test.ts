import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDocument } from 'yaml';
import { configureDetectors, readDetectorConfigs } from './detector-configs.ts';

const read = (text: string) => {
  const document = parseDocument(text);
  return readDetectorConfigs({ text, document, node: document.get('detectors', true), path: 'detectors' });
};

describe('configurations of detectors', () => {
  it('are changes of the defaults of each family', () => {
    const result = read('detectors: { loop: { window: 32 } }');
    assert.ok(result.ok);
    assert.deepEqual(result.configs, { loop: { window: 32 } });
    const [changed] = configureDetectors(result.configs);
    const [standard] = configureDetectors();
    assert.deepEqual(changed?.config, { ...standard?.config, window: 32 });
    assert.notEqual(changed?.key, standard?.key);
  });

  it('may be absent', () => {
    const result = read('detectors:\n');
    assert.deepEqual(result, { ok: true, configs: {} });
  });

  it('that are wrong are problems with their places', () => {
    const result = read('other: 1\ndetectors:\n  loop: { windwo: 32, maxPeriod: 9 }\n  lop: {}\n');
    assert.ok(!result.ok);
    assert.deepEqual(
      result.problems.map(({ line, column, path }) => [line, column, path]).sort(),
      [
        [3, 11, 'detectors.loop.windwo'],
        [3, 34, 'detectors.loop.maxPeriod'],
        [4, 3, 'detectors.lop'],
      ].sort(),
    );
  });

  it('of families that there are not are an error', () => {
    assert.throws(() => configureDetectors({ lop: {} }), /there is no detector family lop; there are loop/);
  });
});
