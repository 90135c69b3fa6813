import Anthropic from '@anthropic-ai/sdk';
import { messages } from './loops.cjs';

await messages(Anthropic, process.argv[2] === 'stream');
console.log('done');
