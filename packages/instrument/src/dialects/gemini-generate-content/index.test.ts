import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { postTo, readRequest } from '../testing/requests.ts';
import { geminiGenerateContent as dialect } from './index.ts';
import { BASE, call, chunk, model, result, user, wire } from './testing/bodies.ts';
import { validateGemini } from './testing/validate.ts';

describe('routes', () => {
  const route = (url: string, method = 'POST') => dialect.route({ ...postTo(new URL(url)), method });
  const VERTEX = 'https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1';

  it('are those of both APIs, in every version', () => {
    for (const [url, name, streams] of [
      ['https://generativelanguage.googleapis.com/v1/models/gemini-2.5-pro:generateContent', 'gemini-2.5-pro', false],
      ['https://generativelanguage.googleapis.com/v1beta/models/m:streamGenerateContent?alt=sse', 'm', true],
      ['https://generativelanguage.googleapis.com/v1beta/tunedModels/mine:generateContent', 'tunedModels/mine', false],
      [`${VERTEX}/publishers/google/models/m:streamGenerateContent`, 'm', true],
      [`${VERTEX}/endpoints/123:generateContent`, 'endpoints/123', false],
      ['https://aiplatform.googleapis.com/v1/publishers/google/models/m:generateContent', 'm', false],
      ['https://gateway.example/google-ai-studio/v1/models/a%20b%3AgenerateContent', 'a b', false],
    ] as const) {
      assert.deepEqual(route(url), { operation: 'generate_content', model: name, stream: streams }, url);
    }
  });

  it('are no others', () => {
    for (const path of [
      'models/m:countTokens',
      'models/m:embedContent',
      'models/m:batchGenerateContent',
      'models/m',
      'files',
      'cachedContents',
    ])
      assert.equal(route(`https://generativelanguage.googleapis.com/v1beta/${path}`), undefined, path);
    assert.equal(route(BASE, 'GET'), undefined);
    assert.equal(route('https://cloudcode-pa.googleapis.com/v1internal:generateContent'), undefined);
    assert.equal(readRequest(dialect, wire({ prompt: 'x' })), undefined);
  });

  it('name another model where it is set', () => {
    const moved = (url: string, to: string) =>
      dialect.editRequest(wire({ contents: [] }, url), [{ kind: 'set_parameters', model: to }]).url.href.replace(/^https:\/\/[^/]+/, '');
    assert.equal(moved(`${BASE}?key=k`, 'gemini-2.5-flash'), '/v1beta/models/gemini-2.5-flash:generateContent?key=k');
    assert.equal(moved(BASE, 'tunedModels/mine'), '/v1beta/tunedModels/mine:generateContent');
    assert.equal(moved('https://x/v1/tunedModels/a:streamGenerateContent?alt=sse', 'b'), '/v1/models/b:streamGenerateContent?alt=sse');
    const vertex = '/v1/projects/p/locations/us-central1';
    assert.equal(
      moved(`${VERTEX}/publishers/google/models/a:generateContent`, 'b'),
      `${vertex}/publishers/google/models/b:generateContent`,
    );
    assert.equal(moved(`${VERTEX}/endpoints/1:generateContent`, 'b'), `${vertex}/publishers/google/models/b:generateContent`);
    assert.equal(moved(`${VERTEX}/publishers/google/models/a:generateContent`, 'endpoints/2'), `${vertex}/endpoints/2:generateContent`);
  });
});

describe('a reprompt', () => {
  const request = {
    contents: [user({ text: 'a' })],
    tools: [{ functionDeclarations: [{ name: 'f' }, { name: 'g' }] }],
    toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['f', 'g'] } },
  };
  const parts = [{ text: '' }, { text: '', thoughtSignature: 't' }, call('f', { a: 1 }, { thoughtSignature: 's' }), call('g', {})];
  const answer = chunk(parts, { finishReason: 'STOP' });
  const denials = new Map([
    ['c0.0', 'No f.'],
    ['c0.1', 'No g.'],
  ]);

  it('has the turn as it was, its signatures too, a denial for each call in order, and a free choice', () => {
    const asked = dialect.reprompt(wire(request), answer, denials);
    assert.deepEqual(asked?.body, {
      ...request,
      toolConfig: { functionCallingConfig: { mode: 'AUTO' } },
      contents: [user({ text: 'a' }), model(...parts.slice(1)), user(result('f', { error: 'No f.' }), result('g', { error: 'No g.' }))],
    });
    assert.deepEqual(asked && validateGemini(asked), []);
    assert.equal(asked?.url.href, BASE);
  });

  it('is not made of an answer that was cut off, that is continued, or that continues a prefill', () => {
    for (const finishReason of ['MAX_TOKENS', 'CONTINUATION', 'SAFETY'])
      assert.equal(dialect.reprompt(wire(request), chunk(parts, { finishReason }), denials), undefined, finishReason);
    assert.equal(dialect.reprompt(wire({ ...request, continuationToken: 't' }), answer, denials), undefined);
    const prefill = { ...request, contents: [user({ text: 'a' }), model({ text: '{' })] };
    assert.equal(dialect.reprompt(wire(prefill), answer, denials), undefined);
  });
});

test('a denied call is the API’s own error', () => {
  assert.deepEqual(dialect.errorResponse('no'), {
    status: 403,
    body: { error: { code: 403, message: 'no', status: 'PERMISSION_DENIED' } },
  });
});
