import { fixture as anthropicMessages } from '../anthropic-messages/testing/fixture.ts';
import type { Dialect } from '../dialect.ts';
import { fixture as geminiGenerateContent } from '../gemini-generate-content/testing/fixture.ts';
import { findDialect } from '../index.ts';
import { fixture as openaiChat } from '../openai-chat/testing/fixture.ts';
import { fixture as openaiResponses } from '../openai-responses/testing/fixture.ts';
import type { DialectFixture } from './fixture.ts';
import { postTo } from './requests.ts';

/** The fixture of every dialect, in the order of the registry. */
export const fixtures: readonly DialectFixture[] = [openaiChat, openaiResponses, anthropicMessages, geminiGenerateContent];

export const fixtureOf = ({ name }: Dialect): DialectFixture | undefined => fixtures.find(({ dialect }) => dialect.name === name);

/** The fixture that serves a URL. */
export function fixtureAt(url: URL): DialectFixture | undefined {
  const found = findDialect(postTo(url));
  return found && fixtureOf(found.dialect);
}
