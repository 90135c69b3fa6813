import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anthropicMessages } from './anthropic-messages/index.ts';
import { findDialect, providerOf } from './index.ts';
import { openaiChat } from './openai-chat/index.ts';

test('the dialect is found by method and path', () => {
  assert.equal(findDialect('POST', new URL('https://gateway.example/any/v1/responses'))?.name, 'openai.responses');
  assert.equal(findDialect('POST', new URL('https://api.openai.com/v1/embeddings')), undefined);
  assert.equal(findDialect('GET', new URL('https://api.openai.com/v1/responses')), undefined);
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
  assert.equal(provider('https://notopenai.com/v1/chat/completions'), 'openai');
  assert.equal(provider('http://127.0.0.1:11434/v1/chat/completions'), 'openai');
  assert.equal(providerOf(anthropicMessages, new URL('http://127.0.0.1/v1/messages')), 'anthropic');
  assert.equal(providerOf(anthropicMessages, new URL('https://api.deepseek.com/anthropic/v1/messages')), 'deepseek');
});
