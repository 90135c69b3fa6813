import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../model/json.ts';
import { anthropicMessages } from './anthropic-messages/index.ts';
import { findDialect, providerOf } from './index.ts';
import { openaiChat } from './openai-chat/index.ts';
import { postTo } from './testing/requests.ts';

const find = (url: string, method = 'POST') => findDialect({ ...postTo(new URL(url)), method })?.dialect.name;

test('the dialect is found by method and path', () => {
  assert.equal(find('https://gateway.example/any/v1/responses'), 'openai.responses');
  assert.equal(find('https://x.openai.azure.com/openai/responses?api-version=preview'), 'openai.responses');
  assert.equal(find('https://api.deepseek.com/responses'), 'openai.responses');
  assert.equal(find('https://generativelanguage.googleapis.com/v1beta/models/m:generateContent'), 'gemini.generate_content');
  assert.equal(find('https://aiplatform.googleapis.com/v1/publishers/google/models/m:streamGenerateContent'), 'gemini.generate_content');
  assert.equal(find('https://generativelanguage.googleapis.com/v1beta/models/m:embedContent'), undefined);
  assert.equal(find('https://api.openai.com/v1/embeddings'), undefined);
  assert.equal(find('https://api.openai.com/v1/responses', 'GET'), undefined);
});

test('a path that any service may have is no model call by itself', () => {
  assert.equal(find('https://surveys.example/surveys/7/responses'), undefined);
  assert.equal(find('https://forms.example/responses'), undefined);
  assert.equal(find('https://mail.example/messages'), undefined);
});

test('a body without the shape of a model call is none', () => {
  const read = (path: string, body: JsonObject) => {
    const url = new URL(path, 'https://service.example');
    const found = findDialect(postTo(url));
    return found?.dialect.readRequest({ url, body }, found.route);
  };
  const sms = { messages: [{ content: 'Your code is 1234', destination_number: '+491', format: 'SMS' }] };
  assert.equal(read('/v1/messages', sms), undefined);
  assert.equal(read('/v1/chat/completions', sms), undefined);
  assert.equal(read('/v1/responses', { input: 'very satisfied', score: 5 }), undefined);
  assert.equal(read('/v1/responses', { input: [{ question: 1, answer: 'yes' }] }), undefined);
  // The deployment stands in the path.
  assert.ok(read('/openai/deployments/gpt/chat/completions', { messages: [{ role: 'user', content: 'hi' }] }));
  assert.ok(read('/v1/responses', { input: 'and now?', previous_response_id: 'resp_1' }));
});

test('the provider is told by the host, and by the dialect where the host tells nothing', () => {
  const provider = (url: string): string => providerOf(openaiChat, new URL(url));
  assert.equal(provider('https://api.openai.com/v1/chat/completions'), 'openai');
  assert.equal(provider('https://eu.api.openai.com/v1/chat/completions'), 'openai');
  assert.equal(provider('https://x.openai.azure.com/openai/deployments/d/chat/completions'), 'azure.ai.openai');
  assert.equal(provider('https://x.services.ai.azure.com/openai/v1/chat/completions'), 'azure.ai.openai');
  assert.equal(provider('https://x.services.ai.azure.com/models/chat/completions'), 'azure.ai.inference');
  assert.equal(provider('https://api.groq.com/openai/v1/chat/completions'), 'groq');
  assert.equal(provider('https://api.x.ai/v1/chat/completions'), 'x_ai');
  assert.equal(provider('https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1/chat/completions'), 'aws.bedrock');
  assert.equal(provider('https://bedrock-mantle.us-east-1.api.aws/v1/chat/completions'), 'aws.bedrock');
  assert.equal(provider('https://generativelanguage.googleapis.com/v1beta/openai/chat/completions'), 'gcp.gemini');
  assert.equal(provider('https://us-central1-aiplatform.googleapis.com/v1/chat/completions'), 'gcp.vertex_ai');
  assert.equal(
    provider('https://aiplatform.eu.rep.googleapis.com/v1/projects/p/locations/eu/publishers/google/models/m:generateContent'),
    'gcp.vertex_ai',
  );
  assert.equal(provider('https://firebasevertexai.googleapis.com/v1beta/projects/p/models/m:generateContent'), 'gcp.gen_ai');
  assert.equal(provider('https://notopenai.com/v1/chat/completions'), 'openai');
  assert.equal(provider('http://127.0.0.1:11434/v1/chat/completions'), 'openai');
  assert.equal(providerOf(anthropicMessages, new URL('http://127.0.0.1/v1/messages')), 'anthropic');
  assert.equal(providerOf(anthropicMessages, new URL('https://api.deepseek.com/anthropic/v1/messages')), 'deepseek');
});
