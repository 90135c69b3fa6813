import { createOpenAI } from '@ai-sdk/openai';
import * as sdk from 'ai';
import { ai } from './loops.cjs';

await ai(sdk, { createOpenAI }, process.argv[2] === 'stream');
console.log('done');
