import type { JsonObject } from '../../../model/json.ts';
import { type DialectFixture, events, type Reply, type Story, storyContents } from '../../testing/fixture.ts';
import { geminiGenerateContent } from '../index.ts';
import { plainReading } from './plain-reading.ts';
import { validateGemini } from './validate.ts';

const HEAD = { modelVersion: 'gemini-2.5-flash-001', responseId: 'resp_1' };
const USAGE = {
  promptTokenCount: 26,
  candidatesTokenCount: 8,
  totalTokenCount: 42,
  cachedContentTokenCount: 10,
  toolUsePromptTokenCount: 4,
  thoughtsTokenCount: 4,
};

/** A stream gives texts in pieces, every call whole in an event of its own, and the reason at last with a text that is empty. */
function reply(story: Story): Reply {
  const { text, calls } = storyContents[story];
  const signature = (at: number): JsonObject => (at === 0 ? { thoughtSignature: 'c2lnbmF0dXJl' } : {});
  const callParts = calls.map(({ id, name, arguments: args }, at) => ({
    functionCall: { name, args: JSON.parse(args), id },
    ...signature(at),
  }));
  const chunk = (parts: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
    candidates: [{ content: { parts: [...parts], role: 'model' }, ...more, index: 0 }],
    usageMetadata: USAGE,
    ...HEAD,
  });
  return {
    json: chunk([...(text.length > 0 ? [{ text: text.join('') }] : []), ...callParts], { finishReason: 'STOP' }),
    events: events(
      [
        ...text.map((piece) => chunk([{ text: piece }])),
        ...callParts.map((part) => chunk([part])),
        chunk([{ text: '' }], { finishReason: 'STOP' }),
      ],
      false,
    ),
  };
}

const declaration = (name: string): JsonObject => ({ name, description: `To ${name}.`, parameters: { type: 'OBJECT' } });
const ERROR = { error: { code: 429, message: 'Slow down.', status: 'RESOURCE_EXHAUSTED' } };

const METHOD = 'https://provider.example/v1beta/models/gemini-test';
const REQUEST_BODY: JsonObject = {
  systemInstruction: { parts: [{ text: 'Be brief.' }] },
  generationConfig: { temperature: 0.7, maxOutputTokens: 500 },
  tools: [{ functionDeclarations: [declaration('search'), declaration('save')] }],
  toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['search'] } },
  contents: [
    { role: 'user', parts: [{ text: 'Find a.' }] },
    { role: 'model', parts: [{ functionCall: { id: 'call_0', name: 'search', args: {} }, thoughtSignature: 'YQ==' }] },
    { role: 'user', parts: [{ functionResponse: { id: 'call_0', name: 'search', response: { output: 'nothing' } } }] },
  ],
};

export const fixture: DialectFixture = {
  dialect: geminiGenerateContent,
  validate: validateGemini,
  plainReading,
  request: { url: new URL(`${METHOD}:streamGenerateContent?alt=sse`), body: REQUEST_BODY },
  jsonRequest: { url: new URL(`${METHOD}:generateContent`), body: REQUEST_BODY },
  replies: {
    plain: reply('plain'),
    'one call': reply('one call'),
    'two calls': reply('two calls'),
    'text then call': reply('text then call'),
  },
  error: { json: ERROR, events: events([ERROR], false) },
  errorType: 'RESOURCE_EXHAUSTED',
};
