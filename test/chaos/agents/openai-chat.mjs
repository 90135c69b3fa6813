import OpenAI from 'openai';
import { chat } from './loops.cjs';

await chat(OpenAI, process.argv[2] === 'stream');
console.log('done');
