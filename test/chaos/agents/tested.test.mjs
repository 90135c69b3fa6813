// The application's own tests.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI from 'openai';
import { chat } from './loops.cjs';

test('the loop comes to its end', () => chat(OpenAI, false));
test('a failure is a failure', () => assert.equal(1, 2));
