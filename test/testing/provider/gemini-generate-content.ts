/** Gemini: `POST /v1beta/models/M:generateContent`, and `…:streamGenerateContent`. The URL names model and streaming. */
import { type TranscriptStep, transcriptProblem } from './transcript.ts';
import { type Answer, choiceProblem, isObject, type Json, objects, type SseEvent, text, textsOf, type Wire, words } from './wire.ts';

const PATH = /^\/v1(?:beta)?\/models\/([^/:]+):(generateContent|streamGenerateContent)$/;

const functionCall = ({ functionCall: call }: Json): Json | undefined => (isObject(call) ? call : undefined);
const functionResponse = ({ functionResponse: response }: Json): Json | undefined => (isObject(response) ? response : undefined);
/** Calls without an id are paired by their names. */
const idOf = ({ id, name }: Json): string => text(id) || text(name);

/** A content opens a turn unless it begins with function responses; text of the user after them is allowed. */
function stepsOf({ role, parts }: Json): readonly TranscriptStep[] {
  const steps = objects(parts).flatMap((part): readonly TranscriptStep[] => {
    const call = functionCall(part);
    const response = functionResponse(part);
    if (call) return [{ call: idOf(call) }];
    if (response) return [{ result: idOf(response) }];
    return role === 'user' ? ['turn'] : [];
  });
  return role === 'user' ? steps : ['turn', ...steps];
}

function fieldProblem(calling: Json | undefined, names: readonly string[]): string | undefined {
  if (!calling) return undefined;
  if (names.length === 0) return 'Function calling config is set without function_declarations.';
  const allowed = Array.isArray(calling.allowedFunctionNames) ? calling.allowedFunctionNames.map(String) : [];
  if (allowed.length > 0 && calling.mode !== 'ANY' && calling.mode !== 'VALIDATED')
    return `allowed_function_names is for the modes ANY and VALIDATED, not for ${text(calling.mode)}.`;
  return choiceProblem(
    allowed.find((name) => !names.includes(name)),
    names,
  );
}

/** What the model reads of a response: its output, or the whole of it. */
const resultText = ({ response }: Json): string =>
  isObject(response) ? text(response.output ?? response.error) || JSON.stringify(response) : '';

const chunk = (answer: Answer, parts: readonly Json[], more: Json = {}): Json => ({
  candidates: [{ content: { parts, role: 'model' }, ...more, index: 0 }],
  usageMetadata: {
    promptTokenCount: answer.tokens.input,
    candidatesTokenCount: answer.tokens.output,
    totalTokenCount: answer.tokens.input + answer.tokens.output,
  },
  modelVersion: answer.model,
  responseId: `gemini_${answer.id}`,
});

/** Of parallel calls the first one has a signature. */
const callParts = ({ turn }: Answer): readonly Json[] =>
  turn.calls.map(({ id, name, arguments: args }, index) => ({
    functionCall: { id, name, args: JSON.parse(args) },
    ...(index === 0 ? { thoughtSignature: 'c2lnbmF0dXJl' } : {}),
  }));

const definedOf = (list: readonly (Json | undefined)[]): readonly Json[] => list.filter((each) => each !== undefined);

const STATUS: Readonly<Record<number, string>> = { 400: 'INVALID_ARGUMENT', 404: 'NOT_FOUND', 429: 'RESOURCE_EXHAUSTED' };

/** The wire. */
export const geminiGenerateContent: Wire = {
  providerName: 'gcp.gen_ai',
  route(path) {
    const match = PATH.exec(path);
    return match ? { model: decodeURIComponent(match[1] ?? ''), stream: match[2] === 'streamGenerateContent' } : undefined;
  },
  read(body, { route }) {
    const contents = objects(body.contents);
    const parts = contents.flatMap((content) => objects(content.parts));
    const names = objects(body.tools).flatMap((tool) => objects(tool.functionDeclarations).map(({ name }) => text(name)));
    const config = isObject(body.toolConfig) ? body.toolConfig.functionCallingConfig : undefined;
    const calling = isObject(config) ? config : undefined;
    const system = isObject(body.systemInstruction) ? body.systemInstruction.parts : undefined;
    const users = contents.filter(({ role }) => role !== 'model');
    return {
      view: {
        model: route.model ?? '',
        stream: route.stream === true,
        toolNames: calling?.mode === 'NONE' ? [] : names,
        instructions: [...textsOf(system), ...users.flatMap((content) => textsOf(content.parts))],
        calls: definedOf(parts.map(functionCall)).map(idOf),
        results: definedOf(parts.map(functionResponse)).map((response) => ({ id: idOf(response), text: resultText(response) })),
      },
      transcriptProblem: transcriptProblem(contents.flatMap(stepsOf), { adjacent: true }),
      problem: contents.length === 0 ? 'contents is not specified' : undefined,
      fieldProblem: fieldProblem(calling, names),
    };
  },
  json(answer) {
    const written = answer.turn.text === '' ? [] : [{ text: answer.turn.text }];
    return chunk(answer, [...written, ...callParts(answer)], { finishReason: 'STOP' });
  },
  events(answer) {
    const parts: readonly Json[] = [...words(answer.turn.text).map((word) => ({ text: word })), ...callParts(answer)];
    return [
      ...parts.map((part): SseEvent => ({ data: chunk(answer, [part]) })),
      { data: chunk(answer, [{ text: '' }], { finishReason: 'STOP' }) },
    ];
  },
  error: (status, message) => ({ error: { code: status, message, status: STATUS[status] ?? 'INTERNAL' } }),
  environment: (url) => ({ GOOGLE_GEMINI_BASE_URL: url, GEMINI_API_KEY: 'none-needed' }),
};
